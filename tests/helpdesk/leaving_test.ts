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
