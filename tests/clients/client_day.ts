import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { runProcess } from "../child_process.ts";
import { findPython, pythonEnvironment, virtualEnvironment } from "../../site/python.ts";
import { WORKING_FOLDER } from "../../site/site_folder.ts";
import { environmentOf, PROJECT_FOLDER, startArguments } from "../e2e/start_command.ts";
import { type LongHelpdesk, serveLongHelpdesk } from "./long_helpdesk.ts";

/** How a client finds out which revision to speak: as always, by asking, or not at all. */
export type ClientMode = "legacy" | "auto" | "2026-07-28";

/** How a client starts the program. */
export interface ServerCommand {
  readonly command: string;
  readonly args: string[];
  readonly env: Record<string, string>;
  readonly cwd: string;
}

export interface ClientDay {
  readonly mode: ClientMode;
  /** Works for an agent on `--demo`, and asks a person before each public follow-up. */
  readonly server: ServerCommand;
  /** Works for a staff account on `--demo`. */
  readonly staff: ServerCommand;
  /** Works for an agent on a helpdesk where things take long. */
  readonly long: ServerCommand;
  /** An address that answers when the ticket that never comes was asked for. */
  readonly asked: string;
}

/** A tool's call and its answer. */
export interface ReportedCall {
  readonly tool: string;
  readonly arguments: Readonly<Record<string, unknown>>;
  /** The texts of its content, and kind and type of what is no text. */
  readonly shown: readonly string[];
}

/** What a client saw in its day; the lists keep the order in which it happened. */
export interface ClientReport {
  /** Version of the protocol that was agreed on. */
  readonly protocol: string;
  readonly server: string;
  readonly title: string;
  /** The types of the server's icons. */
  readonly icons: readonly string[];
  readonly capabilities: readonly string[];
  readonly instructions: string;
  readonly tools: readonly string[];
  readonly calls: readonly ReportedCall[];
  readonly resources: readonly string[];
  readonly templates: readonly string[];
  /** Texts by address. */
  readonly read: Readonly<Record<string, string>>;
  readonly prompts: readonly string[];
  /** The messages of each prompt. */
  readonly written: Readonly<Record<string, readonly string[]>>;
  /** Values offered for each argument. */
  readonly completed: Readonly<Record<string, readonly string[]>>;
  /** Lines of the server's log that came as notifications, with their level. */
  readonly logged: readonly string[];
  /** What a staff account is shown of files. */
  readonly files: readonly (readonly string[])[];
  /** What the person was asked. */
  readonly questions: readonly string[];
  /** Codes of the errors for a tool, resource, prompt, completion and cursor that are not there. */
  readonly errors: Readonly<Record<string, number>>;
  /** What it is told of when it changes, of what it asked for; null where that is not asked for. */
  readonly listened: readonly string[] | null;
  /** How often it was told that the tools have changed. */
  readonly changes: number;
  /** How far a long list had come, and of how many. */
  readonly progress: readonly (readonly [done: number, total: number | null])[];
  /** Whether it gave up a call. */
  readonly cancelled: boolean;
  /** Everything on the server's stderr. */
  readonly stderr: string;
}

/** What was recorded of a client's day, held to the schemas of the protocol. */
export interface CheckedFrames {
  /** How many messages there were, by version, kind and method. */
  readonly counted: Readonly<Record<string, number>>;
  readonly wrong: readonly string[];
}

const python = await findPython();

/** Why the clients cannot run on this machine; undefined when they can. */
export const missingPython = "reason" in python ? python.reason : undefined;

/** The interpreter with the official Python SDK. */
export async function clientsPython(): Promise<string> {
  assert("path" in python, missingPython);
  return await virtualEnvironment({
    python: python.path,
    name: "clients-venv",
    requirements: [pathOf("requirements.txt")],
    packages: "the Python SDK of the Model Context Protocol",
    report: console.error,
  });
}

/** Runs a Python program of this folder; what it prints, as JSON. */
export async function runPythonClient<Printed>(file: string, argument: string): Promise<Printed> {
  const { code, stdout, stderr } = await runProcess(await clientsPython(), {
    args: [pathOf(file), argument],
    env: pythonEnvironment(),
  });
  assert.equal(code, 0, `${file} ended with code ${code}: ${stderr.slice(-8000)}`);
  assert.equal(stderr, "");
  return JSON.parse(stdout);
}

/**
 * Has a client spend its day, with everything recorded that passes between it and its servers.
 *
 * @param spend what the client does
 */
export async function recordDay(
  mode: ClientMode,
  spend: (day: ClientDay) => Promise<ClientReport>,
): Promise<{ report: ClientReport; frames: CheckedFrames; abandoned: number }> {
  const interpreter = await clientsPython();
  await using helpdesk: LongHelpdesk = await serveLongHelpdesk();
  const folder = await Deno.makeTempDir({ dir: WORKING_FOLDER, prefix: "frames-" });
  const serve = (args: readonly string[], settings: Record<string, string>): ServerCommand => ({
    command: interpreter,
    args: [pathOf("recorder.py"), folder, Deno.execPath(), ...startArguments, ...args],
    env: { ...environmentOf(settings), ...pythonEnvironment() },
    cwd: PROJECT_FOLDER,
  });
  try {
    const report = await spend({
      mode,
      server: serve(["--demo"], { HELPDESK_PUBLIC_FOLLOWUPS: "ask" }),
      staff: serve(["--demo=staff"], {}),
      long: serve([], helpdesk.settings),
      asked: helpdesk.askedUrl,
    });
    const frames = await runPythonClient<CheckedFrames>("frames.py", folder);
    return { report, frames, abandoned: helpdesk.abandoned() };
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

function pathOf(file: string): string {
  return fileURLToPath(new URL(file, import.meta.url));
}
