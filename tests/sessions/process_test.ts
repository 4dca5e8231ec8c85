import assert from "node:assert/strict";
import { settingsOf } from "../account_settings.ts";
import { Program } from "../e2e/program.ts";
import { type ServedHelpdesk, serveHelpdesk } from "./served_helpdesk.ts";

const FOLLOW_UP = { ticket_id: 20, comment: "Checked.", public: false };

function settingsFor(helpdesk: ServedHelpdesk, onExit?: string): Record<string, string> {
  return {
    ...settingsOf(helpdesk, "agent"),
    ...(onExit === undefined ? {} : { HELPDESK_ON_EXIT: onExit }),
  };
}

/** One write is answered; the second is under way, and made by the helpdesk, when the client leaves. */
async function leaveInTheMiddleOfAWrite(program: Program, helpdesk: ServedHelpdesk): Promise<void> {
  await program.initialize();
  await program.call("set_agent_intent", { intent: "Answer ticket 20" });
  await program.call("add_followup", FOLLOW_UP);
  await helpdesk.control.failNext({
    ...{ kind: "delay_answer", milliseconds: 1_500, method: "POST" },
    pathContains: "/api/followups/",
  });
  const asked = helpdesk.asked("POST", "/api/followups/");
  await program.send("tools/call", { name: "add_followup", arguments: FOLLOW_UP });
  await asked;
  while ((await helpdesk.control.branches())[0]?.writes.length !== 2) {
    await new Promise((next) => setTimeout(next, 5));
  }
  await program.endInput();
  assert.equal(await program.end(), 0);
}

Deno.test("a client that disconnects in the middle of a write leaves the branch on stderr", async () => {
  await using helpdesk = serveHelpdesk();
  await using program = new Program(settingsFor(helpdesk));
  await leaveInTheMiddleOfAWrite(program, helpdesk);
  const [branch, ...others] = await helpdesk.control.branches();
  assert.deepEqual(others, []);
  assert.equal(branch?.state, "open");
  assert.equal(branch?.writes.length, 2);
  const [line, ...more] = program.stderr.trimEnd().split("\n");
  assert.deepEqual(more, []);
  assert.match(line ?? "", new RegExp(`Unfinished agent session: branch ${branch?.name} has 2 `));
});

Deno.test("HELPDESK_ON_EXIT=finish hands the work over after a disconnection", async () => {
  await using helpdesk = serveHelpdesk({ sessions: "signed_cookies" });
  await using program = new Program(settingsFor(helpdesk, "finish"));
  await leaveInTheMiddleOfAWrite(program, helpdesk);
  const [branch] = await helpdesk.control.branches();
  assert.deepEqual(await helpdesk.control.pullRequests(), [
    { branch: branch?.name, username: "agent", title: "Answer ticket 20", writes: 2 },
  ]);
  assert.match(
    program.stderr,
    new RegExp(`Finished the agent session on exit: branch ${branch?.name} with 2 changes\n$`),
  );
});

Deno.test("HELPDESK_ON_EXIT takes no other word", async () => {
  await using helpdesk = serveHelpdesk();
  await using program = new Program(settingsFor(helpdesk, "abandon"));
  assert.equal(await program.end(), 2);
  assert.match(program.stderr, /HELPDESK_ON_EXIT must be leave or finish, not "abandon"/);
  assert.equal(program.stdout, "");
});

Deno.test("the tools of agent sessions are listed where there are no agent sessions", async () => {
  await using helpdesk = serveHelpdesk({ agents: false });
  await using program = new Program(settingsFor(helpdesk));
  await program.initialize();
  const { result } = await program.request("tools/list");
  const names: string[] = result.tools.map(({ name }: { name: string }) => name);
  for (const name of ["get_agent_session_info", "set_agent_intent", "finish_agent_session"]) {
    assert.ok(names.includes(name), name);
  }
  const { text, isError } = await program.call("get_agent_session_info");
  assert.equal(isError, true);
  assert.match(text, /has no agent sessions/);
  await program.call("add_followup", FOLLOW_UP);
  await program.endInput();
  assert.equal(await program.end(), 0);
  assert.equal(program.stderr, "");
});
