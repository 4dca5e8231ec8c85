import assert from "node:assert/strict";
import fc from "fast-check";
import type { FieldValue, WrittenField } from "../../lib/helpdesk/tickets/difference.ts";
import {
  type Receipt,
  receipt,
  receiptOf,
  renderDifferences,
  renderEarlier,
  renderReceipt,
} from "../../lib/views/receipt.ts";
import { catalogueOf } from "../helpdesk/fake_session.ts";

const CATALOGUE = catalogueOf({
  queues: [{ id: 2, label: "Support & more" }, {
    id: 3,
    label: "IT\n\x1b[31mstatus: 1\u202e Open",
  }],
  users: [{ id: 2, label: "staff" }],
  statuses: [{ id: 2, label: "Reopened" }],
  priorities: [{ id: 2, label: "2. High" }],
});
const BASE = new URL("https://desk.example.com/helpdesk/");

type Write = Parameters<typeof receiptOf>[0];

function receiptWith(fields: readonly WrittenField[], more: Partial<Write> = {}): Receipt {
  const made = receiptOf({ ticket: { id: 7 }, fields, ...more }, CATALOGUE, BASE);
  assert.deepEqual(receipt.parse(made), made);
  return made;
}

/** How a value is shown that is stored as asked. */
function shown(field: string, value: FieldValue): string | undefined {
  const { fields, differences } = receiptWith([{ field, asked: value, stored: value }]);
  assert.deepEqual(differences, []);
  assert.equal(fields[0]?.asked, undefined);
  return fields[0]?.stored;
}

/** A receipt's text of one field. */
function line(asked: FieldValue, stored: FieldValue, field = "title"): string {
  return renderReceipt(receiptWith([{ field, asked, stored }]));
}

Deno.test("receiptOf() has the ticket and its page below the helpdesk's mount", () => {
  const { title, branch_name, mailed, earlier, ...known } = receiptWith([]);
  const url = "https://desk.example.com/helpdesk/tickets/7/";
  assert.deepEqual(known, { ticket_id: 7, url, fields: [], differences: [] });
  for (const unknown of [title, branch_name, mailed, earlier]) assert.equal(unknown, undefined);
});

Deno.test("receiptOf() tells who was mailed, nobody, or that it is not known", () => {
  const { mailed } = receiptWith([], { mailed: [{ address: "a@example.com", part: "copy" }] });
  assert.deepEqual(mailed, ["a@example.com (copy)"]);
  assert.deepEqual(receiptWith([], { mailed: [] }).mailed, []);
  assert.equal(receiptWith([], { mailed: undefined }).mailed, undefined);
});

Deno.test("receiptOf() has `earlier` for an earlier try alone", () => {
  assert.equal(receiptWith([], { isEarlier: true }).earlier, true);
  assert.equal(receiptWith([], { isEarlier: false }).earlier, undefined);
});

const LONG = "x".repeat(101);
const SHOWN: readonly (readonly [field: string, value: FieldValue, shown: string])[] = [
  ["queue", 2, "2 Support & more"],
  ["status", 2, "2 Reopened"],
  ["new_status", 2, "2 Reopened"],
  ["priority", 2, "2. High"],
  ["assigned_to", 2, "2 staff"],
  ...["queue", "status", "priority", "assigned_to"].map((field) => [field, 9, "9"] as const),
  ["public", true, "true"],
  ["public", false, "false"],
  // Only fields that have a list are named.
  ["merged_to", 2, "2"],
  ["title", "2", "2"],
  ["constructor", 2, "2"],
  ["time_spent", 90, "1:30"],
  ["time_spent", 5, "0:05"],
  ["time_spent", 0, "0:00"],
  ["time_spent", 1_560, "26:00"],
  ["title", LONG.slice(1), LONG.slice(1)],
  ["title", LONG, `${"x".repeat(99)}… (101 characters)`],
  ["title", `${"x".repeat(120)}\n\n\nend`, `${"x".repeat(99)}… (126 characters)`],
  ["title", "To  be  continued …", "To be continued …"],
  ["title", "a\nb\r\nc\u2028d", "a b c d"],
  ["title", "x\nstatus: 1 Open", "x status: 1 Open"],
  ["title", "a\x1b[31mb\x1b]0;owned\x07c\u202e\u200b", "abc"],
  ["queue", 3, "3 IT status: 1 Open"],
];

for (const [field, value, expected] of SHOWN) {
  Deno.test(`receiptOf() shows ${field} ${JSON.stringify(value).slice(0, 30)}, on one line`, () => {
    assert.equal(shown(field, value), expected);
    assert.equal(line(value, value, field), `${field}: ${expected}`);
  });
}

Deno.test("receiptOf() shows an emptied field as (none), stored as asked", () => {
  const emptied = { field: "due_date", asked: null, stored: undefined };
  const { fields, differences } = receiptWith([emptied]);
  assert.deepEqual(fields, [{ field: "due_date", stored: "(none)" }]);
  assert.deepEqual(differences, []);
});

Deno.test("receiptOf() names what differs, in order, and not what the helpdesk chose", () => {
  const { fields, differences } = receiptWith([
    { field: "status", asked: undefined, stored: 2 },
    { field: "title", asked: "Asked", stored: "Stored" },
    { field: "priority", asked: 2, stored: 2 },
    { field: "assigned_to", asked: null, stored: 2 },
    { field: "due_date", asked: "2031-03-30", stored: undefined },
  ]);
  assert.deepEqual(differences, ["title", "assigned_to", "due_date"]);
  assert.deepEqual(fields, [
    { field: "status", stored: "2 Reopened", own: true },
    { field: "title", asked: "Asked", stored: "Stored" },
    { field: "priority", stored: "2. High" },
    { field: "assigned_to", asked: "(none)", stored: "2 staff" },
    { field: "due_date", asked: "2031-03-30" },
  ]);
});

Deno.test("receiptOf() tells back no text that is stored as it was given", () => {
  const { fields } = receiptWith([
    { field: "comment", asked: "Asked", stored: "Asked" },
    { field: "description", asked: "Asked", stored: "Stored" },
    { field: "resolution", asked: null, stored: undefined },
  ]);
  assert.deepEqual(fields, [
    { field: "description", asked: "Asked", stored: "Stored" },
    { field: "resolution", stored: "(none)" },
  ]);
});

Deno.test("receiptOf() shows more of values that differ", () => {
  const asked = "x".repeat(301);
  const stored = "x".repeat(300);
  const { fields } = receiptWith([{ field: "description", asked, stored }]);
  assert.equal(fields[0]?.asked, `…${"x".repeat(41)} (301 characters)`);
  assert.equal(fields[0]?.stored, `…${"x".repeat(40)} (300 characters)`);
});

Deno.test("renderReceipt() writes what is stored, and who chose it", () => {
  assert.equal(line("Same", " Same "), "title: Same");
  assert.equal(line(undefined, "Comment"), "title: Comment (the helpdesk's choice)");
  assert.equal(line(undefined, 2, "status"), "status: 2 Reopened (the helpdesk's choice)");
  assert.equal(line(null, undefined, "assigned_to"), "assigned_to: (none)");
});

Deno.test("renderReceipt() says the ticket's title once", () => {
  const named = (title: string) => {
    const fields = [{ field: "title", asked: "New", stored: "New" }];
    return renderReceipt(receiptWith(fields, { ticket: { id: 7, title } }));
  };
  assert.equal(named("New"), "Ticket 7: New");
  assert.equal(named("Old"), "Ticket 7: Old\ntitle: New");
});

Deno.test("renderReceipt() writes both sides of a difference, quoted", () => {
  assert.equal(line("Asked", "Stored"), 'title: asked "Asked", stored "Stored"');
  assert.equal(line('a "b"', "c"), 'title: asked "a \\"b\\"", stored "c"');
  const cleared = 'due_date: asked "2031-03-30", stored nothing';
  assert.equal(line("2031-03-30", undefined, "due_date"), cleared);
  assert.equal(line(null, 2, "assigned_to"), 'assigned_to: asked "(none)", stored "2 staff"');
});

Deno.test("renderReceipt() gives each field one line of bounded length, whatever is in it", () => {
  const value = fc.oneof(
    fc.string({ unit: "binary", maxLength: 400 }),
    fc.array(fc.constantFrom("\n", "\r", "\u2028", "\x1b[", "…", "x".repeat(90), "\u202e"))
      .map((parts) => parts.join("")),
    fc.constantFrom(true, false, null, undefined, 1, 2, 0.5),
  );
  const name = fc.constantFrom("title", "queue", "status", "time_spent", "public");
  const written = fc.record({ field: name, asked: value, stored: value });
  fc.assert(fc.property(fc.uniqueArray(written, { selector: ({ field }) => field }), (fields) => {
    const made = receiptWith(fields);
    const lines = fields.length === 0 ? [] : renderReceipt(made).split("\n");
    assert.equal(lines.length, fields.length);
    lines.forEach((text, place) => {
      assert.ok(text.startsWith(`${fields[place]?.field}: `), text);
      assert.ok(text.length < 1_400, `${text.length} characters`);
    });
  }));
});

Deno.test("renderDifferences() says that all is as asked, or names what is not", () => {
  assert.equal(renderDifferences(receiptWith([])), " Stored as asked.");
  const differing = receiptWith([
    { field: "title", asked: "a", stored: "b" },
    { field: "public", asked: true, stored: true },
    { field: "queue", asked: 1, stored: 2 },
  ]);
  const warning = " WARNING: the helpdesk stored title, queue otherwise than asked; see below.";
  assert.equal(renderDifferences(differing), warning);
});

Deno.test("renderEarlier() says of an earlier try that no second one was sent", () => {
  const earlier = renderEarlier(receiptWith([], { isEarlier: true }));
  assert.match(earlier, /earlier try.*no second one was sent/);
  assert.equal(renderEarlier(receiptWith([])), "");
});
