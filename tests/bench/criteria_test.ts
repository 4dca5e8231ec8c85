import assert from "node:assert/strict";
import { judge } from "../../scripts/bench/criteria.ts";
import type { BenchResult } from "../../scripts/bench/result.ts";
import { goodResult, withRow } from "./sample_result.ts";

function failed(result: BenchResult): string[] {
  return judge(result).filter(({ holds }) => !holds).map(({ criterion }) => criterion);
}

Deno.test("judge() finds that good figures hold everything", () => {
  assert.deepEqual(failed(goodResult), []);
  assert.equal(judge(goodResult).length, 5);
});

Deno.test("judge() names the account whose list or search is slower than allowed", () => {
  const slow = (place: number) => failed(withRow(place, { ratio: 1.26 })).join();
  assert.match(slow(0), /^Tool ≤ 1\.25 .* as staff, 10000 tickets$/);
  assert.match(slow(1), /^Tool ≤ 1\.25 .* as staff/);
  assert.match(slow(3), /^Tool ≤ 1\.25 .* as an agent/);
});

Deno.test("judge() wants the filtered list a hundred times faster than the naive way", () => {
  const naive = { milliseconds: 119_000, requests: 400, isEstimate: true };
  const [criterion = ""] = failed(withRow(3, { naive }));
  assert.match(criterion, /^Filtered list ≥ 100 .* agent, 10000 tickets$/);
});

Deno.test("judge() allows a scan less than 200 MiB", () => {
  const memory = { ...goodResult.memory, peakBytes: 200 * 2 ** 20 };
  assert.match(failed({ ...goodResult, memory }).join(), /^Peak memory .* below 200 MiB$/);
});
