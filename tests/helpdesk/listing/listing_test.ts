import assert from "node:assert/strict";
import type { ListingQuestion } from "../../../lib/helpdesk/listing/listing_question.ts";
import { type EmbeddedWork, startWork } from "../embedded_account.ts";

const NEWEST: ListingQuestion = { sort: "id", descending: true, offset: 0, limit: 10 };

const list = (work: EmbeddedWork, question = NEWEST) =>
  work.run(async ({ listing, catalogue }, call) =>
    await listing.list(question, await catalogue.get(call), call)
  );

Deno.test("Listing.list() scans where the list endpoint ignores what it was asked, and says so", async () => {
  const work = startWork("staff");
  const data = Array.from({ length: 25 }, (_, place) => ({
    ...{ id: 40 - place, title: "Any", priority: 5, status: "Closed", assigned_to: "staff" },
    queue: { id: 1, title: "IT Support" },
  }));
  await work.failNext("datatables_ticket_list", 200, {
    ...{ data, recordsTotal: 40, recordsFiltered: 40 },
  });
  const asked = { ...NEWEST, statuses: [1], unassigned: true };
  const { tickets, warnings } = await list(work, asked);
  const expected = await list(startWork("agent"), asked);
  assert.deepEqual(tickets.map(({ id }) => id), expected.tickets.map(({ id }) => id));
  assert.match(warnings.join(), /own list was not used, .* did not apply status and unassigned/);
  await list(work, asked);
  assert.equal((await work.asked(/datatables/)).length, 1, "it is not asked for that again");
  assert.deepEqual((await list(work)).warnings, []);
  assert.equal((await work.asked(/datatables/)).length, 2, "it is asked for what it may apply");
});
