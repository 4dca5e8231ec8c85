import type { Log } from "../log/log.ts";
import { LineTooLong, readLines } from "./lines.ts";
import { readMessages } from "./read_message.ts";
import type { ProtocolMessage, ProtocolTransport } from "./sdk.ts";

const LONGEST_LINE_BYTES = 10 * 1024 * 1024;

/** Why a conversation over stdio is over. */
export type StdioEnd = "input_ended" | "output_closed" | "line_too_long" | "stopped";

/**
 * MCP's stdio transport: one JSON message a line. Unlike the SDK's it notices the end of the input and a
 * reader that went away, and says why it ends.
 */
export class StdioTransport implements ProtocolTransport {
  onclose?: () => void;
  onerror?: (error: Error) => void;
  onmessage?: ProtocolTransport["onmessage"];

  readonly #input: AsyncIterable<Uint8Array>;
  readonly #write: (bytes: Uint8Array) => Promise<number>;
  readonly #log: Log;
  readonly #ended = Promise.withResolvers<StdioEnd>();
  #writing: Promise<void> = Promise.resolve();
  #closed = false;

  constructor(options: {
    input: AsyncIterable<Uint8Array>;
    /** Writes some of the bytes and tells how many. */
    write: (bytes: Uint8Array) => Promise<number>;
    log: Log;
  }) {
    this.#input = options.input;
    this.#write = options.write;
    this.#log = options.log;
  }

  /** Resolves when the conversation is over. */
  get ended(): Promise<StdioEnd> {
    return this.#ended.promise;
  }

  start(): Promise<void> {
    this.#read().catch((error) => this.#log.warn(`Reading from the client failed: ${error}`))
      .finally(() => this.end("input_ended"));
    return Promise.resolve();
  }

  /** Queues a message; resolves when it is written. */
  send(message: ProtocolMessage): Promise<void> {
    const bytes = new TextEncoder().encode(`${JSON.stringify(message)}\n`);
    this.#writing = this.#writing.then(() => this.#writeAll(bytes));
    return this.#writing;
  }

  close(): Promise<void> {
    this.end("stopped");
    if (!this.#closed) {
      this.#closed = true;
      this.onclose?.();
    }
    return Promise.resolve();
  }

  /** Ends the conversation for a reason; only the first reason counts. */
  end(reason: StdioEnd): void {
    this.#ended.resolve(reason);
  }

  /** Resolves when everything sent so far is written. */
  async flush(): Promise<void> {
    await this.#writing;
  }

  async #read(): Promise<void> {
    try {
      for await (const line of readLines(this.#input, LONGEST_LINE_BYTES)) this.#receive(line);
    } catch (error) {
      if (!(error instanceof LineTooLong)) throw error;
      this.#log.warn(
        `The client sent a message of more than ${LONGEST_LINE_BYTES / 1024 / 1024} MiB; stopping`,
      );
      this.end("line_too_long");
    }
  }

  #receive(line: string): void {
    if (line.trim() === "") return;
    let message: unknown;
    try {
      message = JSON.parse(line);
    } catch {
      this.#log.warn("Ignored a line from the client that is not JSON");
      return;
    }
    for (const read of readMessages(message)) {
      if ("message" in read) this.onmessage?.(read.message);
      else if ("answer" in read) this.send(read.answer);
      else this.#log.warn(`Ignored a message from the client: ${read.ignored}`);
    }
  }

  async #writeAll(bytes: Uint8Array): Promise<void> {
    try {
      for (let written = 0; written < bytes.length;) {
        written += await this.#write(bytes.subarray(written));
      }
    } catch {
      // Whoever read the answers is gone: there is nobody left to tell.
      this.end("output_closed");
    }
  }
}

/** The transport over this process's own stdin and stdout. */
export function processTransport(log: Log): StdioTransport {
  const write = (bytes: Uint8Array) => Deno.stdout.write(bytes);
  return new StdioTransport({ input: readInput(), write, log });
}

/** The bytes of stdin; as a stream they would come 1 ms later to the first answer. */
async function* readInput(): AsyncGenerator<Uint8Array> {
  const buffer = new Uint8Array(64 * 1024);
  for (;;) {
    const length = await Deno.stdin.read(buffer);
    if (length === null) return;
    yield buffer.slice(0, length);
  }
}
