import assert from "node:assert/strict";
import { ChildProcess, type ProcessOptions } from "../child_process.ts";
import { PATIENCE_MILLISECONDS } from "./patience.ts";
import { startArguments, startDeno } from "./start_command.ts";

/** A message of the protocol, as a line of stdout holds it. */
export interface Message {
  readonly jsonrpc?: string;
  readonly id?: number;
  readonly method?: string;
  // deno-lint-ignore no-explicit-any
  readonly result?: any;
  readonly error?: { readonly code: number; readonly message: string };
}

/** How a program is started, unless as `deno task start` does. */
export interface ProgramOptions {
  readonly deno?: readonly string[];
  readonly program?: readonly string[];
  readonly isUnread?: boolean;
  readonly process?: ProcessOptions & { readonly command: string };
}

/** The program as a child process of its own, spoken to in raw lines. */
export class Program {
  readonly #child: ChildProcess;
  readonly #output: ReadableStreamDefaultReader<string>;
  readonly #reading: Promise<void>;
  readonly #waiting = new Set<() => void>();
  #stdout = "";
  #lastId = 0;

  /**
   * Starts the program as `deno task start` does.
   *
   * @param settings its environment, besides what Deno needs
   * @param options `deno`: arguments in place of those of `deno task start`; `program`: arguments after;
   * `isUnread`: its output is left in the pipe; `process`: runs in place of Deno
   */
  constructor(settings: Readonly<Record<string, string>>, options: ProgramOptions = {}) {
    const { process, deno = startArguments, program = [] } = options;
    const wake = () => this.#wake();
    this.#child = process === undefined
      ? startDeno([...deno, ...program], settings, wake)
      : new ChildProcess(process.command, process, wake);
    this.#output = this.#child.stdout.pipeThrough(new TextDecoderStream()).getReader();
    this.#reading = options.isUnread ? Promise.resolve() : this.#readOutput();
  }

  /** Everything on stdout, each line of which must be a message of the protocol. */
  messages(): Message[] {
    const lines = this.#stdout.split("\n");
    assert.equal(lines.pop(), "", `stdout ends in the middle of a line: ${this.#stdout}`);
    return lines.map((line) => {
      const message: Message = JSON.parse(line);
      assert.equal(message.jsonrpc, "2.0", line);
      return message;
    });
  }

  /** Everything on stdout, as it is. */
  get stdout(): string {
    return this.#stdout;
  }

  /** Everything on stderr. */
  get stderr(): string {
    return this.#child.stderr;
  }

  /** Writes to stdin; a program that has stopped reading is no failure of the test. */
  async write(content: string | Uint8Array): Promise<void> {
    await this.#child.write(content);
  }

  /** Sends a request and returns its id at once. */
  async send(method: string, params: unknown = {}): Promise<number> {
    const id = ++this.#lastId;
    await this.write(`${JSON.stringify({ jsonrpc: "2.0", id, method, params })}\n`);
    return id;
  }

  async notify(method: string, params: unknown = {}): Promise<void> {
    await this.write(`${JSON.stringify({ jsonrpc: "2.0", method, params })}\n`);
  }

  /** The answer to a request, when it is there. */
  async answer(id: number): Promise<Message> {
    const find = () => this.#completeMessages().find((message) => message.id === id);
    await this.#until(() => find() !== undefined, `the answer ${id}`);
    return find() as Message;
  }

  /** Sends a request and waits for its answer. */
  async request(method: string, params?: unknown): Promise<Message> {
    return await this.answer(await this.send(method, params));
  }

  /** The handshake every client begins with. */
  async initialize(capabilities: object = {}): Promise<Message> {
    const clientInfo = { name: "raw-client", version: "0" };
    const params = { protocolVersion: "2025-06-18", capabilities, clientInfo };
    const answer = await this.request("initialize", params);
    await this.notify("notifications/initialized");
    return answer;
  }

  /** Calls a tool; its text, and whether the result is an error. */
  async call(name: string, input: unknown = {}): Promise<{ text: string; isError: boolean }> {
    const { result, error } = await this.request("tools/call", { name, arguments: input });
    assert.equal(error, undefined, error?.message);
    return { text: result.content[0].text, isError: result.isError === true };
  }

  /** The structured content of a call that must succeed. */
  // deno-lint-ignore no-explicit-any
  async succeed(name: string, input: unknown = {}): Promise<any> {
    const { result } = await this.request("tools/call", { name, arguments: input });
    assert.equal(result?.isError ?? false, false, result?.content[0].text);
    return result.structuredContent;
  }

  /** The message of a call that must fail. */
  async fail(name: string, input: unknown = {}): Promise<string> {
    const { text, isError } = await this.call(name, input);
    assert.equal(isError, true, text);
    return text;
  }

  get pid(): number {
    return this.#child.pid;
  }

  /** Ends the program's input. */
  async endInput(): Promise<void> {
    await this.#child.endInput();
  }

  /** Stops reading the program's output, as a client that went away. */
  async leave(): Promise<void> {
    await this.#output.cancel();
  }

  signal(signal: Deno.Signal): void {
    this.#child.signal(signal);
  }

  /** How the program ended, when it has: its exit code, or the signal that killed it. */
  async end(): Promise<number | Deno.Signal> {
    let status: Deno.CommandStatus | undefined;
    this.#child.end().then((ended) => {
      status = ended;
      this.#wake();
    });
    await this.#until(() => status !== undefined, "its end");
    await this.#reading;
    return status?.signal ?? status?.code ?? NaN;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#child.signal("SIGKILL");
    await this.#reading;
    await this.leave();
    await this.#child[Symbol.asyncDispose]();
  }

  /** Complete lines that are messages; messages() is what finds the others. */
  #completeMessages(): Message[] {
    return this.#stdout.split("\n").slice(0, -1).flatMap((line) => {
      try {
        return [JSON.parse(line)];
      } catch {
        return [];
      }
    });
  }

  async #readOutput(): Promise<void> {
    for (;;) {
      const { value, done } = await this.#output.read();
      if (done) return;
      this.#stdout += value;
      this.#wake();
    }
  }

  #wake(): void {
    for (const resolve of this.#waiting) resolve();
    this.#waiting.clear();
  }

  async #until(isDone: () => boolean, what: string): Promise<void> {
    let timedOut = false;
    const timer = setTimeout(() => {
      timedOut = true;
      this.#wake();
    }, PATIENCE_MILLISECONDS);
    try {
      while (!isDone()) {
        if (timedOut) {
          throw new Error(
            `Waited for ${what} in vain.\nstdout: ${this.#stdout}\nstderr: ${this.stderr}`,
          );
        }
        await new Promise<void>((resolve) => this.#waiting.add(resolve));
      }
    } finally {
      clearTimeout(timer);
    }
  }
}
