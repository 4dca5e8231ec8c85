import assert from "node:assert/strict";
import { duration, renderReport } from "../../scripts/bench/report.ts";
import { goodResult, withRow } from "./sample_result.ts";

Deno.test("duration() picks the unit by the size", () => {
  assert.equal(duration(0.4), "0 ms");
  assert.equal(duration(999.4), "999 ms");
  assert.equal(duration(1_000), "1.0 s");
  assert.equal(duration(1_600_000), "27 min");
});

Deno.test("renderReport() has machine, a table for each size and a verdict for each criterion", () => {
  const report = renderReport(goodResult);
  const says = /^Measured on 2 cores \(Fixture processor\), linux 1\.0, x86_64, Deno 2\.0\.0;/;
  assert.match(report, says);
  assert.match(report, /^10,000 tickets, 20,000 follow-ups:$/m);
  assert.match(
    report,
    /^\| open tickets of one queue \| staff \| 140 ms \| 130 ms \| 1\.08 \| ≈ 27 min \(400 requests\) \| 11,429 × \|$/m,
  );
  assert.match(report, /^\| another title \| agent \| 31 ms \(3 requests\) \| 12 ms \| 2\.58 \|$/m);
  assert.equal(report.match(/^- ✓ /gm)?.length, 5);
  assert.doesNotMatch(report, /✗/);
});

Deno.test("renderReport() tells of further requests and of a criterion that does not hold", () => {
  const report = renderReport(withRow(0, { ratio: 2.04, toolRequests: 2 }));
  assert.match(report, /140 ms \(2 requests\) \| 130 ms \| 2\.04/);
  assert.match(report, /^- ✗ Tool ≤ 1\.25 × .*: at most 2\.04 ×$/m);
});
