import assert from "node:assert/strict";
import { HelpdeskError } from "../../../lib/errors.ts";
import { AgentBranch } from "../../../lib/helpdesk/branch/agent_branch.ts";
import type { Trace } from "../../../lib/helpdesk/branch/branch_trace.ts";
import { Ledger } from "../../../lib/helpdesk/branch/ledger.ts";
import { jsonReply } from "../http_replies.ts";
import { withCall as withPatientCall } from "../fake_session.ts";
import type { Call } from "../../../lib/helpdesk/calls/call.ts";
import { HurriedDeadline } from "./hurried_deadline.ts";
import { fakeWire, type Read } from "./fake_wire.ts";

const NAME = "agent-aaaa1111";
const INFO = { branch_name: NAME, is_agent: true };
const BASE = new URL("https://desk.example.com/helpdesk/");
const TRACE: Trace = { path: "api/followups/7/", expected: { comment: "Ours" } };
const CHANGE = { action: "added follow-up", ticket: 3, fields: ["comment"] };
const MADE = jsonReply(201, { id: 7, comment: "Ours" });

async function withCall<Value>(work: (call: Call) => Promise<Value>): Promise<Value> {
  const deadline = new HurriedDeadline(5_000);
  try {
    return await withPatientCall((call) => work({ ...call, deadline }));
  } finally {
    deadline.end();
  }
}

function startBranch(reads: readonly Read[], infos: readonly (string | number)[] = []) {
  const { wire, asked } = fakeWire(reads, infos);
  const ledger = new Ledger();
  return { branch: new AgentBranch(wire, new Set(), ledger), ledger, asked };
}

/** Reads a follow-up back that was answered as added. */
async function readBack(reads: readonly Read[], infos?: readonly (string | number)[]) {
  const started = startBranch(reads, infos);
  const change = started.ledger.recordReply(CHANGE, MADE, NAME) ?? 0;
  const request = {
    ...{ turn: "write", method: "POST", path: "api/followups/", body: {} } as const,
    ...{ change: CHANGE, outcomeCheck: "Read ticket 3", failureHint: "Mind the emoji" },
    trace: () => TRACE,
  };
  const outcome = await withCall(({ deadline }) =>
    started.branch.readBack(request, MADE, change, deadline)
  ).catch((error) => error);
  return { ...started, outcome };
}

function messageOf(error: unknown, kind: string): string {
  assert.ok(error instanceof HelpdeskError, String(error));
  assert.equal(error.kind, kind);
  return error.message;
}

Deno.test("AgentBranch.readBack() gives what is on the branch, and counts the change as made", async () => {
  const { outcome, ledger } = await readBack(["Ours"]);
  assert.equal(JSON.parse(outcome.text).comment, "Ours");
  assert.equal(ledger.entries[0]?.outcome, "done");
});

const NOT_THERE: readonly (readonly [
  what: string,
  reads: readonly Read[],
  infos: readonly (string | number)[],
  kind: string,
  says: RegExp,
  outcome: string,
])[] = [
  [
    "stays missing",
    Array(4).fill("missing"),
    [],
    "not_on_branch",
    /\(added follow-up on ticket 3\), but it is not on .* branch agent-aaaa1111.*to main, without review/s,
    "elsewhere",
  ],
  [
    "is now there and now not",
    Array(6).fill(["missing", "Ours"]).flat(),
    [],
    "not_on_branch",
    /cannot be told whether on .* branch agent-aaaa1111 or elsewhere/,
    "in_doubt",
  ],
  [
    "was on a branch that is deleted",
    [500],
    [500],
    "not_on_branch",
    /is not on this session's branch/,
    "elsewhere",
  ],
  ["cannot be read", [502], [], "outcome_unknown", /\(status 502\)\. Read ticket 3/, "unknown"],
  ["fails to be read once", [500], [NAME], "outcome_unknown", /\(status 500\)/, "unknown"],
];
for (const [what, reads, infos, kind, says, outcome] of NOT_THERE) {
  Deno.test(`AgentBranch.readBack() says so when a change ${what}`, async () => {
    const found = await readBack(reads, infos);
    const message = messageOf(found.outcome, kind);
    assert.match(message, says);
    assert.doesNotMatch(message, /stored as asked/i);
    assert.equal(found.ledger.entries[0]?.outcome, outcome);
  });
}

Deno.test("AgentBranch.readBack() says what a failure may be about, and only of a failure", async () => {
  for (const [status, isHinted] of [[500, true], [502, false]] as const) {
    const { outcome } = await readBack([status], [NAME]);
    assert.equal(/could not be read back .*Mind the emoji$/.test(outcome.message), isHinted);
  }
});

Deno.test("AgentBranch.requireWritable() refuses writes after a change went elsewhere, until a new session", async () => {
  const { branch, ledger } = await readBack(Array(4).fill("missing"));
  const refuse = () => branch.requireWritable(INFO, BASE);
  assert.throws(refuse, (error) => {
    const message = messageOf(error, "not_on_branch");
    return /^Nothing was sent: .*added follow-up on ticket 3 went elsewhere.*finish_agent_session/s
      .test(message);
  });
  branch.begin();
  branch.requireWritable({ ...INFO, branch_name: "agent-bbbb2222" }, BASE);
  ledger.clear();
  branch.requireWritable(INFO, BASE);
});

Deno.test("AgentBranch.requireWritable() refuses writes on a branch that may be under review", () => {
  const { branch } = startBranch([]);
  branch.handOver();
  assert.throws(() => branch.requireWritable(INFO, BASE), (error) => {
    const message = messageOf(error, "not_on_branch");
    return message.includes("https://desk.example.com/helpdesk/pullrequests/agent-aaaa1111/");
  });
  branch.begin();
  branch.requireWritable(INFO, BASE);
});

for (const [length, isRefused] of [[64, false], [65, true], [200, true]] as const) {
  Deno.test(`AgentBranch.requireWritable() ${isRefused ? "refuses" : "takes"} a branch name of ${length} characters`, () => {
    const name = `${"é".repeat(length - 9)}-a1b2c3d4`;
    const write = () =>
      startBranch([]).branch.requireWritable({ ...INFO, branch_name: name }, BASE);
    if (!isRefused) return write();
    assert.throws(write, (error) => {
      return /longer than the 64 characters.*user name of at most 55/s.test(
        messageOf(error, "not_on_branch"),
      );
    });
  });
}

const SECURED: readonly (readonly [
  what: string,
  reads: readonly Read[],
  infos: readonly (string | number)[],
  hasIntent: boolean,
  lost: object | undefined,
])[] = [
  ["is ours", ["Ours"], [], true, undefined],
  ["is deleted", [500], [500, 500], true, { kind: "deleted" }],
  ["is another", ["missing"], ["agent-x"], true, { kind: "other", branch: "agent-x" }],
  ["was committed for a visitor", ["missing", "Ours", "Ours", "Ours", "Ours"], [NAME], true, {
    kind: "visited",
  }],
  ["was visited without an intent", ["missing", "Ours"], [NAME], false, undefined],
];
for (const [what, reads, infos, hasIntent, lost] of SECURED) {
  Deno.test(`AgentBranch.secure() ${lost ? "gives the session up" : "goes on"} when the branch ${what}`, async () => {
    const { branch, ledger } = startBranch(reads, infos);
    branch.keep(TRACE, ledger.recordReply(CHANGE, MADE, NAME) ?? 0);
    const obstacle = await withCall((call) => branch.secure(INFO, hasIntent, call));
    assert.deepEqual(obstacle?.lost, lost);
  });
}

Deno.test("AgentBranch.secure() tells of a visitor once, by the branch's name", async () => {
  const reads = ["missing", "Ours", "missing", "Ours"];
  const { branch, ledger } = startBranch(reads, [NAME, NAME]);
  branch.keep(TRACE, ledger.recordReply(CHANGE, MADE, NAME) ?? 0);
  const notices: string[] = [];
  for (let times = 0; times < 2; times++) {
    await withCall((call) =>
      branch.secure(INFO, false, { ...call, notice: (sentence) => notices.push(sentence) })
    );
  }
  assert.equal(notices.length, 1);
  assert.match(notices[0] ?? "", /Another client is at work.*branch agent-aaaa1111/);
});

const MISSING = Array(4).fill("missing");
/** The other change shows, and the one in question is missing once more. */
const BESIDE = ["Ours", "missing"];
const LATER:
  readonly (readonly [what: string, others: number, reads: readonly Read[], says: RegExp])[] = [
    ["elsewhere", 1, [...MISSING, ...BESIDE], /added follow-up on ticket 3 went elsewhere/],
    [
      "in_doubt",
      0,
      Array(12).fill("missing"),
      /added follow-up on ticket 3 may be on that branch or elsewhere/,
    ],
  ];
for (const [outcome, others, reads, says] of LATER) {
  const keepAll = (branch: AgentBranch, ledger: Ledger) => {
    for (let id = 1; id <= others; id++) branch.keep({ ...TRACE, path: `api/followups/${id}/` }, 0);
    const change = ledger.recordReply(CHANGE, MADE, NAME) ?? 0;
    ledger.mark([change], "done");
    branch.keep(TRACE, change);
  };

  Deno.test(`AgentBranch.secure() throws when an earlier change turns out to be ${outcome}`, async () => {
    const { branch, ledger } = startBranch(["missing", ...reads], [NAME]);
    keepAll(branch, ledger);
    const error = await withCall((call) => branch.secure(INFO, true, call)).catch((error) => error);
    assert.match(messageOf(error, "not_on_branch"), says);
    assert.equal(ledger.entries[0]?.outcome, outcome);
  });

  Deno.test(`AgentBranch.review() marks what turns out to be ${outcome}`, async () => {
    const { branch, ledger } = startBranch(
      others === 0 ? reads : ["Ours", "Ours", "Ours", ...reads],
    );
    keepAll(branch, ledger);
    await withCall((call) => branch.review(call));
    assert.equal(ledger.entries[0]?.outcome, outcome);
  });
}
