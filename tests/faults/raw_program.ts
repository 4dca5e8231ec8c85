import type { ChildProcess } from "../child_process.ts";
import { startArguments, startDeno } from "../e2e/start_command.ts";
import { readLines } from "../../lib/mcp/lines.ts";

const LONGEST_LINE = 64 * 1024 * 1024;

/** A message that the program sent. */
// deno-lint-ignore no-explicit-any
export type RawMessage = Record<string, any>;

/**
 * The program as a child process whose output is read only when the test asks for it: for clients that
 * send much, read slowly, or not at all.
 */
export class RawProgram implements AsyncDisposable {
  readonly #child: ChildProcess;
  readonly #lines: AsyncGenerator<string>;

  /** @param deno arguments in place of those of `deno task start` */
  constructor(
    settings: Readonly<Record<string, string>>,
    deno: readonly string[] = startArguments,
  ) {
    this.#child = startDeno(deno, settings);
    this.#lines = readLines(this.#child.stdout, LONGEST_LINE);
  }

  async write(bytes: Uint8Array): Promise<void> {
    await this.#child.write(bytes);
  }

  /** Sends a message; its version of JSON-RPC is added. */
  async send(message: object): Promise<void> {
    const line = `${JSON.stringify({ jsonrpc: "2.0", ...message })}\n`;
    await this.write(new TextEncoder().encode(line));
  }

  async initialize(capabilities: object = {}): Promise<void> {
    const clientInfo = { name: "raw-client", version: "0" };
    const params = { protocolVersion: "2025-06-18", capabilities, clientInfo };
    await this.send({ id: 0, method: "initialize", params });
    await this.next();
    await this.send({ method: "notifications/initialized" });
  }

  /** The next message on stdout; undefined at its end. */
  async next(): Promise<RawMessage | undefined> {
    const { value, done } = await this.#lines.next();
    return done ? undefined : JSON.parse(value);
  }

  async endInput(): Promise<void> {
    await this.#child.endInput();
  }

  signal(signal: Deno.Signal): void {
    this.#child.signal(signal);
  }

  /** How the program ended, and everything it wrote to stderr. */
  async end(): Promise<{ code: number; stderr: string }> {
    const { code } = await this.#child.end();
    return { code, stderr: this.#child.stderr };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    // Whoever reads nothing more has to let go of the stream first.
    this.#child.signal("SIGKILL");
    await this.#lines.return(undefined);
    await this.#child[Symbol.asyncDispose]();
  }
}
