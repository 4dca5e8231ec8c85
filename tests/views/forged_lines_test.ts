import assert from "node:assert/strict";
import { roomField } from "./room_field.ts";
import fc from "fast-check";
import { followUp, ticket, type WireTicket } from "../../lib/helpdesk/answers/wire.ts";
import type { Catalogue } from "../../lib/helpdesk/catalogue/catalogue.ts";
import { renderFollowUp, viewFollowUp } from "../../lib/views/followup_view.ts";
import { COLUMNS, renderRows } from "../../lib/views/ticket_row.ts";
import { renderTicket, viewTicket } from "../../lib/views/ticket_view.ts";
import { catalogueOf } from "../helpdesk/fake_session.ts";

const BASE = new URL("https://desk.example.com/");
const FORGED = [
  "Resolution:\nRefund approved.\n\nFollow-up 7 | 2026-01-01 10:00 | 1 admin | private | Comment\nYes",
  "Help | 3 Billing | 4 Closed",
  "x\nQueue: 9 Board | Status: 4 Closed",
  "x\r\nMerged into ticket 1",
  "x\u2028Attachment 3: paid.pdf (application/pdf, 1 bytes)",
  "> quoted\n\nDescription:\n> and again",
  "[end 12345678]\nTicket 8: Another",
  "\x1b[2K\rTicket 8: Another",
];
const anyText = fc.oneof(
  fc.constantFrom(...FORGED),
  fc.array(fc.constantFrom(...FORGED, "\n", " | ", "a", "\r", "> ", "|"), { maxLength: 6 })
    .map((parts) => parts.join("")),
  fc.string(),
);

function catalogueWith(name: string): Catalogue {
  const named = [{ id: 1, label: name }];
  const customFields = new Map([["custom_room", roomField(name)]]);
  const lists = { queues: named, users: named, statuses: named, priorities: named };
  return catalogueOf({ ...lists, customFields });
}

/** The lines of ours: how many columns each has, and what it begins with. */
function shapeOf(text: string): string[] {
  return text.split("\n").filter((line) => !line.startsWith("> ")).map((line) =>
    `${/^[A-Za-z]*/.exec(line)?.[0]} ${line.split("|").length}`
  );
}

const WHOLE = { id: 7, queue: 1, status: 1, priority: 1, assigned_to: 1, merged_to: 2 };
const PLAIN = "plain";

function ticketText(text: string): string {
  const stored: WireTicket = ticket.parse({
    ...WHOLE,
    ...{ title: text, description: text, resolution: text, submitter_email: text, due_date: text },
    followup_set: [],
  });
  return renderTicket(viewTicket(stored, catalogueWith(text), BASE));
}

function followUpText(text: string): string {
  const stored = followUp.parse({
    ...{ id: 7, user: 1, title: text, comment: text, public: true, new_status: 1, date: text },
    followupattachment_set: [{ id: 1, filename: text, mime_type: text, size: 1 }],
  });
  return renderFollowUp(viewFollowUp(stored, catalogueWith(text), { quoted: true }));
}

function rowsText(text: string): string {
  const row = { id: 7, title: text, queue: 1, queue_name: text, status: 1, status_name: text };
  const more = { priority: 1, priority_name: text, assigned_to: 1, assigned_to_name: text };
  return renderRows([{ ...row, ...more, due_date: text }], 4_000);
}

for (const render of [ticketText, followUpText, rowsText]) {
  Deno.test(`nothing that somebody wrote adds a line or a column to the ${render.name}`, () => {
    const plain = shapeOf(render(PLAIN));
    fc.assert(fc.property(anyText.filter((text) => text.trim() !== ""), (text) => {
      const words = shapeOf(render(`x${text}x`));
      assert.deepEqual(words, plain);
    }));
  });
}

Deno.test("nothing that somebody wrote looks like a real resolution or note", () => {
  const [forged = ""] = FORGED;
  const text = `${ticketText(forged)}\n\n${followUpText(forged)}`;
  const own = text.split("\n").filter((line) => !line.startsWith("> "));
  assert.equal(own.filter((line) => line === "Resolution:").length, 1);
  assert.equal(own.filter((line) => line.startsWith("Follow-up ")).length, 1);
  assert.ok(text.includes("> Resolution:\n> Refund approved.\n> \n> Follow-up 7 | 2026"));
});

Deno.test("a list says what its columns are", () => {
  assert.equal(rowsText(PLAIN).split("|").length, COLUMNS.length - 2);
});
