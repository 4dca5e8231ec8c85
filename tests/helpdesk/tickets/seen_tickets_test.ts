import assert from "node:assert/strict";
import { ticket } from "../../../lib/helpdesk/answers/wire.ts";
import { changedValues, SeenTickets } from "../../../lib/helpdesk/tickets/seen_tickets.ts";
import { startWork } from "../embedded_account.ts";

function ticketWith(id: number, more: Record<string, unknown> = {}) {
  return ticket.parse({ id, title: `Ticket ${id}`, status: 1, followup_set: [], ...more });
}

Deno.test("SeenTickets has tickets as they were last seen, without their conversation", () => {
  const seen = new SeenTickets();
  for (const status of [1, 3]) seen.learn(ticketWith(7, { status, followup_set: [{ id: 1 }] }), 1);
  assert.deepEqual(seen.find(7, 1), ticketWith(7, { status: 3 }));
  assert.equal(seen.find(8, 1), undefined);
});

Deno.test("SeenTickets knows nothing of another login, whose branch may be another", () => {
  const seen = new SeenTickets();
  seen.learn(ticketWith(7), 1);
  assert.equal(seen.find(7, 2), undefined);
  seen.learn(ticketWith(8), 2);
  assert.deepEqual([seen.find(7, 2), seen.find(7, 1)], [undefined, undefined]);
  assert.equal(seen.find(8, 2)?.id, 8);
});

Deno.test("SeenTickets keeps the 200 that were seen last", () => {
  const seen = new SeenTickets();
  for (let id = 1; id <= 200; id++) seen.learn(ticketWith(id), 1);
  for (const id of [1, 201]) seen.learn(ticketWith(id), 1);
  assert.deepEqual([1, 2, 3, 201].map((id) => seen.find(id, 1)?.id), [1, undefined, 3, 201]);
});

Deno.test("changedValues() has what fields hold, beside what was seen of them before", () => {
  const before = ticketWith(7, { assigned_to: 2 });
  const after = ticketWith(7, { status: 3, assigned_to: null });
  const status = { field: "status", after: 3 };
  const assigned = { field: "assigned_to", before: 2, after: null };
  const changed = changedValues(before, after, ["status", "assigned_to"]);
  assert.deepEqual(changed, [{ ...status, before: 1 }, assigned]);
  assert.deepEqual(changedValues(undefined, after, ["status"]), [status]);
});

Deno.test("Tickets.remember() forgets a status that is not told", async () => {
  const { embedded, helpdesk: { tickets }, run } = startWork("staff");
  tickets.remember(7, 5);
  tickets.remember(7, undefined);
  await run(({ tickets }, call) => tickets.get(7, call));
  const { requests } = await embedded.requests();
  assert.equal(requests.find(({ path }) => path === "/api/tickets/7/")?.query, "");
});
