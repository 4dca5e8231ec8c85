import assert from "node:assert/strict";
import { leave } from "../../lib/helpdesk/leaving.ts";
import { createLog } from "../../lib/log/log.ts";
import type { EmbeddedHelpdeskOptions } from "../embedded/embedded_helpdesk.ts";
import { startWork } from "./embedded_account.ts";

/** An agent that changed something, and what is written to stderr when its client leaves. */
async function startLeaving(intent?: string, options?: EmbeddedHelpdeskOptions) {
  const work = startWork("agent", options);
  if (intent !== undefined) {
    await work.run(({ agentSession }, call) => agentSession.setIntent(intent, call));
  }
  await work.run(({ tickets }, call) => tickets.update(7, { priority: 1 }, call));
  const leaving = async (onExit: "leave" | "finish") => {
    const lines: string[] = [];
    const log = createLog({ debug: false, write: (line) => lines.push(line) });
    await leave(work.helpdesk, onExit, log);
    assert.equal(lines.length, 1);
    return lines[0] ?? "";
  };
  return { ...work, leaving };
}

Deno.test("leave() says where people see whether a finish was made whose answer was lost", async () => {
  const { embedded, leaving } = await startLeaving("Tidy up", { sessionEngine: "signed_cookies" });
  await embedded.failNext({ kind: "lost_answer", method: "POST", pathContains: "finish" });
  const [branch] = await embedded.branches();
  const line = await leaving("finish");
  assert.match(line, new RegExp(`finishing branch ${branch?.name} with 1 change was lost`));
  assert.match(line, new RegExp(`pullrequests/${branch?.name}/ whether`));
  assert.doesNotMatch(line, /Unfinished|finish_agent_session/);
});

for (const [outcome, says] of [["elsewhere", "Not on"], ["in_doubt", "Perhaps not on"]] as const) {
  Deno.test(`leave() names what is ${outcome}`, async () => {
    const { helpdesk: { session: { ledger } }, leaving } = await startLeaving();
    ledger.mark(ledger.entries.map(({ number }) => number), outcome);
    const line = await leaving("leave");
    assert.match(line, new RegExp(`^.*: ${says}.*without review: updated ticket 7`));
  });
}
