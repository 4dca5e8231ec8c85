import assert from "node:assert/strict";
import { readBenchOptions } from "../../scripts/bench/options.ts";

Deno.test("readBenchOptions() measures 1,000 and 10,000 tickets unless told otherwise", () => {
  assert.deepEqual(readBenchOptions([]), { sizes: [1_000, 10_000], json: false, help: false });
});

Deno.test("readBenchOptions() takes one size and the form of the report", () => {
  const { sizes, json } = readBenchOptions(["--tickets", "200", "--json"]);
  assert.deepEqual(sizes, [200]);
  assert.equal(json, true);
});

Deno.test("readBenchOptions() refuses by name what it cannot use", () => {
  assert.throws(() => readBenchOptions(["--tikets", "300"]), /'--tikets'/);
  for (const value of ["199", "100001", "1e3", "-300", "300.5", ""]) {
    assert.throws(() => readBenchOptions([`--tickets=${value}`]), new RegExp(`"${value}"`));
  }
  assert.throws(() => readBenchOptions(["--tickets"]), /--tickets/);
});
