import assert from "node:assert/strict";
import { HelpdeskError, type HelpdeskErrorKind } from "../../../lib/errors.ts";
import { changeEach } from "../../../lib/helpdesk/writes/many_changes.ts";
import { ticket } from "../../../lib/helpdesk/answers/wire.ts";
import { withCall } from "../fake_session.ts";

type Failures = Readonly<Record<number, HelpdeskErrorKind>>;

/** What became of tickets 1 to 4, of which some fail of these; and the progress that was told. */
async function changed(failures: Failures, status?: number) {
  const told: string[] = [];
  const progress = (done: number, total: number | undefined) => told.push(`${done}/${total}`);
  const change = (id: number) => {
    const kind = failures[id];
    if (kind === undefined) return Promise.resolve({ ticket: ticket.parse({ id }), fields: [] });
    return Promise.reject(new HelpdeskError(kind, "No", status === undefined ? {} : { status }));
  };
  const { outcomes, stopped } = await withCall((call) =>
    changeEach([1, 2, 3, 4], change, { ...call, progress })
  );
  return { kinds: outcomes.map(({ kind }) => kind).join(" "), stopped, told: told.join(" ") };
}

const LOST_TWICE: Failures = { 2: "outcome_unknown", 3: "outcome_unknown" };
const CASES: readonly [what: string, Failures, kinds: string, status?: number][] = [
  ["goes on after no such ticket", { 2: "not_found" }, "changed failed changed changed"],
  ["goes on after a queue not allowed", { 1: "forbidden" }, "failed changed changed changed"],
  ["goes on after a lost answer", { 2: "outcome_unknown" }, "changed unknown changed changed"],
  ["stops at two lost answers in a row", LOST_TWICE, "changed unknown unknown not_tried"],
  ["stops when the time is over", { 2: "timeout" }, "changed failed not_tried not_tried"],
  ["stops at a value that is refused", { 2: "invalid" }, "changed failed not_tried not_tried"],
  ["stops at what is forbidden", { 2: "forbidden" }, "changed failed not_tried not_tried", 403],
];
for (const [what, failures, kinds, status] of CASES) {
  Deno.test(`changeEach() ${what}`, async () => {
    const found = await changed(failures, status);
    assert.equal(found.kinds, kinds);
    assert.equal(found.stopped !== undefined, kinds.includes("not_tried"));
    const tried = kinds.split(" ").filter((kind) => kind !== "not_tried").length;
    assert.equal(found.told, "1/4 2/4 3/4 4/4".slice(0, 4 * tried - 1));
  });
}

Deno.test("changeEach() throws what would fail for all, as long as nothing was done, and a cancellation", async () => {
  await assert.rejects(changed({ 1: "auth" }), { kind: "auth" });
  await assert.rejects(changed({ 3: "cancelled" }), { kind: "cancelled" });
});
