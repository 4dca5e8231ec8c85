import assert from "node:assert/strict";
import fc from "fast-check";
import { createToolCaller, textOf } from "../tool_caller.ts";
import { FaultyHelpdesk } from "./faulty_helpdesk.ts";
import { json, jsonText } from "./misbehaviour.ts";

const FIELDS = [
  ...["queue", "title", "description", "resolution", "submitter_email", "assigned_to"],
  ...["status", "on_hold", "priority", "due_date", "merged_to", "followup_set", "custom_room"],
] as const;
const FOLLOW_UP_FIELDS = [
  ...["ticket", "user", "title", "comment", "public", "new_status", "time_spent", "date"],
  ...["message_id", "followupattachment_set", "email_recipients"],
] as const;

/** Any JSON value, with the ones that programs stumble over. */
const value = fc.oneof(
  fc.jsonValue(),
  fc.constantFrom<unknown>(
    ...[null, "", -1, 0.5, 1e308, 2 ** 53, "\ud800", [[]], { toString: null }],
    ...[{ valueOf: 1, toJSON: 2 }, [null], "1", true],
  ),
);

function withAny(fields: readonly string[]): fc.Arbitrary<Record<string, unknown>> {
  const model = Object.fromEntries(fields.map((field) => [field, value]));
  return fc.record(model, { requiredKeys: [] });
}

const hostileTicket = fc.tuple(
  withAny(FIELDS),
  fc.array(withAny(FOLLOW_UP_FIELDS), { maxLength: 3 }),
  fc.dictionary(fc.string(), fc.jsonValue(), { maxKeys: 3 }),
).map(([fields, followUps, unknown]) => ({
  ...unknown,
  ...fields,
  ...(followUps.length === 0 ? {} : {
    followup_set: followUps.map((followUp, place) => ({ ...followUp, id: place + 1 })),
  }),
  id: 20,
}));

/** An account's program on a faulty helpdesk, which knows the catalogue. */
async function start(account: "agent" | "staff" = "agent") {
  const helpdesk = await FaultyHelpdesk.start();
  const caller = createToolCaller(helpdesk.settings(account));
  await caller.succeed("get_queues");
  return { helpdesk, caller, [Symbol.asyncDispose]: () => helpdesk[Symbol.asyncDispose]() };
}

Deno.test("get_ticket shows what can be shown of a ticket whose fields are anything", async () => {
  await using started = await start();
  const { helpdesk, caller } = started;
  await fc.assert(
    fc.asyncProperty(hostileTicket, async (ticket) => {
      helpdesk.misbehave("GET /api/tickets/20/", json(ticket));
      const shown = await caller.succeed("get_ticket", { ticket_id: 20 });
      assert.equal(shown.id, 20);
      const followUps = "followup_set" in ticket && Array.isArray(ticket.followup_set)
        ? ticket.followup_set.filter((followUp) => Number.isInteger(followUp?.id))
        : [];
      assert.equal(shown.followups_total, followUps.length);
    }),
    { numRuns: 300 },
  );
});

Deno.test("list_tickets shows what can be shown of tickets whose fields are anything", async () => {
  await using started = await start();
  const { helpdesk, caller } = started;
  await fc.assert(
    fc.asyncProperty(fc.array(hostileTicket, { maxLength: 5 }), async (tickets) => {
      const results = tickets.map((ticket, place) => ({ ...ticket, id: place + 1 }));
      helpdesk.misbehave("GET /api/tickets/?", json({ count: results.length, results }));
      const { tickets: shown } = await caller.succeed("list_tickets");
      assert.equal(shown.length, results.length);
    }),
    { numRuns: 100 },
  );
});

Deno.test("the fast list shows what can be shown of rows whose fields are anything", async () => {
  await using started = await start("staff");
  const { helpdesk, caller } = started;
  const row = withAny([...FIELDS, "created", "last_followup", "submitter", "time_spent", "kbitem"]);
  await fc.assert(
    fc.asyncProperty(fc.array(row, { maxLength: 5 }), async (rows) => {
      // In the order that was asked for: another one would not be believed.
      const data = rows.map((row, place) => ({ ...row, id: 100 - place }));
      const table = { data, recordsTotal: "many", recordsFiltered: data.length };
      helpdesk.misbehave("GET /datatables_ticket_list/", json(table));
      const { tickets } = await caller.succeed("list_tickets");
      assert.equal(tickets.length, rows.length);
    }),
    { numRuns: 100 },
  );
});

const NO_TICKETS: readonly (readonly [what: string, body: string])[] = [
  ["without an id", '{"title":"Anonymous"}'],
  ["with an id that is text", '{"id":"20","title":"Text"}'],
  ["with an id that is no integer", '{"id":20.5}'],
  ["that is a list", "[]"],
  ["that is a text", '"20"'],
  ["that is null", "null"],
  ["that is no JSON", '{"id":20'],
];

Deno.test("get_ticket says of a ticket that is none that it is something else", async () => {
  await using started = await start();
  const { helpdesk, caller } = started;
  for (const [what, body] of NO_TICKETS) {
    helpdesk.misbehave("GET /api/tickets/20/", jsonText(body));
    const says =
      /^The helpdesk answered the request to read ticket 20 with something else than expe/;
    assert.match(await caller.fail("get_ticket", { ticket_id: 20 }), says, what);
  }
});

Deno.test("a follow-up without an id is left out, the others are shown", async () => {
  await using started = await start();
  const { helpdesk, caller } = started;
  const followUps = [{ comment: "No id" }, null, 7, { id: 1, comment: "With an id" }];
  helpdesk.misbehave("GET /api/tickets/20/", json({ id: 20, followup_set: followUps }));
  const result = await caller.call("get_ticket", { ticket_id: 20 });
  assert.match(textOf(result), /With an id/);
  assert.doesNotMatch(textOf(result), /No id/);
});
