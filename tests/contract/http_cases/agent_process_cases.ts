import assert from "node:assert/strict";
import { landingOf } from "../agent_steps.ts";
import type { HelpdeskUnderTest } from "../helpdesk_under_test.ts";
import { asAgent, asStaff, type HttpCase, test } from "../http_case.ts";
import type { ContractClient } from "../contract_client.ts";

/** Where the writes of a session land, in their order. */
async function landings(
  helpdesk: HelpdeskUnderTest,
  client: ContractClient,
  count: number,
): Promise<string[]> {
  const landed: string[] = [];
  for (let index = 0; index < count; index++) landed.push(await landingOf(helpdesk, client));
  return landed;
}

/** Works a session to its end, long enough that each process has seen it. */
async function workOnce(helpdesk: HelpdeskUnderTest): Promise<void> {
  const client = await asAgent(helpdesk);
  await client.setIntent("First session");
  for (let index = 0; index < 5; index++) await client.createTicket();
  await client.finish();
}

/** What the memories of several server processes come to. */
export const AGENT_PROCESS_CASES: readonly HttpCase[] = [
  test.asAgent("each process remembers for itself: one client's second session starts on main once in each", async ({ client, helpdesk }) => {
    await workOnce(helpdesk);
    const landed = await landings(helpdesk, client, 5);
    const own = (await client.info()).branch_name;
    assert.deepEqual(landed, ["main", "main", "main", own, own]);
  }).on(["three_processes"]),
  test.asAgent("a restart empties the memory of each process", async ({ client, helpdesk, control }) => {
    await workOnce(helpdesk);
    await control.forgetAgentSessions();
    const landed = await landings(helpdesk, client, 4);
    assert.deepEqual(new Set(landed), new Set([(await client.info()).branch_name]));
  }).on(["three_processes"]),
  test.asAgent("requests go to the processes in turn, whoever sends them", async ({ client, helpdesk }) => {
    const staff = await asStaff(helpdesk);
    await workOnce(helpdesk);
    const landed: string[] = [];
    for (let index = 0; index < 3; index++) {
      landed.push(await landingOf(helpdesk, client));
      // With one request of the client and two others, each round meets the same process.
      await staff.get("api/tickets/1/");
      await staff.get("api/tickets/1/");
    }
    const own = (await client.info()).branch_name;
    assert.deepEqual(landed, ["main", own, own]);
  }).on(["three_processes"]),
  test.asAgent("processes that share a memory put only the first request of a session on main", async ({ client, helpdesk }) => {
    await workOnce(helpdesk);
    const landed = await landings(helpdesk, client, 4);
    const own = (await client.info()).branch_name;
    assert.deepEqual(landed, ["main", own, own, own]);
  }).on(["shared_memory", "signed_cookies"]),
  test.helpdesk("without a memory every session stays on its own branch", async (helpdesk) => {
    const before = (await helpdesk.control.mainWrites()).length;
    const clients = [await asAgent(helpdesk), await asAgent(helpdesk)];
    const names: string[] = [];
    for (const client of clients) names.push((await client.info()).branch_name);
    for (let round = 0; round < 3; round++) {
      for (const [index, client] of clients.entries()) {
        assert.equal(await landingOf(helpdesk, client), names[index]);
      }
    }
    assert.equal((await helpdesk.control.mainWrites()).length, before);
    const states = (await helpdesk.control.branches())
      .filter(({ name }) => names.includes(name)).map(({ state }) => state);
    assert.deepEqual(states, ["open", "open"]);
  }).on(["memory_off"]),
];
