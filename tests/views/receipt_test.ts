import assert from "node:assert/strict";
import fc from "fast-check";
import type { Catalogue } from "../../lib/helpdesk/catalogue/catalogue.ts";
import type { FieldValue, WrittenField } from "../../lib/helpdesk/tickets/difference.ts";
import {
  type Receipt,
  receipt,
  receiptOf,
  renderDifferences,
  renderEarlier,
  renderReceipt,
} from "../../lib/views/receipt.ts";

const CATALOGUE: Catalogue = {
  queues: [{ id: 2, label: "Support & more" }],
  users: [{ id: 2, label: "staff" }],
  statuses: [{ id: 2, label: "Reopened" }],
  priorities: [{ id: 2, label: "2. High" }],
  maximumLengths: new Map(),
  customFields: new Map(),
  incomplete: new Map(),
};
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
  assert.deepEqual(receiptWith([]), {
    ticket_id: 7,
    title: undefined,
    branch_name: undefined,
    url: "https://desk.example.com/helpdesk/tickets/7/",
    fields: [],
    differences: [],
    mailed: undefined,
    earlier: undefined,
  });
});

Deno.test("receiptOf() tells who was mailed, nobody, or that it is not known", () => {
  assert.deepEqual(
    receiptWith([], { mailed: [{ address: "a@example.com", part: "copy" }] }).mailed,
    ["a@example.com (copy)"],
  );
  assert.deepEqual(receiptWith([], { mailed: [] }).mailed, []);
  assert.equal(receiptWith([], { mailed: undefined }).mailed, undefined);
});

Deno.test("receiptOf() has `earlier` for an earlier try alone", () => {
  assert.equal(receiptWith([], { isEarlier: true }).earlier, true);
  assert.equal(receiptWith([], { isEarlier: false }).earlier, undefined);
});

const NAMED = [
  ["queue", "2 Support & more", "9"],
  ["status", "2 Reopened", "9"],
  ["new_status", "2 Reopened", "9"],
  ["priority", "2. High", "9"],
  ["assigned_to", "2 staff", "9"],
] as const;

for (const [field, known, unknown] of NAMED) {
  Deno.test(`receiptOf() names the id of ${field}, and leaves an unknown one an id`, () => {
    assert.equal(shown(field, 2), known);
    assert.equal(shown(field, 9), unknown);
  });
}

Deno.test("receiptOf() names only the ids of fields that have a list", () => {
  assert.equal(shown("public", true), "true");
  assert.equal(shown("public", false), "false");
  assert.equal(shown("merged_to", 2), "2");
  assert.equal(shown("title", "2"), "2");
  assert.equal(shown("constructor", 2), "2");
});

Deno.test("receiptOf() writes time_spent as H:MM", () => {
  assert.equal(shown("time_spent", 90), "1:30");
  assert.equal(shown("time_spent", 5), "0:05");
  assert.equal(shown("time_spent", 0), "0:00");
  assert.equal(shown("time_spent", 1_560), "26:00");
});

Deno.test("receiptOf() shows an emptied field as (none), stored as asked", () => {
  const { fields, differences } = receiptWith([{
    ...{ field: "due_date", asked: null, stored: undefined },
  }]);
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

Deno.test("receiptOf() cuts long values and says how long they are", () => {
  assert.equal(shown("title", "x".repeat(100)), "x".repeat(100));
  assert.match(shown("title", `${"x ".repeat(60)}\n\n\nend`) ?? "", /… \(126 characters\)$/);
  assert.equal(shown("title", "x".repeat(101)), `${"x".repeat(99)}… (101 characters)`);
  assert.equal(shown("title", "To be continued …"), "To be continued …");
  assert.equal(shown("title", "To  be  continued …"), "To be continued …");
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

const HOSTILE: readonly [what: string, text: string, shown: string][] = [
  ["line ends", "a\nb\r\nc\u2028d", "a b c d"],
  ["a forged field", "x\nstatus: 1 Open", "x status: 1 Open"],
  ["terminal sequences", "a\x1b[31mb\x1b]0;owned\x07c", "abc"],
  ["bidirectional controls", "a\u202eb\u2066c", "abc"],
  ["zero-width characters", "a\u200bb\ufeffc", "abc"],
];

for (const [what, text, expected] of HOSTILE) {
  Deno.test(`receiptOf() shows ${what} on one line, harmless`, () => {
    assert.equal(shown("title", text), expected);
    assert.equal(line(text, text), `title: ${expected}`);
  });
}

Deno.test("receiptOf() shows a hostile name of an id on one line, too", () => {
  const catalogue = {
    ...CATALOGUE,
    queues: [{ id: 1, label: "IT\n\x1b[31mstatus: 1\u202e Open" }],
  };
  const fields = [{ field: "queue", asked: 1, stored: 1 }];
  const made = receiptOf({ ticket: { id: 7 }, fields }, catalogue, BASE);
  assert.equal(renderReceipt(made), "queue: 1 IT status: 1 Open");
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
  assert.equal(
    line("2031-03-30", undefined, "due_date"),
    'due_date: asked "2031-03-30", stored nothing',
  );
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
  assert.equal(
    renderDifferences(differing),
    " WARNING: the helpdesk stored title, queue otherwise than asked; see below.",
  );
});

Deno.test("renderEarlier() says of an earlier try that no second one was sent", () => {
  assert.match(
    renderEarlier(receiptWith([], { isEarlier: true })),
    /earlier try.*no second one was sent/,
  );
  assert.equal(renderEarlier(receiptWith([])), "");
});
