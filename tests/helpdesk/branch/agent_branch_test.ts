import assert from "node:assert/strict";
import type { HelpdeskErrorKind } from "../../../lib/errors.ts";
import { AgentBranch } from "../../../lib/helpdesk/branch/agent_branch.ts";
import type { Trace } from "../../../lib/helpdesk/branch/branch_trace.ts";
import { Ledger } from "../../../lib/helpdesk/branch/ledger.ts";
import { expectFailure } from "../../http/expect_failure.ts";
import { jsonReply } from "../http_replies.ts";
import { fakeWire, missing, type Read, withHurriedCall } from "./fake_wire.ts";

const NAME = "agent-aaaa1111";
const INFO = { branch_name: NAME, is_agent: true };
const BASE = new URL("https://desk.example.com/helpdesk/");
const TRACE: Trace = { path: "api/followups/7/", expected: { comment: "Ours" } };
const CHANGE = { action: "added follow-up", ticket: 3, fields: ["comment"] };
const MADE = jsonReply(201, { id: 7, comment: "Ours" });

/** A branch, and the number of a change that was answered as made on it. */
function startBranch(reads: readonly Read[], infos: readonly Read[] = []) {
  const ledger = new Ledger();
  const branch = new AgentBranch(fakeWire(reads, infos).wire, new Set(), ledger);
  return { branch, ledger, record: () => ledger.recordReply(CHANGE, MADE, NAME) ?? 0 };
}

/** Reads a follow-up back that was answered as added. */
function readBack(reads: readonly Read[], infos: readonly Read[] = []) {
  const started = startBranch(reads, infos);
  const request = {
    ...{ turn: "write", method: "POST", path: "api/followups/", body: {} } as const,
    ...{ change: CHANGE, outcomeCheck: "Read ticket 3", failureHint: "Mind the emoji" },
    trace: () => TRACE,
  };
  const change = started.record();
  const outcome = withHurriedCall(({ deadline }) =>
    started.branch.readBack(request, MADE, change, deadline)
  );
  return { ...started, outcome };
}

Deno.test("AgentBranch.readBack() gives what is on the branch, and counts the change as made", async () => {
  const { outcome, ledger } = readBack(["Ours"]);
  assert.equal(JSON.parse((await outcome).text).comment, "Ours");
  assert.equal(ledger.entries[0]?.outcome, "done");
});

const AWAY =
  /\(added follow-up on ticket 3\), but it is not on .* branch agent-aaaa1111.*to main, with/s;
const NOWHERE = /cannot be told whether on .* branch agent-aaaa1111 or elsewhere/;
const GONE = /is not on this session's branch/;
const HINTED = /\(status 500\)\. Read ticket 3\. Mind the emoji$/;
const TURNS: readonly Read[] = Array(6).fill(["missing", "Ours"]).flat();
type Reads = readonly Read[];
type NotThere = [what: string, Reads, infos: Reads, HelpdeskErrorKind, says: RegExp, string];
const NOT_THERE: readonly NotThere[] = [
  ["stays missing", missing(4), [], "not_on_branch", AWAY, "elsewhere"],
  ["is now there and now not", TURNS, [], "not_on_branch", NOWHERE, "in_doubt"],
  ["was on a branch that is deleted", [500], [500], "not_on_branch", GONE, "elsewhere"],
  ["cannot be read", [502], [], "outcome_unknown", /\(status 502\)\. Read ticket 3$/, "unknown"],
  ["fails to be read once", [500], [NAME], "outcome_unknown", HINTED, "unknown"],
];
for (const [what, reads, infos, kind, says, result] of NOT_THERE) {
  Deno.test(`AgentBranch.readBack() says so when a change ${what}`, async () => {
    const { outcome, ledger } = readBack(reads, infos);
    const { message } = await expectFailure(kind, outcome);
    assert.match(message, says);
    assert.doesNotMatch(message, /stored as asked/i);
    assert.equal(ledger.entries[0]?.outcome, result);
  });
}

Deno.test("AgentBranch.requireWritable() refuses writes after a change went elsewhere, until a new session", async () => {
  const { branch, ledger, outcome } = readBack(missing(4));
  await expectFailure("not_on_branch", outcome);
  const { message } = await expectFailure(
    "not_on_branch",
    () => branch.requireWritable(INFO, BASE),
  );
  assert.match(
    message,
    /^Nothing was sent: .*added follow-up on ticket 3 went elsewhere.*finish_agent_session/s,
  );
  branch.begin();
  branch.requireWritable({ ...INFO, branch_name: "agent-bbbb2222" }, BASE);
  ledger.clear();
  branch.requireWritable(INFO, BASE);
});

Deno.test("AgentBranch.requireWritable() refuses writes on a branch that may be under review", async () => {
  const { branch } = startBranch([]);
  branch.handOver();
  const { message } = await expectFailure(
    "not_on_branch",
    () => branch.requireWritable(INFO, BASE),
  );
  assert.match(message, /https:\/\/desk\.example\.com\/helpdesk\/pullrequests\/agent-aaaa1111\//);
  branch.begin();
  branch.requireWritable(INFO, BASE);
});

Deno.test("AgentBranch.requireWritable() takes a branch name of 64 characters, and none longer", async () => {
  const require = (length: number) => () => {
    const branch_name = `${"é".repeat(length - 9)}-a1b2c3d4`;
    startBranch([]).branch.requireWritable({ ...INFO, branch_name }, BASE);
  };
  require(64)();
  for (const length of [65, 200]) {
    const { message } = await expectFailure("not_on_branch", require(length));
    assert.match(message, /longer than the 64 characters.*user name of at most 55/s);
  }
});

const VISITED: Read[] = ["missing", "Ours", "Ours", "Ours", "Ours"];
const SECURED: readonly [string, Reads, Reads, hasIntent: boolean, lost: object | undefined][] = [
  ["is ours", ["Ours"], [], true, undefined],
  ["is deleted", [500], [500, 500], true, { kind: "deleted" }],
  ["is another", ["missing"], ["agent-x"], true, { kind: "other", branch: "agent-x" }],
  ["was committed for a visitor", VISITED, [NAME], true, { kind: "visited" }],
  ["was visited without an intent", ["missing", "Ours"], [NAME], false, undefined],
];
for (const [what, reads, infos, hasIntent, lost] of SECURED) {
  Deno.test(`AgentBranch.secure() ${lost ? "gives the session up" : "goes on"} when the branch ${what}`, async () => {
    const { branch, record } = startBranch(reads, infos);
    branch.keep(TRACE, record());
    const obstacle = await withHurriedCall((call) => branch.secure(INFO, hasIntent, call));
    assert.deepEqual(obstacle?.lost, lost);
  });
}

Deno.test("AgentBranch.secure() tells of a visitor once, by the branch's name", async () => {
  const { branch, record } = startBranch(["missing", "Ours", "missing", "Ours"], [NAME, NAME]);
  branch.keep(TRACE, record());
  const notices: string[] = [];
  const notice = (sentence: string) => notices.push(sentence);
  for (let times = 0; times < 2; times++) {
    await withHurriedCall((call) => branch.secure(INFO, false, { ...call, notice }));
  }
  assert.equal(notices.length, 1);
  assert.match(notices[0] ?? "", /Another client is at work.*branch agent-aaaa1111/);
});

const WENT = /added follow-up on ticket 3 went elsewhere/;
const MAY_BE = /added follow-up on ticket 3 may be on that branch or elsewhere/;
const LATER: readonly [outcome: string, others: number, Reads, says: RegExp][] = [
  // The other change shows, and the one in question is missing once more.
  ["elsewhere", 1, [...missing(4), "Ours", "missing"], WENT],
  ["in_doubt", 0, missing(12), MAY_BE],
];
for (const [outcome, others, reads, says] of LATER) {
  const start = (reads: readonly Read[], infos?: readonly Read[]) => {
    const { branch, ledger, record } = startBranch(reads, infos);
    for (let id = 1; id <= others; id++) branch.keep({ ...TRACE, path: `api/followups/${id}/` }, 0);
    const change = record();
    ledger.mark([change], "done");
    branch.keep(TRACE, change);
    return { branch, ledger };
  };

  Deno.test(`AgentBranch.secure() throws when an earlier change turns out to be ${outcome}`, async () => {
    const { branch, ledger } = start(["missing", ...reads], [NAME]);
    const secured = withHurriedCall((call) => branch.secure(INFO, true, call));
    assert.match((await expectFailure("not_on_branch", secured)).message, says);
    assert.equal(ledger.entries[0]?.outcome, outcome);
  });

  Deno.test(`AgentBranch.review() marks what turns out to be ${outcome}`, async () => {
    const { branch, ledger } = start(others === 0 ? reads : ["Ours", "Ours", "Ours", ...reads]);
    await withHurriedCall((call) => branch.review(call));
    assert.equal(ledger.entries[0]?.outcome, outcome);
  });
}
