import assert from "node:assert/strict";
import { createEmbeddedHelpdesk } from "../../embedded/embedded_helpdesk.ts";
import { RawAgent } from "../raw_agent.ts";

Deno.test("a branch that tests name must exist", async () => {
  const helpdesk = createEmbeddedHelpdesk();
  const agent = await RawAgent.logIn(helpdesk);
  const name = await agent.branch();
  assert.equal((await helpdesk.ticket(1, name))?.id, 1);
  await agent.finish();
  await assert.rejects(helpdesk.ticket(1, name), RangeError);
  await assert.rejects(helpdesk.followups(1, "agent-xxxxxxxx"), RangeError);
});

Deno.test("reset() forgets branches, what is on main, memories and sessions", async () => {
  const helpdesk = createEmbeddedHelpdesk({ sessionEngine: "signed_cookies" });
  const agent = await RawAgent.logIn(helpdesk);
  await agent.intend("Before");
  await agent.write();
  await (await RawAgent.logIn(helpdesk)).write();
  assert.equal((await helpdesk.mainWrites()).length, 1);
  await helpdesk.reset();
  assert.deepEqual(await helpdesk.branches(), []);
  assert.deepEqual(await helpdesk.pullRequests(), []);
  assert.deepEqual(await helpdesk.mainWrites(), []);
  assert.equal((await agent.send("GET", "api/agent-session-info/")).status, 403);
  await (await RawAgent.logIn(helpdesk)).write();
  assert.deepEqual(await helpdesk.mainWrites(), []);
});

Deno.test("createEmbeddedHelpdesk() refuses a number of processes that is none", () => {
  for (const processes of [0, -1, 1.5, NaN]) {
    assert.throws(() => createEmbeddedHelpdesk({ processes }), RangeError);
  }
});

Deno.test("work that is undone is no change: the branch is deleted", async () => {
  const helpdesk = createEmbeddedHelpdesk();
  const agent = await RawAgent.logIn(helpdesk);
  const name = await agent.branch();
  await agent.intend("Nothing in the end");
  const id = await agent.write();
  assert.equal((await agent.send("DELETE", `api/tickets/${id}/`)).status, 204);
  await agent.finish();
  const { state, writes } = (await helpdesk.branches()).find((one) => one.name === name) ??
    assert.fail();
  assert.equal(state, "deleted");
  assert.deepEqual(writes.map(({ method, objectId }) => [method, objectId]), [
    ["POST", id],
    ["DELETE", null],
  ]);
});
