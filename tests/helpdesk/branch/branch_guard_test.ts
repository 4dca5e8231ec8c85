import assert from "node:assert/strict";
import { BranchGuard } from "../../../lib/helpdesk/branch/branch_guard.ts";
import type { Trace } from "../../../lib/helpdesk/branch/branch_trace.ts";
import { HelpdeskError } from "../../../lib/errors.ts";
import { Deadline } from "../../../lib/http/deadline.ts";
import { HurriedDeadline } from "./hurried_deadline.ts";
import { fakeWire, type Read } from "./fake_wire.ts";

const BRANCH = "agent-aaaa1111";
const OTHER = "agent-bbbb2222";
const TRACE: Trace = { path: "api/followups/7/", expected: { comment: "Ours" } };

async function withDeadline<Value>(work: (deadline: Deadline) => Promise<Value>): Promise<Value> {
  const deadline = new HurriedDeadline(5_000);
  try {
    return await work(deadline);
  } finally {
    deadline.end();
  }
}

interface LookCase {
  readonly what: string;
  /** How many changes were made before the last one. */
  readonly others?: number;
  /** What reading changes gives in turn; undefined: nothing was changed yet. */
  readonly reads?: readonly Read[];
  readonly infos?: readonly (string | number)[];
  readonly finds: string;
  /** Whether a contradiction is told as certain. */
  readonly isCertain?: boolean;
}

const LOOKS: readonly LookCase[] = [
  { what: "its last change shows", reads: ["Ours"], finds: "ours" },
  { what: "nothing was changed and the branch is the same", infos: [BRANCH], finds: "ours" },
  { what: "nothing was changed and the branch is another", infos: [OTHER], finds: "other" },
  { what: "the session is refused", reads: [403], finds: "refused" },
  { what: "the question for the branch is refused", infos: [403], finds: "refused" },
  { what: "every request fails", reads: [500], infos: [500, 500], finds: "deleted" },
  { what: "a failure passes", infos: [500, BRANCH], finds: "ours" },
  {
    what: "a change that fails to be read is there again",
    reads: [502, "Ours"],
    infos: [BRANCH],
    finds: "ours",
  },
  {
    what: "its last change is missing once",
    reads: ["missing", "Ours"],
    infos: [BRANCH],
    finds: "visited",
  },
  {
    what: "its last change has another text once",
    reads: ["Theirs", "Ours"],
    infos: [BRANCH],
    finds: "visited",
  },
  {
    what: "its last change stays missing, and no other one was made",
    reads: Array(13).fill("missing"),
    infos: [BRANCH],
    finds: "contradicted",
    isCertain: false,
  },
  {
    what: "its last change stays missing while another one shows",
    others: 1,
    reads: [...Array(5).fill("missing"), "Ours", "missing"],
    infos: [BRANCH],
    finds: "contradicted",
    isCertain: true,
  },
  {
    what: "its last change and another one stay missing",
    others: 1,
    reads: Array(16).fill("missing"),
    infos: [BRANCH],
    finds: "contradicted",
    isCertain: false,
  },
  {
    what: "its last change stays missing as another one does, and then both are there",
    others: 1,
    reads: [...Array(6).fill("missing"), "Ours", "Ours", "Ours", "Ours"],
    infos: [BRANCH],
    finds: "visited",
  },
  {
    what: "its last change is missing in a session on another branch",
    reads: ["missing"],
    infos: [OTHER],
    finds: "other",
  },
];

for (const { what, others = 0, reads = [], infos = [], finds, isCertain } of LOOKS) {
  Deno.test(`BranchGuard.look() finds "${finds}" where ${what}`, async () => {
    const { wire, left } = fakeWire(reads, infos);
    const guard = new BranchGuard(wire, new Set());
    for (let id = 1; id <= others; id++) {
      guard.keep({ ...TRACE, path: `api/followups/${id}/` }, 1 + id);
    }
    if (reads.length > 0) guard.keep(TRACE, 1);
    const found = await withDeadline((deadline) => guard.look(BRANCH, deadline));
    assert.equal(found.kind, finds);
    assert.deepEqual(left, { reads: [], infos: [] }, "asks no more than it takes");
    if (found.kind === "other") assert.equal(found.branch, OTHER);
    if (found.kind === "contradicted") {
      assert.deepEqual([...found.changes], [1]);
      assert.equal(found.isCertain, isCertain);
    }
  });
}

Deno.test("BranchGuard.look() fails, with nothing sent, while the helpdesk cannot tell", async () => {
  for (const [reads, infos] of [[[], [502, 502]], [["missing", 502], [BRANCH]]] as const) {
    const guard = new BranchGuard(fakeWire(reads, infos).wire, new Set());
    if (reads.length > 0) guard.keep(TRACE, 1);
    await assert.rejects(
      withDeadline((deadline) => guard.look(BRANCH, deadline)),
      (error) => error instanceof HelpdeskError && /Nothing was sent$/.test(error.message),
    );
  }
});

const BACK: readonly (readonly [reads: readonly Read[], finds: string])[] = [
  [["Ours"], "here"],
  [["missing", "missing", "missing", "missing"], "elsewhere"],
  [["Theirs", "missing", "Theirs", "missing"], "elsewhere"],
  // One process of the helpdesk answered from main, or another session came in.
  [["missing", "Ours", "Ours", "Ours", "Ours"], "here"],
  [["missing", "Ours", "missing", "missing", "missing", "missing"], "elsewhere"],
  [Array(12).fill(["missing", "Ours"]).flat().slice(0, 12), "in_doubt"],
  [[500], "unread"],
  [["missing", 502], "unread"],
  [[403], "unread"],
];
for (const [reads, finds] of BACK) {
  Deno.test(`BranchGuard.readBack() finds "${finds}" by ${reads.join(", ")}`, async () => {
    const { wire, left } = fakeWire(reads);
    const guard = new BranchGuard(wire, new Set());
    const found = await withDeadline((deadline) => guard.readBack(TRACE, deadline));
    assert.equal(found.kind, finds);
    assert.deepEqual(left.reads, []);
  });
}

Deno.test("BranchGuard.readBack() finds nothing elsewhere while what was on the branch is missing too", async () => {
  for (
    const [reads, finds] of [
      // The fifth read is one of the other change, which alone proves where reads run.
      [[...Array(4).fill("missing"), "Ours", "missing"], "elsewhere"],
      [[...Array(4).fill("missing"), "Ours", ...Array(5).fill("Ours")], "here"],
      [[...Array(5).fill("missing"), ...Array(4).fill("Ours")], "here"],
      [Array(15).fill("missing"), "in_doubt"],
    ] as const
  ) {
    const { wire, left } = fakeWire(reads);
    const guard = new BranchGuard(wire, new Set());
    guard.keep({ ...TRACE, path: "api/followups/3/" }, 1);
    const found = await withDeadline((deadline) => guard.readBack(TRACE, deadline));
    assert.equal(found.kind, finds);
    assert.deepEqual(left.reads, []);
  }
});

Deno.test("BranchGuard leaves open where a change is when there is no time to read on", async () => {
  const { wire } = fakeWire(Array(12).fill("missing"));
  const guard = new BranchGuard(wire, new Set());
  guard.keep(TRACE, 1);
  const deadline = new Deadline(400);
  try {
    assert.deepEqual(await guard.review(deadline), { elsewhere: [], inDoubt: [1] });
    assert.equal(deadline.signal.aborted, false);
  } finally {
    deadline.end();
  }
});

Deno.test("BranchGuard.review() names what is elsewhere and what is in doubt", async () => {
  const reads = [
    ...["Ours", "Ours", "Ours"],
    ...["missing", "missing", "missing", "missing"],
    // Another change, which shows, and once more the one that does not.
    ...["Ours", "missing"],
    ...Array(6).fill(["missing", "Ours"]).flat(),
    500,
  ];
  const { wire, left } = fakeWire(reads);
  const guard = new BranchGuard(wire, new Set());
  for (const id of [1, 2, 3, 4]) guard.keep({ ...TRACE, path: `api/followups/${id}/` }, id);
  assert.deepEqual(await withDeadline((deadline) => guard.review(deadline)), {
    elsewhere: [2],
    inDoubt: [3],
  });
  assert.deepEqual(left.reads, []);
});

Deno.test("BranchGuard recognises the branch by a follow-up rather than by a ticket", async () => {
  const { wire, asked } = fakeWire(["Ours"]);
  const guard = new BranchGuard(wire, new Set());
  guard.keep(TRACE, 1);
  guard.keep({ path: "api/tickets/3/", status: 1, expected: { title: "New" } }, 2);
  await withDeadline((deadline) => guard.look(BRANCH, deadline));
  assert.deepEqual(asked, ["GET api/followups/7/"]);
});

Deno.test("BranchGuard.follow() asks for a ticket by the status that a follow-up gave it", async () => {
  const { wire, asked } = fakeWire([], []);
  const guard = new BranchGuard(wire, new Set());
  guard.keep({ path: "api/tickets/3/", status: 1, expected: { title: "New", status: 1 } }, 1);
  guard.follow(3, 4);
  guard.follow(9, 4);
  await withDeadline((deadline) => guard.look(BRANCH, deadline)).catch(() => {});
  assert.deepEqual(asked, ["GET api/tickets/3/?status=4"]);
});

Deno.test("BranchGuard.begin() forgets what was on an earlier branch", async () => {
  const { wire, asked } = fakeWire([], [BRANCH]);
  const guard = new BranchGuard(wire, new Set());
  guard.keep(TRACE, 1);
  guard.begin();
  const found = await withDeadline((deadline) => guard.look(BRANCH, deadline));
  assert.equal(found.kind, "ours");
  assert.deepEqual(asked, ["GET api/agent-session-info/"]);
});
