import { measureStart, type Start, type StartedProgram } from "./start_measure.ts";
import {
  compilePrograms,
  emptyFromSource,
  fromSources,
  installNodeServer,
} from "./start_programs.ts";
import { startTable } from "./start_table.ts";

const USAGE = `Measures how long the server takes to its first answer, and the memory it has then.

Usage: deno task bench:start [--rounds N]

  --rounds N  how often each program is started, in turns (default 10)`;

async function main(args: readonly string[]): Promise<void> {
  const rounds = args.length === 0 ? 10 : Number(args[1]);
  if (args.length > 0 && (args[0] !== "--rounds" || args.length !== 2 || !(rounds >= 1))) {
    throw new Error(USAGE);
  }
  const { server, empty } = await compilePrograms();
  const node = await installNodeServer();
  const programs = [empty, server, emptyFromSource, fromSources, node];
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
    { name: "An empty Deno program, compiled", starts: of(empty) },
    { name: "The executable", starts: of(server), empty: of(empty) },
    { name: "An empty Deno program, from its source by `deno task`", starts: of(emptyFromSource) },
    { name: "`deno task start`", starts: of(fromSources), empty: of(emptyFromSource) },
    { name: "server-filesystem on Node, for comparison", starts: of(node), empty: of(empty) },
  ]));
}

try {
  await main(Deno.args);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  Deno.exit(1);
}
