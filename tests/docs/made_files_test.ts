import assert from "node:assert/strict";
import project from "../../deno.json" with { type: "json" };
import { driftOf, storedFiles, withStartTask } from "../../scripts/docs/made_files.ts";
import { toolSnapshots } from "../../scripts/docs/tool_snapshots.ts";
import { platformVariables } from "../../lib/settings/platform_variables.ts";
import { settings } from "../../lib/settings/settings.ts";
import { tools } from "../../lib/tools/registry.ts";
import { PROJECT_FOLDER } from "../../scripts/release/executable.ts";

Deno.test("driftOf() names what is missing, stale and superfluous", () => {
  const made = new Map([["same", "1"], ["changed", "2"], ["new", "3"]]);
  const stored = new Map([["same", "1"], ["changed", "1"], ["old", "4"]]);
  assert.deepEqual(driftOf(made, stored), [
    { path: "changed", problem: "stale" },
    { path: "new", problem: "missing" },
    { path: "old", problem: "superfluous" },
  ]);
  assert.deepEqual(driftOf(made, made), []);
});

Deno.test("storedFiles() finds the snapshots of tools that are no more", async () => {
  const [path = "", ...others] = toolSnapshots(tools).keys();
  const stored = await storedFiles(PROJECT_FOLDER, new Map(others.map((other) => [other, ""])));
  assert(stored.has(path), path);
});

Deno.test("storedFiles() leaves out what is not there", async () => {
  const path = "tests/snapshots/tools/no_such_tool.json";
  assert(!(await storedFiles(PROJECT_FOLDER, new Map([[path, ""]]))).has(path));
});

Deno.test("withStartTask() names the settings, and leaves all else as it is", () => {
  const before = '{\n  "tasks": {\n    "start": "deno run main.ts",\n    "other": "echo"\n  }\n}\n';
  const after = withStartTask(before);
  const names = [...settings.map(({ name }) => name), ...platformVariables].join(",");
  const task = `deno run --no-prompt --allow-net --allow-env=${names} main.ts`;
  assert.equal(after, before.replace("deno run main.ts", task));
  assert.throws(() => withStartTask("{}"), /no task "start"/);
});

Deno.test("deno task ok fails when something is stale", () => {
  assert.match(project.tasks.ok, /(?:^|&& )deno task docs --check(?: &&|$)/);
});
