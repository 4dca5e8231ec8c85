import assert from "node:assert/strict";
import { createEmbeddedHelpdesk } from "../../embedded/embedded_helpdesk.ts";
import { RawAgent } from "../raw_agent.ts";

const REFUSED: readonly [body: Record<string, unknown>, error: string][] = [
  [{}, "Intent required"],
  [{ intent: null }, "Intent required"],
  [{ intent: 7 }, "Invalid intent type"],
  [{ intent: "x".repeat(513) }, "Intent too long"],
];

for (const [body, error] of REFUSED) {
  Deno.test(`set-agent-intent answers 400 "${error}" to ${JSON.stringify(body).slice(0, 30)}`, async () => {
    const agent = await RawAgent.logIn(createEmbeddedHelpdesk());
    const response = await agent.send("POST", "api/set-agent-intent/", JSON.stringify(body));
    assert.equal(response.status, 400);
    const refusal = await response.json();
    assert.equal(refusal.error, error);
    assert.match(refusal.message, /\bintent\b.*\.$/);
  });
}

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
