import assert from "node:assert/strict";
import { type EmbeddedWork, startWork } from "../embedded_account.ts";

const get = (work: EmbeddedWork, id: number) =>
  work.run(({ tickets }, call) => tickets.get(id, call));

/** The queries with which tickets were asked for since the last time. */
async function queries(work: EmbeddedWork): Promise<string[]> {
  const { requests } = await work.embedded.requests();
  await work.embedded.resetRequests();
  return requests.filter(({ path }) => path.startsWith("/api/tickets/")).map(({ query }) => query);
}

Deno.test("Tickets.remember() forgets a status that is not told", async () => {
  const work = startWork("staff");
  work.helpdesk.tickets.remember(7, 5);
  work.helpdesk.tickets.remember(7, undefined);
  await get(work, 7);
  assert.deepEqual(await queries(work), [""]);
});
