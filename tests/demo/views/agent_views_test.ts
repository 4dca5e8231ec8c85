import assert from "node:assert/strict";
import { branch } from "../../contract/agent_steps.ts";
import { asAgent } from "../../contract/http_case.ts";
import { embeddedHelpdesk } from "../../contract/helpdesk_under_test.ts";
import { createEmbeddedHelpdesk } from "../../embedded/embedded_helpdesk.ts";

Deno.test("a branch that tests name must exist", async () => {
  const helpdesk = embeddedHelpdesk({});
  const { control } = helpdesk;
  const agent = await asAgent(helpdesk);
  const { branch_name } = await agent.info();
  assert.equal((await control.ticket(1, branch_name))?.id, 1);
  await agent.finish();
  await assert.rejects(control.ticket(1, branch_name), RangeError);
  await assert.rejects(control.followups(1, "agent-xxxxxxxx"), RangeError);
});

Deno.test("reset() forgets branches, what is on main, memories and sessions", async () => {
  const embedded = createEmbeddedHelpdesk({ sessionEngine: "signed_cookies" });
  const { fetch: send, baseUrl, accounts, token } = embedded;
  const helpdesk = { control: embedded, send, baseUrl, accounts, token };
  const agent = await asAgent(helpdesk);
  await agent.setIntent("Before");
  await agent.createTicket();
  await (await asAgent(helpdesk)).createTicket();
  assert.equal((await embedded.mainWrites()).length, 1);
  await embedded.reset();
  const left = [embedded.branches(), embedded.pullRequests(), embedded.mainWrites()];
  assert.deepEqual(await Promise.all(left), [[], [], []]);
  assert.equal((await agent.get("api/agent-session-info/")).status, 403);
  await (await asAgent(helpdesk)).createTicket();
  assert.deepEqual(await embedded.mainWrites(), []);
});

Deno.test("createEmbeddedHelpdesk() refuses a number of processes that is none", () => {
  for (const processes of [0, -1, 1.5, NaN]) {
    assert.throws(() => createEmbeddedHelpdesk({ processes }), RangeError);
  }
});

Deno.test("work that is undone is no change: the branch is deleted", async () => {
  const helpdesk = embeddedHelpdesk({});
  const agent = await asAgent(helpdesk);
  const { branch_name } = await agent.info();
  await agent.setIntent("Nothing in the end");
  const { id } = await agent.createTicket();
  assert.equal((await agent.request("DELETE", `api/tickets/${id}/`)).status, 204);
  await agent.finish();
  const { state, writes } = await branch(helpdesk, branch_name);
  assert.equal(state, "deleted");
  const seen = writes.map(({ method, objectId }) => [method, objectId]);
  assert.deepEqual(seen, [["POST", id], ["DELETE", null]]);
});
