import assert from "node:assert/strict";
import { leave } from "../../lib/helpdesk/leaving.ts";
import { createLog } from "../../lib/log/log.ts";
import type { AccountName, EmbeddedHelpdeskOptions } from "../embedded/embedded_helpdesk.ts";
import { type EmbeddedWork, startWork } from "./embedded_account.ts";

/** What is written to stderr when the client of some work leaves. */
async function leaving(work: EmbeddedWork, onExit: "leave" | "finish"): Promise<string[]> {
  const lines: string[] = [];
  const log = createLog({ debug: false, write: (line) => lines.push(line) });
  await leave(work.helpdesk, onExit, log);
  return lines;
}

/** Work of an account that changed something, with an intent where there is one. */
async function changed(
  account: AccountName,
  intent?: string,
  options?: EmbeddedHelpdeskOptions,
): Promise<EmbeddedWork> {
  const work = startWork(account, options);
  if (intent !== undefined) {
    await work.run(({ agentSession }, call) => agentSession.setIntent(intent, call));
  }
  await work.run(({ tickets }, call) => tickets.update(7, { priority: 1 }, call));
  await work.embedded.resetRequests();
  return work;
}

Deno.test("leave() asks nothing and says nothing when there was no session", async () => {
  const work = startWork("agent");
  assert.deepEqual(await leaving(work, "finish"), []);
  assert.deepEqual(await work.asked(), []);
});

Deno.test("leave() says nothing of work that is not an agent's, or of no work", async () => {
  assert.deepEqual(await leaving(await changed("staff"), "finish"), []);
  const idle = startWork("agent");
  await idle.run(({ agentSession }, call) => agentSession.info(call));
  assert.deepEqual(await leaving(idle, "finish"), []);
  assert.deepEqual(await idle.asked(/finish/), []);
});

Deno.test("leave() names the unfinished branch and how much is on it", async () => {
  const work = await changed("agent", "Tidy up");
  const [branch] = await work.embedded.branches();
  const lines = await leaving(work, "leave");
  assert.equal(lines.length, 1);
  assert.ok(lines[0]?.includes(`Unfinished agent session: branch ${branch?.name} has 1 change.`));
  assert.deepEqual(await work.asked(), []);
});

Deno.test("leave() finishes a session that has an intent when it is told to", async () => {
  const work = await changed("agent", "Tidy up");
  const [line = ""] = await leaving(work, "finish");
  const [request] = await work.embedded.pullRequests();
  assert.equal(request?.title, "Tidy up");
  assert.ok(
    line.includes(`Finished the agent session on exit: branch ${request?.branch} with 1 change`),
  );
});

Deno.test("leave() does not finish a session without an intent", async () => {
  const work = await changed("agent");
  const [line = ""] = await leaving(work, "finish");
  assert.match(line, /has 1 change and no intent, so it cannot be finished/);
  assert.doesNotMatch(line, /a new session may finish it/);
  assert.deepEqual(await work.asked(), []);
});

Deno.test("leave() names the branch when finishing fails, and throws nothing", async () => {
  const work = await changed("agent", "Tidy up");
  await work.embedded.failNext({ kind: "lost_request", times: 20 });
  const lines = await leaving(work, "finish");
  assert.match(
    lines[0] ?? "",
    /Unfinished agent session: branch agent-\w+ has 1 change, and finishing/,
  );
});

Deno.test("leave() says where people see whether a finish was made whose answer was lost", async () => {
  const work = await changed("agent", "Tidy up", { sessionEngine: "signed_cookies" });
  await work.embedded.failNext({ kind: "lost_answer", method: "POST", pathContains: "finish" });
  const [branch] = await work.embedded.branches();
  const [line = "", ...more] = await leaving(work, "finish");
  assert.deepEqual(more, []);
  assert.match(line, new RegExp(`finishing branch ${branch?.name} with 1 change was lost`));
  assert.match(line, new RegExp(`pullrequests/${branch?.name}/ whether`));
  assert.doesNotMatch(line, /Unfinished|finish_agent_session/);
});

for (
  const [outcome, says] of [["elsewhere", /^.*: Not on/], [
    "in_doubt",
    /^.*: Perhaps not on/,
  ]] as const
) {
  Deno.test(`leave() names what is ${outcome}`, async () => {
    const work = await changed("agent");
    const { ledger } = work.helpdesk.session;
    ledger.mark(ledger.entries.map(({ number }) => number), outcome);
    const lines = await leaving(work, "leave");
    assert.equal(lines.length, 1);
    assert.match(lines[0] ?? "", says);
    assert.match(lines[0] ?? "", /without review: updated ticket 7/);
  });
}
