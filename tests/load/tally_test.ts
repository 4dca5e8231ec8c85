import assert from "node:assert/strict";
import { serveInMemory } from "./load_helpdesk.ts";
import { callsAtOnce, mixedCalls } from "./mixed_calls.ts";
import { readLoadOptions } from "./options.ts";
import { restartsInWrites } from "./restarts.ts";
import { countStored, isClean, newPart, report } from "./tally.ts";

Deno.test("countStored() tells lost, doubled and wrong writes apart", () => {
  const part = newPart("writes", 6);
  countStored(part, "as told", 1, true);
  countStored(part, "refused", 0, false);
  assert(isClean([part]));
  countStored(part, "gone", 0, true);
  countStored(part, "twice", 2, true);
  countStored(part, "made in secret", 1, false);
  countStored(part, "twice in secret", 2, false);
  const { lost, doubled, wrong } = part;
  assert.deepEqual({ lost, doubled, wrong }, { lost: 1, doubled: 2, wrong: 1 });
  assert(!isClean([newPart("others", 0), part]));
  assert.match(report([part]), /writes: lost: gone was told as done\nwrites: doubled: twice is/);
});

Deno.test("readLoadOptions() reads how much, and names what it cannot use", () => {
  const { calls, atOnce, restarts, site } = readLoadOptions(["--calls", "7", "--site"]);
  assert.deepEqual([calls, atOnce, restarts, site], [7, 1_000, 200, true]);
  assert.throws(() => readLoadOptions(["--calls", "all"]), /a number up to 999999, not "all"/);
  assert.throws(() => readLoadOptions(["--all"]), /Unknown option '--all'/);
});

Deno.test("a little load loses, doubles and confuses nothing", async () => {
  await using helpdesk = serveInMemory();
  for (const run of [mixedCalls, callsAtOnce]) {
    const part = await run(helpdesk, 20);
    assert.deepEqual(part.problems, []);
    assert.equal(part.done, 20);
  }
  const part = await restartsInWrites(helpdesk, 8);
  assert.deepEqual(part.problems, []);
  assert.equal(part.done, 8);
});

Deno.test("load finds writes that a helpdesk loses or doubles", async () => {
  await using helpdesk = serveInMemory();
  const comments = async (ticket: number) => {
    const stored = await helpdesk.comments(ticket);
    return stored.flatMap((comment) => {
      if (comment?.startsWith("Comment") !== true) return [comment];
      return / 0:/.test(comment) ? [] : / 10:/.test(comment) ? [comment, comment] : [comment];
    });
  };
  const { lost, doubled, wrong } = await mixedCalls({ ...helpdesk, comments }, 20);
  assert.deepEqual({ lost, doubled, wrong }, { lost: 1, doubled: 1, wrong: 0 });
});
