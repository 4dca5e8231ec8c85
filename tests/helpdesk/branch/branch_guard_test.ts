import assert from "node:assert/strict";
import { BranchGuard } from "../../../lib/helpdesk/branch/branch_guard.ts";
import type { Trace } from "../../../lib/helpdesk/branch/branch_trace.ts";
import { HelpdeskError } from "../../../lib/errors.ts";
import { Deadline } from "../../../lib/http/deadline.ts";
import { withCall } from "../fake_session.ts";
import { fakeWire, missing, type Read, withHurriedCall } from "./fake_wire.ts";

const BRANCH = "agent-aaaa1111";
const OTHER = "agent-bbbb2222";
const TRACE: Trace = { path: "api/followups/7/", expected: { comment: "Ours" } };

/** A guard that keeps follow-ups with these ids as changes of these numbers, the last one as TRACE. */
function startGuard(reads: readonly Read[], infos: readonly Read[] = [], ...changes: number[]) {
  const { wire, asked, left } = fakeWire(reads, infos);
  const guard = new BranchGuard(wire, new Set());
  for (const id of changes) guard.keep({ ...TRACE, path: `api/followups/${id}/` }, id);
  const look = () => withHurriedCall(({ deadline }) => guard.look(BRANCH, deadline));
  return { guard, look, asked, left };
}

/** What reading changes and asking for the branch give in turn; other changes were made before the last. */
type Look = [where: string, Reads, infos: Reads, finds: string, others?: number];
type Reads = readonly Read[];
/** The last change is missing, another one shows, and the last one is missing once more. */
const BESIDE: Reads = [...missing(5), "Ours", "missing"];
const BOTH_AWAY: Reads = [...missing(6), "Ours", "Ours", "Ours", "Ours"];
const LOOKS: readonly Look[] = [
  ["its last change shows", ["Ours"], [], "ours"],
  ["nothing was changed and the branch is the same", [], [BRANCH], "ours"],
  ["nothing was changed and the branch is another", [], [OTHER], "other"],
  ["the session is refused", [403], [], "refused"],
  ["the question for the branch is refused", [], [403], "refused"],
  ["every request fails", [500], [500, 500], "deleted"],
  ["a failure passes", [], [500, BRANCH], "ours"],
  ["a change that fails to be read is there again", [502, "Ours"], [BRANCH], "ours"],
  ["its last change is missing once", ["missing", "Ours"], [BRANCH], "visited"],
  ["its last change has another text once", ["Theirs", "Ours"], [BRANCH], "visited"],
  ["its only change stays missing", missing(13), [BRANCH], "perhaps contradicted"],
  ["its last change alone stays missing", BESIDE, [BRANCH], "surely contradicted", 1],
  ["its last change and another stay missing", missing(16), [BRANCH], "perhaps contradicted", 1],
  ["it and another one are missing, and then there", BOTH_AWAY, [BRANCH], "visited", 1],
  ["its last change is missing in a session on another branch", ["missing"], [OTHER], "other"],
];

for (const [where, reads, infos, finds, others = 0] of LOOKS) {
  Deno.test(`BranchGuard.look() finds "${finds}" where ${where}`, async () => {
    const changes = reads.length === 0 ? [] : others === 0 ? [7] : [2, 7];
    const { look, left } = startGuard(reads, infos, ...changes);
    const found = await look();
    assert.equal(found.kind, finds.split(" ").at(-1));
    assert.deepEqual(left, { reads: [], infos: [] }, "asks no more than it takes");
    if (found.kind === "other") assert.equal(found.branch, OTHER);
    if (found.kind === "contradicted") {
      assert.deepEqual([[...found.changes], found.isCertain], [[7], finds.startsWith("surely")]);
    }
  });
}

Deno.test("BranchGuard.look() fails, with nothing sent, while the helpdesk cannot tell", async () => {
  for (const { look } of [startGuard([], [502, 502]), startGuard(["missing", 502], [BRANCH], 7)]) {
    await assert.rejects(
      look(),
      (error) => error instanceof HelpdeskError && /Nothing was sent$/.test(error.message),
    );
  }
});

const BACK: readonly [reads: readonly Read[], finds: string, others?: number][] = [
  [["Ours"], "here"],
  [missing(4), "elsewhere"],
  [["Theirs", "missing", "Theirs", "missing"], "elsewhere"],
  // One process of the helpdesk answered from main, or another session came in.
  [["missing", "Ours", "Ours", "Ours", "Ours"], "here"],
  [["missing", "Ours", ...missing(4)], "elsewhere"],
  [Array(6).fill(["missing", "Ours"]).flat(), "in_doubt"],
  [[500], "unread"],
  [["missing", 502], "unread"],
  [[403], "unread"],
  // Nothing is elsewhere while what was on the branch is missing too: the fifth read is one of that.
  [[...missing(4), "Ours", "missing"], "elsewhere", 1],
  [[...missing(4), "Ours", ...Array(5).fill("Ours")], "here", 1],
  [[...missing(5), ...Array(4).fill("Ours")], "here", 1],
  [missing(15), "in_doubt", 1],
];
for (const [reads, finds, others = 0] of BACK) {
  Deno.test(`BranchGuard.readBack() finds "${finds}" by ${reads.join(", ")} beside ${others} other`, async () => {
    const { guard, left } = startGuard(reads, [], ...Array(others).fill(3));
    const found = await withHurriedCall(({ deadline }) => guard.readBack(TRACE, deadline));
    assert.equal(found.kind, finds);
    assert.deepEqual(left.reads, []);
  });
}

Deno.test("BranchGuard.readBack() lets a short request run elsewhere before each read after a missing one", async () => {
  const { guard, asked } = startGuard(["missing", ...Array(4).fill("Ours")]);
  await withHurriedCall(({ deadline }) => guard.readBack(TRACE, deadline));
  const [read, between] = ["GET api/followups/7/", "GET api/agent-session-info/"];
  assert.deepEqual(asked, [read, ...Array(4).fill([between, read]).flat()]);
});

Deno.test("BranchGuard leaves open where a change is when there is no time to read on", async () => {
  const { guard } = startGuard(missing(12), [], 7);
  const deadline = new Deadline(400);
  const review = await withCall(({ deadline }) => guard.review(deadline), { deadline });
  assert.deepEqual(review, { elsewhere: [], inDoubt: [7] });
  assert.equal(deadline.signal.aborted, false);
});

Deno.test("BranchGuard.review() names what is elsewhere and what is in doubt", async () => {
  const reads = [
    ...["Ours", "Ours", "Ours", ...missing(4)],
    // Another change, which shows, and once more the one that does not.
    ...["Ours", "missing"],
    ...Array(6).fill(["missing", "Ours"]).flat(),
    500,
  ];
  const { guard, left } = startGuard(reads, [], 1, 2, 3, 4);
  const review = await withHurriedCall(({ deadline }) => guard.review(deadline));
  assert.deepEqual(review, { elsewhere: [2], inDoubt: [3] });
  assert.deepEqual(left.reads, []);
});

Deno.test("BranchGuard recognises the branch by a follow-up rather than by a ticket", async () => {
  const { guard, look, asked } = startGuard(["Ours"], [], 7);
  guard.keep({ path: "api/tickets/3/", status: 1, expected: { title: "New" } }, 2);
  await look();
  assert.deepEqual(asked, ["GET api/followups/7/"]);
});

Deno.test("BranchGuard.follow() asks for a ticket by the status that a follow-up gave it", async () => {
  const { guard, look, asked } = startGuard([]);
  guard.keep({ path: "api/tickets/3/", status: 1, expected: { title: "New", status: 1 } }, 1);
  guard.follow(3, 4);
  guard.follow(9, 4);
  await look().catch(() => {});
  assert.deepEqual(asked, ["GET api/tickets/3/?status=4"]);
});

Deno.test("BranchGuard.begin() forgets what was on an earlier branch", async () => {
  const { guard, look, asked } = startGuard([], [BRANCH], 7);
  guard.begin();
  assert.equal((await look()).kind, "ours");
  assert.deepEqual(asked, ["GET api/agent-session-info/"]);
});
