import assert from "node:assert/strict";
import FakeTimers from "@sinonjs/fake-timers";
import { compareTimes, median } from "../../scripts/bench/measure.ts";

Deno.test("median() is the middle, or the mean of the two in the middle", () => {
  assert.equal(median([3]), 3);
  assert.equal(median([10, 1, 9]), 9);
  assert.equal(median([4, 100, 1, 2]), 3);
  assert.throws(() => median([]), RangeError);
});

Deno.test("median() leaves the given numbers in their order", () => {
  const numbers = [3, 1, 2];
  median(numbers);
  assert.deepEqual(numbers, [3, 1, 2]);
});

Deno.test("compare() takes turns, at least five of them, and pairs the ratios", async () => {
  const clock = FakeTimers.install({ toFake: ["performance", "Date"], ignoreMissingTimers: true });
  try {
    const done: string[] = [];
    // Every round is slower than the one before, for both: the medians' ratio hides nothing.
    const takes = (name: string, milliseconds: () => number) => () => {
      done.push(name);
      clock.tick(milliseconds());
      return Promise.resolve();
    };
    let round = 0;
    const result = await compareTimes({
      before: () => void (round++, done.push("before")),
      tool: takes("tool", () => 1_200 * round),
      raw: takes("raw", () => 1_000 * round),
    });
    assert.equal(result.rounds, 5);
    assert.deepEqual(done.slice(0, 6), ["before", "tool", "raw", "before", "tool", "raw"]);
    assert.equal(done.length, 15);
    assert.deepEqual([result.tool, result.raw, result.ratio], [3_600, 3_000, 1.2]);
  } finally {
    clock.uninstall();
  }
});

Deno.test("compare() asks quick questions more often, yet not for ever", async () => {
  const result = await compareTimes({
    tool: () => Promise.resolve(),
    raw: () => Promise.resolve(),
  });
  assert.equal(result.rounds, 31);
});
