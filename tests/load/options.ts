import { parseArgs } from "node:util";

/** What `deno task test:load --help` prints. */
export const USAGE = `Works the server hard, and counts what was lost, doubled or wrong.

Usage: deno task test:load [options]

  --site           against a real helpdesk in place of the one in memory
  --calls N        mixed calls, 16 at a time (default 5000)
  --at-once N      calls at once against a helpdesk that takes 300 ms for each request (default 1000)
  --restarts N     writes, in the middle of each of which the server or the helpdesk ends (default 200)
  --help           print this`;

/** What the command line asks for. */
export interface LoadOptions {
  readonly site: boolean;
  readonly calls: number;
  readonly atOnce: number;
  readonly restarts: number;
  readonly help: boolean;
}

/**
 * Reads the command line.
 *
 * @throws {Error} that names the argument it cannot use
 */
export function readLoadOptions(args: readonly string[]): LoadOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      ...{ site: { type: "boolean", default: false }, help: { type: "boolean", default: false } },
      calls: { type: "string", default: "5000" },
      "at-once": { type: "string", default: "1000" },
      restarts: { type: "string", default: "200" },
    },
  });
  const { site, help, calls, restarts, "at-once": atOnce } = values;
  const numbers = { calls: countOf(calls), atOnce: countOf(atOnce), restarts: countOf(restarts) };
  return { site, help, ...numbers };
}

function countOf(value: string): number {
  if (/^\d{1,6}$/.test(value)) return Number(value);
  throw new Error(`How many must be a number up to 999999, not "${value}"`);
}
