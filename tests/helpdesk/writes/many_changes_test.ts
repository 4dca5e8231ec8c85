import assert from "node:assert/strict";
import { HelpdeskError, type HelpdeskErrorKind } from "../../../lib/errors.ts";
import type { Call } from "../../../lib/helpdesk/calls/call.ts";
import { changeEach } from "../../../lib/helpdesk/writes/many_changes.ts";
import { ticket } from "../../../lib/helpdesk/answers/wire.ts";
import { Deadline } from "../../../lib/http/deadline.ts";

/** What became of tickets 1 to 4, of which some fail of these; and the progress that was told. */
async function changed(failures: Readonly<Record<number, HelpdeskErrorKind>>, status?: number) {
  const deadline = new Deadline(10_000);
  const told: string[] = [];
  const progress = (done: number, total: number | undefined) => told.push(`${done}/${total}`);
  const call: Call = { deadline, notice() {}, progress };
  try {
    const { outcomes, stopped } = await changeEach([1, 2, 3, 4], (id) => {
      const kind = failures[id];
      if (kind !== undefined) {
        return Promise.reject(
          new HelpdeskError(kind, "No", status === undefined ? {} : { status }),
        );
      }
      return Promise.resolve({ ticket: ticket.parse({ id }), fields: [] });
    }, call);
    return { kinds: outcomes.map(({ kind }) => kind).join(" "), stopped, told: told.join(" ") };
  } finally {
    deadline.end();
  }
}

for (
  const [what, failures, kinds] of [
    [
      "goes on after a ticket that is not there",
      { 2: "not_found" },
      "changed failed changed changed",
    ],
    [
      "goes on after a queue that is not allowed",
      { 1: "forbidden" },
      "failed changed changed changed",
    ],
    ["goes on after one lost answer", { 2: "outcome_unknown" }, "changed unknown changed changed"],
    [
      "stops at the second lost answer in a row",
      { 2: "outcome_unknown", 3: "outcome_unknown" },
      "changed unknown unknown not_tried",
    ],
    ["stops when the time is over", { 2: "timeout" }, "changed failed not_tried not_tried"],
    ["stops at a value that is refused", { 2: "invalid" }, "changed failed not_tried not_tried"],
  ] as const
) {
  Deno.test(`changeEach() ${what}`, async () => {
    const found = await changed(failures);
    assert.equal(found.kinds, kinds);
    assert.equal(found.stopped !== undefined, kinds.includes("not_tried"));
    const tried = kinds.split(" ").filter((kind) => kind !== "not_tried").length;
    const steps = Array.from({ length: tried }, (_, place) => `${place + 1}/4`);
    assert.equal(found.told, steps.join(" "));
  });
}

Deno.test("changeEach() stops at what the helpdesk itself forbids", async () => {
  const { kinds } = await changed({ 2: "forbidden" }, 403);
  assert.equal(kinds, "changed failed not_tried not_tried");
});

Deno.test("changeEach() throws what would fail for all, as long as nothing was done, and a cancellation", async () => {
  await assert.rejects(changed({ 1: "auth" }), { kind: "auth" });
  await assert.rejects(changed({ 3: "cancelled" }), { kind: "cancelled" });
});
