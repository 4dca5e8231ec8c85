import { readProgramLine, runProgram } from "../command_line.ts";
import { measureStart, type Start, type StartedProgram } from "./start_measure.ts";
import { compilePrograms, fromSources, installNodeServer } from "./start_programs.ts";
import { startTable } from "./start_table.ts";

const BENCH_USAGE =
  `Measures how long the server takes to its first answer, and the memory it has then.

Usage: deno task bench:start [options]

  --rounds N  how often each program is started, in turns (default 10)
  --help      print this`;

/** @throws {Error} that names the argument it cannot use */
function readOptions(args: readonly string[]) {
  const { values } = readProgramLine(args, { rounds: { type: "string", default: "10" } });
  if (!/^[1-9]\d*$/.test(values.rounds)) {
    throw new Error(`Cannot use "${values.rounds}" as --rounds; give a number from 1 on`);
  }
  return { rounds: Number(values.rounds), help: values.help };
}

async function measureStarts(rounds: number): Promise<void> {
  const compiled = await compilePrograms();
  const { byRun, byTask } = fromSources;
  const node = await installNodeServer();
  const discovered: StartedProgram = { ...compiled.server, first: "server/discover" };
  const pairs = [compiled, byRun, byTask];
  const programs = [...pairs.flatMap(({ empty, server }) => [empty, server]), discovered, node];
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
    {
      name: "The executable, asked by `server/discover`",
      starts: of(discovered),
      empty: of(compiled.empty),
    },
    { name: "An empty Deno program, by `deno run`", starts: of(byRun.empty) },
    { name: "The server, by `deno run`", starts: of(byRun.server), empty: of(byRun.empty) },
    { name: "An empty Deno program, by `deno task`", starts: of(byTask.empty) },
    { name: "`deno task start`", starts: of(byTask.server), empty: of(byTask.empty) },
    { name: "server-filesystem on Node", starts: of(node), empty: of(compiled.empty) },
  ]));
}

await runProgram({
  usage: BENCH_USAGE,
  read: readOptions,
  run: ({ rounds }) => measureStarts(rounds),
});
