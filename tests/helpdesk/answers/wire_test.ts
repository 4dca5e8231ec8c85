import assert from "node:assert/strict";
import fc from "fast-check";
import * as wire from "../../../lib/helpdesk/answers/wire.ts";

/** A ticket as django-helpdesk sends it. */
const TICKET = {
  id: 7,
  queue: 2,
  title: "Printer on fire",
  description: "It burns",
  resolution: null,
  submitter_email: "submitter@example.com",
  assigned_to: null,
  status: 1,
  on_hold: false,
  priority: 3,
  due_date: "2024-03-01T00:00:00+01:00",
  merged_to: null,
  custom_room: "4.11",
  custom_floor: null,
  followup_set: [{
    id: 70,
    ticket: 7,
    user: 2,
    title: "Comment",
    comment: "On my way",
    public: true,
    new_status: null,
    time_spent: "00:30:00",
    followupattachment_set: [
      { id: 1, file: "/media/a.txt", filename: "a.txt", mime_type: "text/plain", size: 12 },
    ],
    date: "2024-02-01T10:00:00Z",
    message_id: null,
    email_recipients: ["submitter@example.com"],
  }],
};

Deno.test("ticket reads all that a helpdesk sends, null as absent, custom fields included", () => {
  const read = wire.ticket.parse(TICKET);
  assert.equal(read.title, "Printer on fire");
  assert.equal(read.assigned_to, undefined);
  assert.equal(read.resolution, undefined);
  assert.equal(read.custom_room, "4.11");
  assert.equal(read.followup_set[0]?.comment, "On my way");
  assert.equal(read.followup_set[0]?.followupattachment_set[0]?.size, 12);
  assert.deepEqual(read.followup_set[0]?.email_recipients, ["submitter@example.com"]);
});

Deno.test("ticket needs nothing but an id", () => {
  const read = wire.ticket.parse({ id: 7 });
  assert.equal(read.id, 7);
  assert.deepEqual(read.followup_set, []);
  for (const body of [{}, { id: "7" }, { id: null }, [], null, "ticket"]) {
    assert.equal(wire.ticket.safeParse(body).success, false);
  }
});

const ODD_VALUES = [undefined, null, 7.5, -1, "odd", "", true, [], {}, [null], { id: 1 }];

Deno.test("ticket shows the rest when a field is missing or of another type", () => {
  for (const field of Object.keys(TICKET).filter((name) => name !== "id")) {
    for (const value of ODD_VALUES) {
      const read = wire.ticket.parse({ ...TICKET, [field]: value });
      assert.equal(read.id, 7);
      assert.equal(
        read.title,
        field === "title" && typeof value !== "string"
          ? undefined
          : field === "title"
          ? value
          : "Printer on fire",
      );
      if (field !== "followup_set") assert.equal(read.followup_set.length, 1);
    }
  }
});

Deno.test("ticket keeps the follow-ups that can be read", () => {
  const whole = TICKET.followup_set[0];
  const read = wire.ticket.parse({
    ...TICKET,
    followup_set: [null, whole, { title: "without an id" }, 7, { id: 71, time_spent: 30 }],
  });
  assert.deepEqual(read.followup_set.map(({ id }) => id), [70, 71]);
  assert.equal(read.followup_set[1]?.time_spent, undefined);
  assert.deepEqual(read.followup_set[1]?.followupattachment_set, []);
});

Deno.test("followUp keeps the attachments that can be read", () => {
  const read = wire.followUp.parse({
    id: 70,
    followupattachment_set: [{ id: 1, size: -3 }, { filename: "no id" }, null, {
      id: 2,
      size: "5",
    }],
  });
  assert.deepEqual(read.followupattachment_set.map(({ id, size }) => [id, size]), [
    [1, undefined],
    [2, undefined],
  ]);
});

Deno.test("ticketPage reads of follow-ups their dates alone, and leaves unreadable ones out", () => {
  const page = wire.ticketPage.parse({
    count: 3,
    next: null,
    previous: null,
    results: [TICKET, { title: "without an id" }, { id: 8, status: "Open" }],
  });
  assert.equal(page.count, 3);
  assert.deepEqual(page.results.map(({ id, status }) => [id, status]), [[7, 1], [8, undefined]]);
  const [first, second] = page.results;
  assert.ok((first?.followup_set.length ?? 0) > 0);
  for (const followUp of first?.followup_set ?? []) {
    assert.deepEqual(Object.keys(followUp), ["date"]);
  }
  assert.deepEqual(second?.followup_set, []);
});

Deno.test("ticketPage reads a page without rows", () => {
  assert.deepEqual(wire.ticketPage.parse({ detail: "odd" }).results, []);
});

Deno.test("ticketTable needs the total, and reads the rows that can be read", () => {
  const row = { id: 7, title: "Printer", queue: { id: 2, title: "Support" }, status: "Open" };
  const table = wire.ticketTable.parse({
    data: [row, { ...row, id: 8, queue: "Support" }, { title: "without an id" }],
    recordsTotal: "many",
    recordsFiltered: 60,
  });
  assert.equal(table.recordsFiltered, 60);
  assert.deepEqual(table.data.map(({ id, queue }) => [id, queue?.title]), [
    [7, "Support"],
    [8, undefined],
  ]);
  assert.equal(wire.ticketTable.safeParse({ data: [row] }).success, false);
});

Deno.test("fieldMetadata reads choices, lengths and labels, and leaves odd fields out", () => {
  const { POST } = wire.fieldMetadata.parse({
    actions: {
      POST: {
        title: { max_length: 200, label: "Title" },
        status: {
          choices: [{ value: 1, display_name: "Open" }, { value: "2", display_name: "Reopened" }],
        },
        priority: { choices: "none" },
        custom_room: { label: "Room", max_length: "long" },
        custom_odd: 7,
      },
    },
  }).actions;
  assert.deepEqual(POST.status?.choices, [
    { value: 1, display_name: "Open" },
    { value: 2, display_name: "Reopened" },
  ]);
  assert.deepEqual(POST.priority?.choices, []);
  assert.deepEqual(POST.custom_room, { choices: [], label: "Room", max_length: undefined });
  assert.equal(POST.custom_odd, undefined);
});

Deno.test("fieldMetadata takes no choice whose value is no id", () => {
  const values = ["", null, "open", 1.5, true, [3], { a: 1 }, 4];
  const choices = values.map((value) => ({ value, display_name: "label" }));
  const { POST } = wire.fieldMetadata.parse({ actions: { POST: { status: { choices } } } }).actions;
  assert.deepEqual(POST.status?.choices.map(({ value }) => value), [4]);
});

Deno.test("agentSessionInfo takes any object and no nonsense in its fields", () => {
  const odd = wire.agentSessionInfo.parse({ is_agent: "yes", intent: 7, branch_name: ["a"] });
  assert.deepEqual([odd.is_agent, odd.intent, odd.branch_name], [undefined, undefined, undefined]);
});

Deno.test("every schema of an answer either reads any JSON or refuses it, without failing", () => {
  const schemas = [
    ...[wire.ticket, wire.followUp, wire.ticketPage, wire.ticketTable, wire.fieldMetadata],
    ...[wire.agentSessionInfo, wire.agentIntent, wire.agentFinish],
  ];
  const keys = fc.constantFrom("id", "results", "data", "actions", "POST", "status", "title");
  const value = fc.letrec((tie) => ({
    any: fc.oneof(
      { maxDepth: 4 },
      fc.jsonValue(),
      fc.dictionary(keys, tie("any")),
      fc.array(tie("any"), { maxLength: 3 }),
    ),
  })).any;
  fc.assert(fc.property(value, (body) => {
    for (const schema of schemas) schema.safeParse(body);
  }));
});
