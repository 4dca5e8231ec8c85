import { readProgramLine } from "../command_line.ts";
import { type Target, targetOf } from "./targets.ts";

/** What `deno task compile --help` prints. */
export const COMPILE_USAGE = `Compiles the server into one executable.

Usage: deno task compile [options]

  --host HOST      the executable reaches this host only, such as helpdesk.example.com or
                   helpdesk.example.com:8443; without it any host may be configured
  --target TRIPLE  platform to compile for, such as aarch64-apple-darwin; without it this one
  --output FILE    where it goes (default: dist/helpdesk-mcp)
  --help           print this`;

/** What the command line asks for. */
export interface CompileOptions {
  readonly host: string | undefined;
  /** Undefined: the platform this runs on. */
  readonly target: Target | undefined;
  readonly output: string | undefined;
  readonly help: boolean;
}

/**
 * Reads the command line.
 *
 * @throws {Error} that names the argument it cannot use
 */
export function readCompileOptions(args: readonly string[]): CompileOptions {
  const { values } = readProgramLine(args, {
    host: { type: "string" },
    target: { type: "string" },
    output: { type: "string" },
  });
  const { host, target, output, help = false } = values;
  if (output === "") throw new Error("--output needs a value");
  return {
    host: host === undefined ? undefined : readHost(host),
    target: target === undefined ? undefined : targetOf(target),
    output,
    help,
  };
}

/** Takes one host: a comma or a wildcard would let in more than the name says. */
function readHost(host: string): string {
  const url = URL.parse(`http://${host}/`);
  const isHost = url !== null && /^(?:[a-z0-9.-]+|\[[0-9a-f:.]+\])(?::\d+)?$/i.test(host);
  if (isHost) return host;
  throw new Error(
    `Cannot use ${
      JSON.stringify(host)
    } as --host; give the name alone, such as helpdesk.example.com`,
  );
}
