import { type Target, targetOf } from "./targets.ts";

/** What `deno task compile --help` prints. */
export const USAGE = `Compiles the server into one executable.

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
  let host: string | undefined;
  let target: Target | undefined;
  let output: string | undefined;
  let help = false;
  const left = [...args];
  while (left.length > 0) {
    const argument = left.shift();
    switch (argument) {
      case "--host":
        host = readHost(left.shift());
        break;
      case "--target":
        target = targetOf(readValue(argument, left.shift()));
        break;
      case "--output":
        output = readValue(argument, left.shift());
        break;
      case "--help":
      case "-h":
        help = true;
        break;
      default:
        throw new Error(`Unknown argument "${argument}"; --help lists those there are`);
    }
  }
  return { host, target, output, help };
}

function readValue(option: string, value: string | undefined): string {
  if (value === undefined || value === "" || value.startsWith("--")) {
    throw new Error(`${option} needs a value; --help says which`);
  }
  return value;
}

/** Takes one host: a comma or a wildcard would let in more than the name says. */
function readHost(value: string | undefined): string {
  const host = readValue("--host", value);
  const url = URL.parse(`http://${host}/`);
  const isHost = url !== null && /^(?:[a-z0-9.-]+|\[[0-9a-f:.]+\])(?::\d+)?$/i.test(host);
  if (isHost) return host;
  throw new Error(
    `Cannot use ${
      JSON.stringify(host)
    } as --host; give the name alone, such as helpdesk.example.com`,
  );
}
