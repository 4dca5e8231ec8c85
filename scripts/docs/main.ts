import { readProgramLine, runProgram } from "../command_line.ts";
import { PROJECT_FOLDER } from "../release/executable.ts";
import { driftOf, madeFiles, storedFiles } from "./made_files.ts";
import { SNAPSHOT_FOLDER } from "./tool_snapshots.ts";

const USAGE = `Usage: deno task docs [--check]

Writes what is made of the code: tools, settings, permissions and client configurations in README.md and
docs/, the task "start" in deno.json, the answers to lists in lib/mcp, the pages in
lib/apps, and the snapshots of the tools.

  --check  change nothing; name what is stale, and end with 1 when something is
  --help   print this`;

function readOptions(args: readonly string[]) {
  return readProgramLine(args, { check: { type: "boolean" } }).values;
}

/** @returns 1 when nothing was to be changed but something is stale */
async function makeFiles({ check }: { readonly check?: boolean }): Promise<number> {
  const made = await madeFiles(PROJECT_FOLDER);
  const drift = driftOf(made, await storedFiles(PROJECT_FOLDER, made));
  if (check) {
    for (const { path, problem } of drift) console.error(`${path} is ${problem}`);
    if (drift.length > 0) console.error('Run "deno task docs"');
    return drift.length === 0 ? 0 : 1;
  }
  await Deno.mkdir(`${PROJECT_FOLDER}${SNAPSHOT_FOLDER}`, { recursive: true });
  for (const { path } of drift) {
    const file = `${PROJECT_FOLDER}${path}`;
    const content = made.get(path);
    if (content === undefined) {
      await Deno.remove(file);
      console.log(`Removed ${path}`);
      continue;
    }
    await Deno.writeTextFile(file, content);
    console.log(`Wrote ${path}`);
  }
  if (drift.length === 0) console.log("Nothing is stale");
  return 0;
}

await runProgram({ usage: USAGE, read: readOptions, run: makeFiles });
