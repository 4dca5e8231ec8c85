import assert from "node:assert/strict";
// @ts-types="@modelcontextprotocol/sdk/client/index"
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
// @ts-types="@modelcontextprotocol/sdk/shared/transport"
import type { Transport } from "@modelcontextprotocol/sdk/shared/transport.js";
// @ts-types="@modelcontextprotocol/sdk/types"
import type { JSONRPCMessage } from "@modelcontextprotocol/sdk/types.js";

import { ChildProcess, runProcess } from "../child_process.ts";

/**
 * The SDK's client with an executable as its child process. The SDK's own transport passes on a part of
 * the environment; this one passes on the settings alone.
 */
export class ExecutableClient {
  readonly #client = new Client({ name: "executable", version: "0" });
  readonly #process: ProcessTransport;

  private constructor(process: ProcessTransport) {
    this.#process = process;
  }

  /** Starts an executable in a folder and shakes hands with it. */
  static async start(
    executable: { path: string; folder: string },
    settings: Readonly<Record<string, string>>,
    options: readonly string[] = [],
  ): Promise<ExecutableClient> {
    const client = new ExecutableClient(new ProcessTransport(executable, settings, options));
    await client.#client.connect(client.#process);
    return client;
  }

  /** Name and version that the server gave at its start. */
  get server(): { name: string; version: string } | undefined {
    return this.#client.getServerVersion();
  }

  /** Names of the process's threads; Linux only. */
  async threads(): Promise<string[]> {
    const args = ["-T", "-p", String(this.#process.pid), "-o", "comm="];
    return (await runProcess("ps", { args })).stdout.trim().split("\n");
  }

  /** Names of all tools; from then on the SDK checks every result against the tool's output schema. */
  async toolNames(): Promise<string[]> {
    return (await this.#client.listTools()).tools.map(({ name }) => name);
  }

  /** The structured content of a call that must succeed. */
  // deno-lint-ignore no-explicit-any
  async call(name: string, input: Record<string, unknown> = {}): Promise<any> {
    const result = await this.#client.callTool({ name, arguments: input });
    const [part] = result.content as { text: string }[];
    assert.equal(result.isError ?? false, false, part?.text);
    return result.structuredContent;
  }

  /** The message of a call that must fail. */
  async fail(name: string, input: Record<string, unknown> = {}): Promise<string> {
    const result = await this.#client.callTool({ name, arguments: input });
    const [part] = result.content as { text: string }[];
    assert.equal(result.isError, true, part?.text);
    return part?.text ?? "";
  }

  /** Ends the program's input; its exit code, and what it wrote to stderr. */
  async end(): Promise<{ code: number; stderr: string }> {
    return await this.#process.end();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#client.close();
    await this.#process.end();
  }
}

class ProcessTransport implements Transport {
  onclose?: () => void;
  onerror?: (error: Error) => void;
  onmessage?: Transport["onmessage"];

  readonly #child: ChildProcess;
  #reading: Promise<void> = Promise.resolve();
  #closed = false;

  constructor(
    executable: { path: string; folder: string },
    settings: Readonly<Record<string, string>>,
    options: readonly string[],
  ) {
    // Without it, no program on Windows gets a socket.
    const root = Deno.env.get("SystemRoot");
    this.#child = new ChildProcess(executable.path, {
      args: [...options],
      cwd: executable.folder,
      clearEnv: true,
      env: { ...settings, ...root === undefined ? {} : { SystemRoot: root } },
    });
  }

  get pid(): number {
    return this.#child.pid;
  }

  start(): Promise<void> {
    this.#reading = this.#read();
    return Promise.resolve();
  }

  async send(message: JSONRPCMessage): Promise<void> {
    await this.#child.write(`${JSON.stringify(message)}\n`);
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await this.#child.endInput();
    this.onclose?.();
  }

  async end(): Promise<{ code: number; stderr: string }> {
    await this.close();
    const [{ code }] = await Promise.all([this.#child.end(), this.#reading]);
    return { code, stderr: this.#child.stderr };
  }

  async #read(): Promise<void> {
    let rest = "";
    for await (const text of this.#child.stdout.pipeThrough(new TextDecoderStream())) {
      const lines = (rest + text).split("\n");
      rest = lines.pop() ?? "";
      for (const line of lines) this.onmessage?.(JSON.parse(line));
    }
    assert.equal(rest, "", "stdout ends in the middle of a line");
  }
}
