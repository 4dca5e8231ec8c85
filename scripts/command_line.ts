import { parseArgs, type ParseArgsConfig } from "node:util";

/** The exit code for a command line that cannot be used. */
const UNUSABLE = 2;

/** What each program's command line may hold besides the program's own options. */
const COMMON = { help: { type: "boolean", short: "h" } } as const;

/**
 * Reads a command line: the given options and `--help`, before or after what is no option.
 *
 * @param allowPositionals whether anything but options may be there
 * @throws {Error} that names the argument it cannot use
 */
export function readProgramLine<const Options extends NonNullable<ParseArgsConfig["options"]>>(
  args: readonly string[],
  options: Options,
  allowPositionals = false,
) {
  return parseArgs({ args: [...args], options: { ...options, ...COMMON }, allowPositionals });
}

/** Reads the command line of a program that has no options of its own. */
export function readHelpAlone(args: readonly string[]): { readonly help?: boolean | undefined } {
  return readProgramLine(args, {}).values;
}

/** A program of this folder. */
export interface Program<Options> {
  /** What `--help` prints. */
  readonly usage: string;
  /** Makes options of the command line; throws an error that names the argument it cannot use. */
  readonly read: (args: readonly string[]) => Options;
  /** Does the work, and answers with the exit code where it is not 0. */
  readonly run: (options: Options) => Promise<number | void>;
}

/** Runs this process's program to its end, with what went wrong on stderr. */
export async function runProgram<Options extends { readonly help?: boolean | undefined }>(
  { usage, read, run }: Program<Options>,
): Promise<never> {
  let exitCode = UNUSABLE;
  try {
    const options = read(Deno.args);
    exitCode = 1;
    if (options.help) console.log(usage);
    Deno.exit(options.help ? 0 : await run(options) ?? 0);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    if (exitCode === UNUSABLE) console.error(`\n${usage}`);
    Deno.exit(exitCode);
  }
}
