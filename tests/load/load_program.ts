import { fileURLToPath } from "node:url";
import type { ChildProcess } from "../child_process.ts";
import { startDeno } from "../e2e/start_command.ts";
import type { Message } from "../e2e/program.ts";
import { readLines } from "../../lib/mcp/lines.ts";

const PROGRAM_WITH_PEAK = fileURLToPath(new URL("../faults/program_with_peak.ts", import.meta.url));
const LONGEST_LINE = 64 * 1024 * 1024;

/** What a call was answered. */
export interface Answer {
  readonly isError: boolean;
  readonly text: string;
  /** Structured content; undefined for an error. */
  // deno-lint-ignore no-explicit-any
  readonly content: any;
  /** Milliseconds since the call. */
  readonly took: number;
}

/** The server as a child process that is asked much at once. */
export class LoadProgram {
  /** Answers to calls that had been answered. */
  doubledAnswers = 0;
  readonly #child: ChildProcess;
  readonly #waiting = new Map<unknown, (message: Message | undefined) => void>();
  readonly #reading: Promise<void>;
  #lastId = 0;
  #isOver = false;

  private constructor(settings: Readonly<Record<string, string>>) {
    const deno = ["run", "--no-prompt", "--allow-all", PROGRAM_WITH_PEAK];
    this.#child = startDeno(deno, settings);
    this.#reading = this.#read();
  }

  /** Starts the server and shakes hands with it. */
  static async start(settings: Readonly<Record<string, string>>): Promise<LoadProgram> {
    const program = new LoadProgram(settings);
    const clientInfo = { name: "load", version: "0" };
    const params = { protocolVersion: "2025-06-18", capabilities: {}, clientInfo };
    await program.#ask("initialize", params);
    await program.#send({ method: "notifications/initialized" });
    return program;
  }

  /** Calls a tool; undefined when the server ended without an answer. */
  async call(name: string, input: object): Promise<Answer | undefined> {
    const started = performance.now();
    const message = await this.#ask("tools/call", { name, arguments: input });
    if (message === undefined) return undefined;
    const took = performance.now() - started;
    if (message.error !== undefined) {
      return { isError: true, text: message.error.message, content: undefined, took };
    }
    const { isError = false, content, structuredContent } = message.result;
    return { isError, text: content[0]?.text ?? "", content: structuredContent, took };
  }

  /** Ends the server: by the end of its input, or a signal. */
  async stop(how: "input" | Deno.Signal = "input"): Promise<{ peak: number | undefined }> {
    if (how === "input") await this.#child.endInput();
    else this.#child.signal(how);
    await this.#reading;
    await this.#child.end();
    const peak = /^peak: (\S+) MiB$/m.exec(this.#child.stderr)?.[1];
    return { peak: peak === undefined ? undefined : Number(peak) };
  }

  async #ask(method: string, params: object): Promise<Message | undefined> {
    const id = ++this.#lastId;
    const { promise, resolve } = Promise.withResolvers<Message | undefined>();
    this.#waiting.set(id, resolve);
    await this.#send({ id, method, params });
    if (this.#isOver) resolve(undefined);
    return await promise;
  }

  async #send(message: object): Promise<void> {
    const line = `${JSON.stringify({ jsonrpc: "2.0", ...message })}\n`;
    // A server that has ended takes nothing more; whoever waits is told so.
    await this.#child.write(line).catch(() => {});
  }

  async #read(): Promise<void> {
    for await (const line of readLines(this.#child.stdout, LONGEST_LINE)) {
      const message: Message = JSON.parse(line);
      if (message.method !== undefined) continue;
      const answer = this.#waiting.get(message.id);
      if (answer === undefined) this.doubledAnswers++;
      this.#waiting.delete(message.id);
      answer?.(message);
    }
    this.#isOver = true;
    for (const answer of this.#waiting.values()) answer(undefined);
  }
}
