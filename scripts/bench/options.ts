import { readProgramLine } from "../command_line.ts";

/** What `deno task bench --help` prints. */
export const BENCH_USAGE = `Measures the tools on a real helpdesk against the best raw requests.

Usage: deno task bench [options]

  --tickets N   measure at N tickets only (at least 200; default 1000, then 10000)
  --json        print the figures as JSON instead of Markdown
  --help        print this`;

/** Below this page 3 would not be there for every account. */
const FEWEST_TICKETS = 200;
const MOST_TICKETS = 100_000;

/** What the command line asks for. */
export interface BenchOptions {
  /** Sizes of helpdesk to measure, smallest first. */
  readonly sizes: readonly number[];
  readonly json: boolean;
  readonly help: boolean;
}

/**
 * Reads the command line.
 * @throws Error that names the argument it cannot use
 */
export function readBenchOptions(args: readonly string[]): BenchOptions {
  const { values } = readProgramLine(args, {
    tickets: { type: "string" },
    json: { type: "boolean" },
  });
  const { tickets, json = false, help = false } = values;
  return { sizes: tickets === undefined ? [1_000, 10_000] : [readTickets(tickets)], json, help };
}

function readTickets(value: string): number {
  const tickets = Number(value);
  if (/^\d+$/.test(value) && tickets >= FEWEST_TICKETS && tickets <= MOST_TICKETS) return tickets;
  throw new Error(
    `Cannot use "${value}" as --tickets; give a number from ${FEWEST_TICKETS} to ${MOST_TICKETS}`,
  );
}
