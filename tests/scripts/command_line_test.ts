import assert from "node:assert/strict";
import { runProcess } from "../child_process.ts";
import project from "../../deno.json" with { type: "json" };
import { readProgramLine } from "../../scripts/command_line.ts";
import { PROJECT_FOLDER } from "../../scripts/release/executable.ts";

const options = { name: { type: "string" }, json: { type: "boolean" } } as const;

Deno.test("readProgramLine() takes options before and after what is no option", () => {
  for (const args of [["--name", "a", "--help", "b"], ["b", "-h", "--name=a"]]) {
    const { values, positionals } = readProgramLine(args, options, true);
    assert.deepEqual({ ...values }, { name: "a", help: true });
    assert.deepEqual(positionals, ["b"]);
  }
});

Deno.test("readProgramLine() refuses by name what it does not know", () => {
  assert.throws(() => readProgramLine(["--nme", "a"], options), /'--nme'/);
  assert.throws(() => readProgramLine(["b"], options), /'b'/);
  assert.throws(() => readProgramLine(["--json=1"], options), /'--json' does not take/);
});

/** The tasks that start a program of scripts/. */
const tasks = Object.entries(project.tasks)
  .filter(([, command]) => command.includes(" scripts/"))
  .map(([name]) => name);

function runTask(name: string, argument: string) {
  const args = ["task", "--quiet", name, argument];
  return runProcess(Deno.execPath(), { args, cwd: PROJECT_FOLDER, env: { NO_COLOR: "1" } });
}

Deno.test("there are tasks that start programs of scripts/", () => {
  assert(tasks.length >= 7, tasks.join());
});

for (const task of tasks) {
  Deno.test(`deno task ${task} --help prints how it is used, and an unknown option ends it with 2`, async () => {
    const usage = new RegExp(`^Usage: deno task ${task}\\b`, "m");
    const helped = await runTask(task, "--help");
    assert.match(helped.stdout, usage);
    assert.equal(helped.code, 0, helped.stderr);
    const refused = await runTask(task, "--no-such-option");
    assert.match(refused.stderr, /'--no-such-option'/);
    assert.match(refused.stderr, usage);
    assert.equal(refused.code, 2);
    assert.equal(refused.stdout, "");
  });
}
