import assert from "node:assert/strict";
import { expectFailure } from "../../http/expect_failure.ts";
import { type EmbeddedWork, startWork } from "../embedded_account.ts";

const INTENT = "Tidy up the printers";

const info = (work: EmbeddedWork) => work.run(({ agentSession }, call) => agentSession.info(call));
const finish = (work: EmbeddedWork) =>
  work.run(({ agentSession }, call) => agentSession.finish(call));
const setIntent = (work: EmbeddedWork, intent = INTENT) =>
  work.run(({ agentSession }, call) => agentSession.setIntent(intent, call));
const change = (work: EmbeddedWork) =>
  work.run(({ tickets }, call) => tickets.update(7, { priority: 1 }, call));

Deno.test("AgentSession.finish() has nothing to finish where nothing was changed and no intent set", async () => {
  const work = startWork("agent");
  const error = await expectFailure("invalid", finish(work));
  assert.match(error.message, /changed nothing in it, so there is nothing to finish/);
  assert.deepEqual(await work.asked(/finish/), []);
});

Deno.test("AgentSession sends neither an intent nor a finish for a branch that cannot be finished", async () => {
  const work = startWork("longAgent");
  for (const method of [setIntent, finish]) {
    const error = await expectFailure("not_on_branch", method(work));
    assert.match(error.message, /^Nothing was sent: .*longer than the 64 characters/);
  }
  assert.deepEqual(await work.asked(/^POST .*(intent|finish)/), []);
});

Deno.test("AgentSession.finish() keeps the session that the helpdesk refuses to finish", async () => {
  const work = startWork("agent");
  await setIntent(work);
  await work.embedded.failNext({
    ...{ kind: "status", status: 200, method: "POST", pathContains: "finish" },
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ success: false, error: "Merge conflict" }),
  });
  const error = await expectFailure("invalid", finish(work));
  assert.match(error.message, /did not finish .*it says: Merge conflict.*The session is kept/);
  assert.equal((await info(work)).intent, INTENT);
});

Deno.test("AgentSession.finish() finds out what became of a finish whose answer was lost", async () => {
  for (
    const [kind, failure] of [["lost_answer", "outcome_unknown"], [
      "lost_request",
      "unavailable",
    ]] as const
  ) {
    const work = startWork("agent");
    await setIntent(work);
    await change(work);
    await work.embedded.failNext({ kind, method: "POST", pathContains: "finish" });
    const error = await expectFailure(failure, finish(work));
    assert.match(
      error.message,
      kind === "lost_answer" ? /look for the pull request of branch/ : /was not finished/,
    );
    assert.equal((await work.embedded.branches()).length, 1, "No new session was opened to ask");
  }
});

Deno.test("AgentSession.finish() has nobody look for work of which there was none", async () => {
  const work = startWork("agent", { sessionEngine: "signed_cookies" });
  await setIntent(work);
  await work.embedded.failNext({ kind: "lost_answer", method: "POST", pathContains: "finish" });
  const { message } = await expectFailure("outcome_unknown", finish(work));
  assert.match(message, /its branch is gone.*had changed nothing.*so nothing is lost/s);
  assert.doesNotMatch(message, /pull request/);
});
