import assert from "node:assert/strict";
import type { ListingQuestion } from "../../../lib/helpdesk/listing/listing_question.ts";
import type { AccountName } from "../../embedded/embedded_helpdesk.ts";
import { expectFailure } from "../../http/expect_failure.ts";
import { type EmbeddedWork, startWork } from "../embedded_account.ts";

const NEWEST: ListingQuestion = { sort: "id", descending: true, offset: 0, limit: 10 };

const list = (work: EmbeddedWork, question = NEWEST) =>
  work.run(async ({ listing, catalogue }, call) =>
    await listing.list(question, await catalogue.get(call), call)
  );

Deno.test("Listing.list() asks the list endpoint for staff, and no scan", async () => {
  const work = startWork("staff");
  const { tickets, total } = await list(work);
  assert.equal(tickets.length, 10);
  assert.equal(total, work.embedded.fixture.ticketCount);
  assert.equal((await work.asked(/datatables/)).length, 1);
  assert.deepEqual(await work.asked(/^GET \/api\/tickets\/$/), []);
});

Deno.test("Listing.list() scans for agents and remembers that the endpoint is closed", async () => {
  const work = startWork("agent");
  await list(work);
  const { total } = await list(work);
  assert.equal(total, work.embedded.fixture.ticketCount);
  assert.equal((await work.asked(/datatables/)).length, 1);
  assert.equal((await work.asked(/^GET \/api\/tickets\/$/)).length, 2);
  const branches = await work.embedded.branches();
  assert.deepEqual(branches.map(({ state }) => state), ["open"], "The agent kept its session");
});

const QUESTIONS: readonly Partial<ListingQuestion>[] = [
  {},
  { offset: 5, limit: 3 },
  { statuses: [1, 2] },
  { queue: 2 },
  { assignedTo: 2 },
  { unassigned: true },
  { assignedTo: 2, unassigned: true },
  { priorities: [1, 2], statuses: [1] },
  { descending: false },
  { sort: "priority", statuses: [1] },
  { search: "printer" },
  { queue: 99 },
];

for (const more of QUESTIONS) {
  Deno.test(`Listing.list() gives both ways the same tickets for ${JSON.stringify(more)}`, async () => {
    const question = { ...NEWEST, limit: 100, ...more };
    const answers = await Promise.all((["staff", "agent"] as AccountName[]).map(async (account) => {
      const { tickets, total, hasMore } = await list(startWork(account), question);
      const ids = tickets.map(({ id }) => id);
      // Among equals each way has an order of its own.
      if (question.sort !== "id") ids.sort((left, right) => left - right);
      return { ids, total, hasMore };
    }));
    assert.deepEqual(answers[0], answers[1]);
  });
}

Deno.test("Listing.list() is refused to an account without staff rights", async () => {
  const work = startWork("customer");
  const catalogue = await startWork("staff").run(({ catalogue }, call) => catalogue.get(call));
  await expectFailure(
    "forbidden",
    work.run(({ listing }, call) => listing.list(NEWEST, catalogue, call)),
  );
});

for (const account of ["staff", "agent"] as const) {
  Deno.test(`Listing.list() gives ${account} tickets of the queues that may be worked alone`, async () => {
    const work = startWork(account, {}, { HELPDESK_QUEUES: "1,3" });
    const { tickets, total } = await list(work, { ...NEWEST, limit: 100 });
    assert.ok(tickets.length > 10);
    assert.equal(total, tickets.length);
    assert.deepEqual([...new Set(tickets.map(({ queue }) => queue?.id))].sort(), [1, 3]);
    assert.equal((await list(work, { ...NEWEST, queue: 3 })).tickets[0]?.queue?.id, 3);
    const error = await expectFailure("forbidden", list(work, { ...NEWEST, queue: 2 }));
    assert.match(error.message, /queue that HELPDESK_QUEUES does not allow/);
  });
}

Deno.test("Listing.list() scans where the list endpoint ignores what it was asked, and says so", async () => {
  const work = startWork("staff");
  const rows = Array.from({ length: 25 }, (_, place) => ({
    ...{ id: 40 - place, title: "Any", priority: 5, status: "Closed", assigned_to: "staff" },
    queue: { id: 1, title: "IT Support" },
  }));
  await work.embedded.failNext({
    ...{ kind: "status", status: 200, pathContains: "datatables_ticket_list" },
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ data: rows, recordsTotal: 40, recordsFiltered: 40 }),
  });
  const asked = { ...NEWEST, statuses: [1], unassigned: true };
  const { tickets, warnings } = await list(work, asked);
  const expected = await list(startWork("agent"), asked);
  assert.deepEqual(tickets.map(({ id }) => id), expected.tickets.map(({ id }) => id));
  assert.match(warnings.join(), /own list was not used, .* did not apply status and unassigned/);
  await list(work);
  assert.equal((await work.asked(/datatables/)).length, 1, "it is not asked again");
});
