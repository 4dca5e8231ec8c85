import assert from "node:assert/strict";
import { expectFailure } from "../../http/expect_failure.ts";
import { type EmbeddedWork, startWork } from "../embedded_account.ts";

const finish = (work: EmbeddedWork) =>
  work.run(({ agentSession }, call) => agentSession.finish(call));

Deno.test("AgentSession.finish() has nobody look for work of which there was none", async () => {
  const work = startWork("agent", { sessionEngine: "signed_cookies" });
  await work.run(({ agentSession }, call) => agentSession.setIntent("Tidy up", call));
  await work.embedded.failNext({ kind: "lost_answer", method: "POST", pathContains: "finish" });
  const { message } = await expectFailure("outcome_unknown", finish(work));
  assert.match(message, /its branch is gone.*had changed nothing.*so nothing is lost/s);
  assert.doesNotMatch(message, /pull request/);
});

Deno.test("AgentSession.finish() has nothing to finish where nothing was changed and no intent set", async () => {
  const work = startWork("agent");
  const { message } = await expectFailure("invalid", finish(work));
  assert.match(message, /changed nothing in it, so there is nothing to finish/);
  assert.deepEqual(await work.asked(/finish/), []);
});
