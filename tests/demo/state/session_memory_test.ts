import assert from "node:assert/strict";
import { createEmbeddedHelpdesk } from "../../embedded/embedded_helpdesk.ts";
import { type MemoryKind, SessionMemories } from "../../../lib/demo/state/session_memory.ts";
import { RawAgent } from "../raw_agent.ts";

const REMEMBERED = { key: "k", branch: "b", intent: null };

Deno.test("SessionMemories.next() gives the memories of the processes in turn", () => {
  const memories = new SessionMemories("process", 3);
  const given = Array.from({ length: 7 }, () => memories.next());
  assert.equal(new Set(given).size, 3);
  assert.deepEqual(given.map((memory) => given.indexOf(memory)), [0, 1, 2, 0, 1, 2, 0]);
});

Deno.test("SessionMemories.next() gives one memory when they share it, and none when they are off", () => {
  const shared = new SessionMemories("shared", 3);
  assert.ok(shared.next() instanceof Map);
  assert.equal(shared.next(), shared.next());
  assert.equal(new SessionMemories("off", 3).next(), undefined);
});

Deno.test("SessionMemories.forget() empties all", () => {
  const memories = new SessionMemories("process", 2);
  for (let count = 0; count < 2; count++) memories.next()?.set(1, REMEMBERED);
  memories.forget();
  for (let count = 0; count < 2; count++) assert.equal(memories.next()?.size, 0);
});

/** How many of 26 writes land on another branch than their session's, with two clients at once. */
async function misplaced(agentMemory: MemoryKind): Promise<number> {
  const helpdesk = createEmbeddedHelpdesk({ sessionEngine: "signed_cookies", agentMemory });
  const clients = [await RawAgent.logIn(helpdesk), await RawAgent.logIn(helpdesk)];
  for (const [index, client] of clients.entries()) {
    await helpdesk.forgetAgentSessions();
    await client.intend(`Client ${index}`);
    await client.write();
  }
  await Promise.all(clients.map(async (client) => {
    for (let count = 0; count < 12; count++) await client.write();
  }));
  const onBranches = (await helpdesk.branches()).flatMap(({ name, writes }) =>
    writes.filter(({ session }) => session !== name)
  );
  return onBranches.length + (await helpdesk.mainWrites()).length;
}

Deno.test("two clients at once misplace writes, and none without a memory", async () => {
  assert.ok(await misplaced("process") > 0);
  assert.equal(await misplaced("off"), 0);
});
