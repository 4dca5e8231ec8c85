import assert from "node:assert/strict";
import project from "../../deno.json" with { type: "json" };
import { runProcess } from "../child_process.ts";
import { Program } from "../e2e/program.ts";
import {
  compileExecutable,
  type ExecutablePlan,
  program,
} from "../../scripts/release/executable.ts";
import { programFlags } from "../../scripts/release/permissions.ts";
import { WORKING_FOLDER } from "../../site/site_folder.ts";

/** Why `deno compile` does not work here, which is no fault of the program's; undefined when it does. */
export const reasonWithoutCompile: string | undefined = await tryCompile();

/**
 * Registers a test that needs executables. Where `deno compile` cannot make one of an empty program, because
 * it cannot load the runtime that it puts in, the test is reported as ignored, with the reason in its name.
 */
export function executableTest(
  name: string,
  body: (context: Deno.TestContext) => Promise<void>,
): void {
  Deno.test({
    name: reasonWithoutCompile === undefined ? name : `${name} (${reasonWithoutCompile})`,
    ignore: reasonWithoutCompile !== undefined,
    fn: body,
  });
}

/** What a test runs in a folder of its own, which goes with it. */
export interface BuiltExecutable extends AsyncDisposable {
  readonly path: string;
  /** Holds the executable alone. */
  readonly folder: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** Compiles the server as `deno task compile` does, alone into an empty folder. */
export function buildServer(host?: string): Promise<BuiltExecutable> {
  return build({ ...program, flags: programFlags(host) });
}

/** Starts a compiled server with these settings alone, and shakes hands with it. */
export async function startBuilt(
  executable: BuiltExecutable,
  settings: Readonly<Record<string, string>>,
  options: readonly string[] = [],
): Promise<Program> {
  // Without it, no program on Windows gets a socket.
  const root = Deno.env.get("SystemRoot");
  const env = { ...settings, ...root === undefined ? {} : { SystemRoot: root } };
  const { path: command, folder: cwd } = executable;
  const process = { command, args: [...options], cwd, clearEnv: true, env };
  const program = new Program({}, { process });
  const { result } = await program.initialize();
  assert.equal(result.serverInfo.version, project.version);
  return program;
}

/** Compiles `probe.ts` with what the server has: its permissions, and its worker. */
export function buildProbe(host?: string): Promise<BuiltExecutable> {
  const { workers } = program;
  return build({ entry: "tests/release/probe.ts", workers, flags: programFlags(host) });
}

async function build(plan: Omit<ExecutablePlan, "output">): Promise<BuiltExecutable> {
  await Deno.mkdir(WORKING_FOLDER, { recursive: true });
  const folder = await Deno.makeTempDir({ dir: WORKING_FOLDER, prefix: "executable-" });
  const remove = () => Deno.remove(folder, { recursive: true });
  const extension = Deno.build.os === "windows" ? ".exe" : "";
  try {
    const executable = await compileExecutable({
      ...plan,
      output: `${folder}/program${extension}`,
    });
    return { ...executable, folder, [Symbol.asyncDispose]: remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

/** Compiles an empty program, without anything of this repository. */
async function tryCompile(): Promise<string | undefined> {
  await Deno.mkdir(WORKING_FOLDER, { recursive: true });
  const folder = await Deno.makeTempDir({ dir: WORKING_FOLDER, prefix: "compile-" });
  try {
    const source = `${folder}/empty.js`;
    await Deno.writeTextFile(source, "");
    const { code, stderr } = await runProcess(Deno.env.get("COMPILE_DENO") || Deno.execPath(), {
      args: ["compile", "--quiet", "--no-config", "--output", `${folder}/empty`, source],
      env: { NO_COLOR: "1" },
    });
    if (code === 0) return undefined;
    return `deno compile does not work here: ${rootCause(stderr)}`;
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** The last of the causes that Deno lists, else its first line. */
function rootCause(message: string): string {
  const [errors = ""] = message.split("Stack backtrace:");
  const lines = errors.split("\n").map((line) => line.trim()).filter(Boolean);
  const cause = lines.findLast((line) => /^\d+: /.test(line)) ?? lines[0] ?? "no reason given";
  return cause.replace(/^\d+: /, "").slice(0, 120);
}
