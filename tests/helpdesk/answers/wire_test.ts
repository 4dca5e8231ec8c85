import assert from "node:assert/strict";
import fc from "fast-check";
import * as wire from "../../../lib/helpdesk/answers/wire.ts";

const FOLLOW_UP = {
  ...{ id: 70, ticket: 7, user: 2, title: "Comment", comment: "On my way", public: true },
  ...{ new_status: null, time_spent: "00:30:00", date: "2024-02-01T10:00:00Z", message_id: null },
  followupattachment_set: [
    { id: 1, file: "/media/a.txt", filename: "a.txt", mime_type: "text/plain", size: 12 },
  ],
  email_recipients: ["submitter@example.com"],
};
/** A ticket as django-helpdesk sends it. */
const TICKET = {
  ...{ id: 7, queue: 2, title: "Printer on fire", description: "It burns", resolution: null },
  ...{ submitter_email: "submitter@example.com", assigned_to: null, status: 1, on_hold: false },
  ...{ priority: 3, due_date: "2024-03-01T00:00:00+01:00", merged_to: null },
  ...{ custom_room: "4.11", custom_floor: null, followup_set: [FOLLOW_UP] },
};

Deno.test("ticket reads all that a helpdesk sends, null as absent, custom fields included", () => {
  const read = wire.ticket.parse(TICKET);
  assert.equal(read.title, "Printer on fire");
  assert.deepEqual([read.assigned_to, read.resolution], [undefined, undefined]);
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
      const title = typeof value === "string" ? value : undefined;
      assert.equal(read.id, 7);
      assert.equal(read.title, field === "title" ? title : "Printer on fire");
      if (field !== "followup_set") assert.equal(read.followup_set.length, 1);
    }
  }
});

Deno.test("ticket and followUp keep the follow-ups and attachments that can be read", () => {
  const odd = [null, FOLLOW_UP, { title: "without an id" }, 7, { id: 71, time_spent: 30 }];
  const [whole, part, ...others] = wire.ticket.parse({ ...TICKET, followup_set: odd }).followup_set;
  assert.deepEqual([whole?.id, part?.id, others], [70, 71, []]);
  assert.deepEqual([part?.time_spent, part?.followupattachment_set], [undefined, []]);
  const files = [{ id: 1, size: -3 }, { filename: "no id" }, null, { id: 2, size: "5" }];
  const { followupattachment_set } = wire.followUp.parse({ id: 70, followupattachment_set: files });
  const sizes = followupattachment_set.map(({ id, size }) => [id, size]);
  assert.deepEqual(sizes, [[1, undefined], [2, undefined]]);
});

Deno.test("ticketPage reads of follow-ups their dates alone, and leaves unreadable ones out", () => {
  const results = [TICKET, { title: "without an id" }, { id: 8, status: "Open" }];
  const page = wire.ticketPage.parse({ count: 3, next: null, previous: null, results });
  assert.equal(page.count, 3);
  assert.deepEqual(page.results.map(({ id, status }) => [id, status]), [[7, 1], [8, undefined]]);
  const followUps = page.results.map(({ followup_set }) => followup_set.map(Object.keys));
  assert.deepEqual(followUps, [[["date"]], []]);
  assert.deepEqual(wire.ticketPage.parse({ detail: "odd" }).results, []);
});

Deno.test("ticketTable needs the total, and reads the rows that can be read", () => {
  const row = { id: 7, title: "Printer", queue: { id: 2, title: "Support" }, status: "Open" };
  const data = [row, { ...row, id: 8, queue: "Support" }, { title: "without an id" }];
  const counts = { recordsTotal: "many", recordsFiltered: 60 };
  const table = wire.ticketTable.parse({ data, ...counts });
  assert.equal(table.recordsFiltered, 60);
  const queues = table.data.map(({ id, queue }) => [id, queue?.title]);
  assert.deepEqual(queues, [[7, "Support"], [8, undefined]]);
  assert.equal(wire.ticketTable.safeParse({ data: [row] }).success, false);
});

Deno.test("fieldMetadata reads choices, lengths and labels, and leaves odd fields and choices out", () => {
  const odd = ["", null, "open", 1.5, true, [3], { a: 1 }, 4];
  const choices = [1, "2", ...odd].map((value) => ({ value, display_name: `Is ${value}` }));
  const { POST } = wire.fieldMetadata.parse({
    actions: {
      POST: {
        ...{ title: { max_length: 200, label: "Title" }, status: { choices }, custom_odd: 7 },
        ...{ priority: { choices: "none" }, custom_room: { label: "Room", max_length: "long" } },
      },
    },
  }).actions;
  const read = [1, 2, 4].map((value) => ({ value, display_name: `Is ${value}` }));
  assert.deepEqual(POST.status?.choices, read);
  assert.deepEqual(POST.priority?.choices, []);
  assert.deepEqual(POST.custom_room, { choices: [], label: "Room", max_length: undefined });
  assert.equal(POST.custom_odd, undefined);
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
  const value = fc.letrec((tie) => {
    const list = fc.array(tie("any"), { maxLength: 3 });
    return {
      any: fc.oneof({ maxDepth: 4 }, fc.jsonValue(), fc.dictionary(keys, tie("any")), list),
    };
  }).any;
  fc.assert(fc.property(value, (body) => {
    for (const schema of schemas) schema.safeParse(body);
  }));
});
