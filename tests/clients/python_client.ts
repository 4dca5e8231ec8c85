import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { findPython, pythonEnvironment, virtualEnvironment } from "../../site/python.ts";
import { demoServer, staffDemoServer } from "./demo_server.ts";

/** A tool's call and its answer. */
export interface ReportedCall {
  readonly tool: string;
  readonly arguments: Readonly<Record<string, unknown>>;
  /** The texts of its content, and kind and type of what is no text. */
  readonly shown: readonly string[];
}

/** What `client.py` saw in its day; the lists keep the order in which it happened. */
export interface ClientReport {
  /** Version of the protocol that was agreed on. */
  readonly protocol: string;
  readonly server: string;
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
  /** Version of the protocol that the SDK agrees on when it is left to it. */
  readonly negotiated: string;
  /** Everything on the server's stderr. */
  readonly stderr: string;
}

const python = await findPython();

/** Why the Python client cannot run on this machine; undefined when it can. */
export const missingPython = "reason" in python ? python.reason : undefined;

/**
 * Spends a day on the server with the official Python SDK.
 *
 * @throws Error when the SDK refuses something, or a call fails
 */
export async function spendDay(): Promise<ClientReport> {
  assert("path" in python, missingPython);
  const interpreter = await virtualEnvironment({
    python: python.path,
    name: "clients-venv",
    requirements: [fileURLToPath(new URL("requirements.txt", import.meta.url))],
    packages: "the Python SDK of the Model Context Protocol",
    report: console.error,
  });
  const client = fileURLToPath(new URL("client.py", import.meta.url));
  const { code, stdout, stderr } = await new Deno.Command(interpreter, {
    args: [client, JSON.stringify(demoServer), JSON.stringify(staffDemoServer)],
    env: pythonEnvironment(),
    stdin: "null",
  }).output();
  const problem = new TextDecoder().decode(stderr);
  assert.equal(code, 0, `client.py ended with code ${code}: ${problem.slice(-8000)}`);
  assert.equal(problem, "");
  return JSON.parse(new TextDecoder().decode(stdout));
}
