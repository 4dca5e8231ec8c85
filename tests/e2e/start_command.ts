import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { ChildProcess, type ProcessOptions } from "../child_process.ts";
import project from "../../deno.json" with { type: "json" };

/** The folder that `deno task start` runs in. */
export const PROJECT_FOLDER = fileURLToPath(new URL("../../", import.meta.url));

/** What follows `deno` in `deno task start`: the permission flags and the program. */
export const startArguments: readonly string[] = readStartArguments(project.tasks.start);

function readStartArguments(task: string): string[] {
  const [command, ...rest] = task.split(" ");
  assert.equal(command, "deno", `"deno task start" no longer starts with deno: ${task}`);
  return rest;
}

/** The arguments of `deno task start` with the flag of one permission replaced. */
export function withPermission(flag: "--allow-net" | "--allow-env", replacement: string): string[] {
  const isFlag = (argument: string) => argument === flag || argument.startsWith(`${flag}=`);
  assert.equal(startArguments.filter(isFlag).length, 1);
  return startArguments.map((argument) => isFlag(argument) ? replacement : argument);
}

/** Deno in the project's folder, with the settings as its environment. */
export function denoOptions(
  args: readonly string[],
  settings: Readonly<Record<string, string>>,
): ProcessOptions {
  return { args: [...args], cwd: PROJECT_FOLDER, clearEnv: true, env: environmentOf(settings) };
}

export function startDeno(
  args: readonly string[],
  settings: Readonly<Record<string, string>>,
  onError?: () => void,
): ChildProcess {
  return new ChildProcess(Deno.execPath(), denoOptions(args, settings), onError);
}

/** The environment variables that `deno task start` lets the program read. */
export function permittedVariables(): string[] {
  const flag = startArguments.find((argument) => argument.startsWith("--allow-env="));
  assert(flag !== undefined, '"deno task start" names no environment variables');
  return flag.slice("--allow-env=".length).split(",");
}

// What Deno itself needs to find its cache.
const KEPT = ["PATH", "HOME", "DENO_DIR", "XDG_CACHE_HOME", "TMPDIR", "SystemRoot", "LOCALAPPDATA"];

/** The whole environment of a started program: the settings, and what Deno itself needs. */
export function environmentOf(settings: Readonly<Record<string, string>>): Record<string, string> {
  const kept = KEPT.flatMap((name) => {
    const value = Deno.env.get(name);
    return value === undefined ? [] : [[name, value] as const];
  });
  // Once a day Deno asks its own host, through any proxy that is set, whether there is a newer one.
  const quiet = { NO_COLOR: "1", DENO_NO_UPDATE_CHECK: "1" };
  return { ...Object.fromEntries(kept), ...quiet, ...settings };
}
