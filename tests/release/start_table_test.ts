import assert from "node:assert/strict";
import { measureStart } from "../../scripts/bench/start_measure.ts";
import { fromSources } from "../../scripts/bench/start_programs.ts";
import { startTable } from "../../scripts/bench/start_table.ts";

Deno.test("startTable() shows medians, and their ratio to the empty program's", () => {
  const starts = (...times: number[]) =>
    times.map((milliseconds) => ({ milliseconds, residentBytes: 50 * 1024 * 1024 }));
  const empty = starts(10, 30, 20);
  const table = startTable([
    { name: "Empty", starts: empty },
    { name: "Server", starts: starts(90, 40, 51), empty },
    { name: "Elsewhere", starts: [{ milliseconds: 5, residentBytes: undefined }], empty },
  ]);
  assert.deepEqual(table.split("\n").slice(2), [
    "| Empty | 20 ms | 1 | 50 MiB |",
    "| Server | 51 ms | 2.5 | 50 MiB |",
    "| Elsewhere | 5 ms | 0.3 | unknown |",
  ]);
});

Deno.test("measureStart() measures a program until its first line", async () => {
  const { milliseconds, residentBytes } = await measureStart(fromSources.byRun.empty);
  assert(milliseconds > 0);
  if (Deno.build.os !== "windows") assert((residentBytes ?? 0) > 1024 * 1024);
});

Deno.test("measureStart() fails when a program ends without an answer", async () => {
  const silent = { ...fromSources.byRun.empty, args: ["eval", "0"] };
  await assert.rejects(measureStart(silent), /ended without an answer/);
});
