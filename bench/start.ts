import { parseArgs } from "node:util";
import { measureStart, type Start, type StartedProgram } from "./start_measure.ts";
import { compilePrograms, fromSources, installNodeServer } from "./start_programs.ts";
import { startTable } from "./start_table.ts";

const USAGE = `Measures how long the server takes to its first answer, and the memory it has then.

Usage: deno task bench:start [--rounds N]

  --rounds N  how often each program is started, in turns (default 10)`;

async function main(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      rounds: { type: "string", default: "10" },
      help: { type: "boolean", short: "h" },
    },
  });
  if (values.help) return console.log(USAGE);
  const rounds = Number(values.rounds);
  if (!(rounds >= 1)) throw new Error(`--rounds needs a number of 1 or more\n\n${USAGE}`);
  const compiled = await compilePrograms();
  const { byRun, byTask } = fromSources;
  const node = await installNodeServer();
  const pairs = [compiled, byRun, byTask];
  const programs = [...pairs.flatMap(({ empty, server }) => [empty, server]), node];
  const starts = new Map<StartedProgram, Start[]>(programs.map((program) => [program, []]));
  // One round ahead of those that count fills the caches.
  for (let round = 0; round <= rounds; round++) {
    for (const [program, measured] of starts) {
      const start = await measureStart(program);
      if (round > 0) measured.push(start);
    }
  }
  const of = (program: StartedProgram) => starts.get(program) ?? [];
  console.log(startTable([
    { name: "An empty Deno program, compiled", starts: of(compiled.empty) },
    { name: "The executable", starts: of(compiled.server), empty: of(compiled.empty) },
    { name: "An empty Deno program, by `deno run`", starts: of(byRun.empty) },
    { name: "The server, by `deno run`", starts: of(byRun.server), empty: of(byRun.empty) },
    { name: "An empty Deno program, by `deno task`", starts: of(byTask.empty) },
    { name: "`deno task start`", starts: of(byTask.server), empty: of(byTask.empty) },
    { name: "server-filesystem on Node", starts: of(node), empty: of(compiled.empty) },
  ]));
}

try {
  await main(Deno.args);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  Deno.exit(1);
}
