import assert from "node:assert/strict";
import project from "../../deno.json" with { type: "json" };
import { PROJECT_FOLDER } from "../../scripts/release/executable.ts";
import { executableName, targets } from "../../scripts/release/targets.ts";

const FOLDER = `${PROJECT_FOLDER}.github/workflows/`;
const workflows = new Map<string, string>();
for (const name of ["ci.yml", "release.yml"]) {
  workflows.set(name, await Deno.readTextFile(`${FOLDER}${name}`));
}

Deno.test("every action of a workflow is pinned by its commit, with its version beside it", () => {
  for (const [name, text] of workflows) {
    const uses = text.split("\n").filter((line) => /\buses: (?!\.\/)/.test(line));
    assert(uses.length > 0, name);
    const pinned = /uses: [\w.-]+\/[\w.-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/;
    for (const line of uses) assert.match(line, pinned, `${name}: ${line}`);
  }
});

Deno.test("every task that a workflow runs is there", () => {
  const tasks = [...workflows.values()].flatMap((text) =>
    [...text.matchAll(/deno task (?:-q )?([\w:]+)/g)].map(([, task]) => task)
  );
  for (const task of ["ok", "compile", "release"]) assert(tasks.includes(task), task);
  for (const task of tasks) assert(task !== undefined && task in project.tasks, task);
});

Deno.test("a release is built for every platform, under the executable's name there", () => {
  const text = workflows.get("release.yml") ?? "";
  const built = [...text.matchAll(/- target: (\S+)\n\s+executable: (\S+)/g)];
  const expected = targets.map((
    { triple, platform },
  ) => [triple, executableName(project.name, platform)]);
  assert.deepEqual(built.map(([, triple, executable]) => [triple, executable]), expected);
});

Deno.test("checks run on Linux, macOS and Windows", () => {
  assert.match(workflows.get("ci.yml") ?? "", /os: \[ubuntu-\S+, macos-\S+, windows-\S+\]/);
});
