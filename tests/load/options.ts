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
  const numbers = new Map([["--calls", 5_000], ["--at-once", 1_000], ["--restarts", 200]]);
  let site = false;
  let help = false;
  const left = [...args];
  for (let argument = left.shift(); argument !== undefined; argument = left.shift()) {
    if (argument === "--site") site = true;
    else if (argument === "--help" || argument === "-h") help = true;
    else if (numbers.has(argument)) numbers.set(argument, readCount(argument, left.shift()));
    else throw new Error(`Unknown argument "${argument}"; --help lists those there are`);
  }
  const [calls = 0, atOnce = 0, restarts = 0] = numbers.values();
  return { site, calls, atOnce, restarts, help };
}

function readCount(option: string, value: string | undefined): number {
  if (value !== undefined && /^\d{1,6}$/.test(value)) return Number(value);
  throw new Error(`${option} needs a number up to 999999, not ${JSON.stringify(value ?? "")}`);
}
