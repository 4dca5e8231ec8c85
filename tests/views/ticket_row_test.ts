import assert from "node:assert/strict";
import fc from "fast-check";
import type { ListedTicket } from "../../lib/helpdesk/listing/listing_question.ts";
import { renderRows, type Row, row, rowOf } from "../../lib/views/ticket_row.ts";

/** What list_tickets gives its rows at most. */
const ROOM = 4_600;

const TICKET: ListedTicket = {
  id: 7,
  title: "Printer on fire",
  queue: { id: 1, name: "Support" },
  status: { id: 2, name: "Reopened" },
  priority: { id: 3, name: "3. Normal" },
  assignedTo: { id: 2, name: "staff" },
  submitterEmail: "submitter@example.com",
  dueDate: "2031-03-30T00:00:00+02:00",
  created: "2031-03-01T10:00:00Z",
  lastFollowUp: "2031-03-02T10:00:00Z",
};

function rowWith(more: Partial<ListedTicket> = {}): Row {
  const made = rowOf({ ...TICKET, ...more });
  assert.deepEqual(row.parse(made), made);
  return made;
}

/** A full page; `name` is what queue, status, priority and assignee are called. */
function page(firstId: number, name: string, title: string): Row[] {
  const named = { id: firstId, name };
  const all = { queue: named, status: named, priority: named, assignedTo: named };
  return Array.from({ length: 25 }, (_, place) => rowWith({ id: firstId + place, title, ...all }));
}

Deno.test("rowOf() puts each name beside its id", () => {
  assert.deepEqual(rowWith(), {
    id: 7,
    title: "Printer on fire",
    queue: 1,
    queue_name: "Support",
    status: 2,
    status_name: "Reopened",
    priority: 3,
    priority_name: "3. Normal",
    assigned_to: 2,
    assigned_to_name: "staff",
    submitter_email: "submitter@example.com",
    due: undefined,
    due_date: "2031-03-30T00:00:00+02:00",
    created: "2031-03-01T10:00:00Z",
    last_followup: "2031-03-02T10:00:00Z",
  });
});

Deno.test("rowOf() leaves out what the list does not tell", () => {
  const { status, status_name } = rowWith({ status: { name: "Open - On Hold" } });
  assert.deepEqual([status, status_name], [undefined, "Open - On Hold"]);
  const known = Object.entries(rowOf({ id: 7, title: "" })).filter(([, value]) =>
    value !== undefined
  );
  assert.deepEqual(known, [["id", 7], ["title", ""]]);
});

Deno.test("renderRows() writes a ticket a line, with ids, names and the day it is due", () => {
  assert.equal(
    renderRows([rowWith(), rowWith({ id: 6, dueDate: undefined, assignedTo: undefined })], ROOM),
    "7|Printer on fire|1 Support|2 Reopened|3. Normal|2 staff|submitter@examp…|2031-03-01|2031-03-30\n" +
      "6|Printer on fire|1 Support|2 Reopened|3. Normal|-|submitter@examp…|2031-03-01|-",
  );
});

Deno.test("renderRows() says what a list does not tell", () => {
  const expected = "7||none|none|none|-";
  assert.equal(renderRows([rowOf({ id: 7, title: "" })], ROOM), expected);
  const held = rowWith({ status: { name: "Open - On Hold" }, assignedTo: { name: "Sam Staff" } });
  assert.match(renderRows([held], ROOM), /\|Open - On Hold\|3\. Normal\|Sam Staff\|/);
});

Deno.test("renderRows() leaves titles up to 60 characters where names are short", () => {
  const lines = renderRows(page(1, "Open", "t".repeat(60)), ROOM).split("\n");
  for (const line of lines) assert.ok(line.includes(`|${"t".repeat(60)}|`), line);
  const longer = renderRows([rowWith({ title: "t".repeat(61) })], ROOM);
  assert.ok(longer.startsWith(`7|${"t".repeat(59)}…|`), longer);
});

Deno.test("renderRows() cuts titles before it cuts names", () => {
  const name = "Twelve let";
  for (const line of renderRows(page(10, name, "t".repeat(200)), ROOM).split("\n")) {
    assert.equal(line.split(`10 ${name}`).length, 5, line);
    assert.match(line, /^\d+\|t{29,}…\|/);
  }
});

Deno.test("renderRows() cuts names to give titles 30 characters", () => {
  const text = renderRows(page(1_000_000, "n".repeat(100), "t".repeat(200)), ROOM);
  for (const line of text.split("\n")) {
    assert.match(line, /^\d+\|t{29,}…\|1000000 n{7,18}…\|/);
  }
});

Deno.test("renderRows() leaves 30 characters of titles and 8 of names where there is no room", () => {
  const long = { id: 1, name: "n".repeat(100) };
  const row = rowWith({ title: "t".repeat(200), queue: long, assignedTo: undefined });
  assert.match(renderRows([row], 0), /^7\|t{29}…\|1 n{7}…\|2 Reopened\|/);
  assert.match(renderRows([row], ROOM), /^7\|t{59}…\|1 n{15}…\|2 Reopened\|/);
});

Deno.test("renderRows() does not exceed its room by a part of a character a ticket", () => {
  const rows = [1, 2, 3, 4].map((id) => rowWith({ id, title: "t".repeat(200) }));
  for (let room = 700; room < 720; room++) {
    assert.ok(renderRows(rows, room).length <= room, `${room}`);
  }
});

for (const firstId of [1, 1_000, 1_000_000, 2 ** 31 - 26]) {
  Deno.test(`renderRows() keeps 25 tickets from ${firstId} with the longest texts below 4,600`, () => {
    const text = renderRows(page(firstId, "W".repeat(200), "W".repeat(200)), ROOM);
    assert.equal(text.split("\n").length, 25);
    assert.ok(text.length <= 4_600, `${text.length} characters`);
    assert.ok(text.length > 3_000, "The room is used");
  });
}

Deno.test("renderRows() gives every ticket one line and keeps to its room, whatever the texts", () => {
  const family = "👨\u200d👩\u200d👧".repeat(20);
  const odd = fc.constantFrom("", "W".repeat(200), family, "a\nb\u2028c", "\x1b[31m\u202e");
  const text = fc.oneof(fc.string({ unit: "binary", maxLength: 250 }), odd);
  const id = fc.integer({ min: 1, max: 2 ** 31 - 1 });
  const named = fc.option(fc.record({ id: fc.option(id, { nil: undefined }), name: text }), {
    nil: undefined,
  });
  const dueDate = fc.option(fc.constantFrom("2031-03-30", "2031-03-30T00:00:00.5+02:00", "\n9"), {
    nil: undefined,
  });
  const names = { queue: named, status: named, priority: named, assignedTo: named };
  const listed = fc.record({ id, title: text, ...names, dueDate });
  const tickets = fc.array(listed, { minLength: 1, maxLength: 25 });
  fc.assert(fc.property(tickets, (tickets) => {
    const shown = renderRows(tickets.map(rowOf), ROOM);
    const lines = shown.split("\n");
    assert.deepEqual(lines.map((line) => line.split("|")[0]), tickets.map(({ id }) => String(id)));
    assert.ok(shown.length < 3_800, `${shown.length} characters`);
    for (const [place, line] of lines.entries()) {
      const { title = "" } = tickets[place] ?? {};
      if (/^[\w ]{1,30}$/.test(title)) assert.ok(line.includes(title.trim().replace(/ +/g, " ")));
    }
  }));
});
