import { PROJECT_FOLDER } from "../release/executable.ts";
import { driftOf, madeFiles, storedFiles } from "./made_files.ts";
import { SNAPSHOT_FOLDER } from "./tool_snapshots.ts";

const usage = `Usage: deno task docs [--check]

Writes what is made of the code: the tools, settings, permissions and client configurations in README.md,
the task "start" in deno.json, and the snapshots of the tools.

  --check  change nothing; name what is stale, and end with 1 when something is`;

async function main(args: readonly string[]): Promise<number> {
  if (args.some((argument) => argument !== "--check")) {
    console.error(usage);
    return args.every((argument) => ["--help", "-h"].includes(argument)) ? 0 : 2;
  }
  const made = await madeFiles(PROJECT_FOLDER);
  const drift = driftOf(made, await storedFiles(PROJECT_FOLDER, made));
  if (args.includes("--check")) {
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

try {
  Deno.exit(await main(Deno.args));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  Deno.exit(1);
}
