import type { Message, MessageTransport, RequestId } from "../eras/message.ts";
import { MessageOrder } from "../eras/message_order.ts";
import type { EarlyAnswers, Result } from "./early_answers.ts";
import { isPlainNotification } from "./well_formed.ts";

/** After its last early answer, this long a client gets to ask for more that can be answered early. */
const QUIET_MILLISECONDS = 50;

/**
 * Lets a conversation begin before the protocol is loaded: it answers early what it can, and keeps
 * everything that the protocol has to know of. Once the protocol is connected it only passes on.
 */
export class EarlyTransport implements MessageTransport {
  onclose?: () => void;
  onerror?: (error: Error) => void;
  onmessage?: (message: Message) => void;

  readonly #carrier: MessageTransport;
  readonly #answers: EarlyAnswers;
  readonly #needed = Promise.withResolvers<void>();
  /** Under this id the protocol hears of an `initialize` that was answered; its answer goes nowhere. */
  readonly #answeredId = crypto.randomUUID();
  readonly #kept: Message[] = [];
  readonly #order = new MessageOrder<Message>((message) => this.#take(message));
  #state: "early" | "waiting" | "connected" = "early";
  #hasIntroduced = false;
  /** Stands for the last pause that began and was not ended. */
  #quiet: symbol | undefined;

  constructor(carrier: MessageTransport, answers: EarlyAnswers) {
    this.#carrier = carrier;
    this.#answers = answers;
  }

  /** Resolves when the protocol should be loaded and connected: it is needed, or there is time for it. */
  get needed(): Promise<void> {
    return this.#needed.promise;
  }

  /** Whether messages wait for the protocol. */
  get isWaiting(): boolean {
    return this.#state === "waiting";
  }

  /** Resolves when no message waits for an early answer. */
  get settled(): Promise<void> {
    return this.#order.settled;
  }

  /** Begins the conversation. */
  async listen(): Promise<void> {
    this.#carrier.onmessage = (message) => this.#order.receive(message);
    this.#carrier.onclose = () => this.onclose?.();
    this.#carrier.onerror = (error) => this.onerror?.(error);
    await this.#carrier.start();
  }

  /** Called by the protocol as it connects: hands on what was kept. */
  async start(): Promise<void> {
    this.stopTimer();
    this.#state = "waiting";
    for (let next = this.#kept.shift(); next !== undefined; next = this.#kept.shift()) {
      this.onmessage?.(next);
      // As between two lines: what a notification says holds for the request behind it.
      await Promise.resolve();
    }
    this.#state = "connected";
  }

  async send(
    message: Message,
    options?: { relatedRequestId?: RequestId },
  ): Promise<void> {
    const isAnswered = !("method" in message) && message.id === this.#answeredId;
    if (!isAnswered) await this.#carrier.send(message, options);
  }

  async close(): Promise<void> {
    this.stopTimer();
    await this.#carrier.close();
  }

  /** From now on the protocol is loaded only for what needs it. */
  stopTimer(): void {
    this.#quiet = undefined;
  }

  #take(message: Message): Promise<void> | undefined {
    if (this.#state === "early") return this.#takeEarly(message);
    if (this.#state === "connected") this.onmessage?.(message);
    else this.#wait(message);
    return undefined;
  }

  /** Does what can be done without the protocol; leaves the rest to it. */
  #takeEarly(message: Message): Promise<void> | undefined {
    if (isPlainNotification(message, "notifications/initialized")) {
      this.#kept.push(message);
      return undefined;
    }
    const isRequest = "id" in message && "method" in message;
    // A client that introduces itself twice is for the protocol to deal with.
    const isAgain = isRequest && message.method === "initialize" && this.#hasIntroduced;
    const result = isAgain ? undefined : this.#answers.answer(message);
    if (result === undefined || !isRequest) {
      this.#wait(message);
      return undefined;
    }
    if (message.method === "initialize") {
      this.#hasIntroduced = true;
      this.#kept.push({ ...message, id: this.#answeredId });
    }
    if (result instanceof Promise) return result.then((known) => this.#send(message.id, known));
    this.#send(message.id, result);
    return undefined;
  }

  #send(id: RequestId, result: Result): void {
    this.#carrier.send({ result, jsonrpc: "2.0", id })
      .then(() => this.#lookAhead(), (error) => this.onerror?.(error));
  }

  /** Uses the time in which the client takes in an answer. */
  #lookAhead(): void {
    if (this.#state !== "early") return;
    this.#answers.prepare();
    const quiet = Symbol("quiet");
    this.#quiet = quiet;
    void pause(QUIET_MILLISECONDS).then(() => {
      if (this.#quiet === quiet) this.#needed.resolve();
    });
  }

  #wait(message: Message): void {
    this.stopTimer();
    this.#state = "waiting";
    this.#kept.push(message);
    this.#needed.resolve();
  }
}

/** Waits. The first `setTimeout` of a process takes 3 ms, as it loads timers for Node, and others take a part of that. */
async function pause(milliseconds: number): Promise<void> {
  const nothing = new Int32Array(new SharedArrayBuffer(4));
  await Atomics.waitAsync(nothing, 0, 0, milliseconds).value;
}
