import type { EarlyAnswerer } from "./early_answers.ts";
import type { RequestId } from "./eras/message.ts";
import type { ProtocolMessage, ProtocolTransport } from "./sdk.ts";
import { isPlainNotification } from "./well_formed.ts";

/** After its last early answer, this long a client gets to ask for more that can be answered early. */
const QUIET_MILLISECONDS = 50;

/**
 * Lets a conversation begin before the protocol is loaded: it answers early what it can, and keeps
 * everything that the protocol has to know of. Once the protocol is connected it only passes on.
 */
export class EarlyTransport implements ProtocolTransport {
  onclose?: () => void;
  onerror?: (error: Error) => void;
  onmessage?: ProtocolTransport["onmessage"];

  readonly #carrier: ProtocolTransport;
  readonly #answer: EarlyAnswerer;
  readonly #needed = Promise.withResolvers<void>();
  /** Under this id the protocol hears of an `initialize` that was answered; its answer goes nowhere. */
  readonly #answeredId = crypto.randomUUID();
  readonly #kept: ProtocolMessage[] = [];
  #state: "early" | "waiting" | "connected" = "early";
  #hasIntroduced = false;
  #quiet: ReturnType<typeof setTimeout> | undefined;

  constructor(carrier: ProtocolTransport, answer: EarlyAnswerer) {
    this.#carrier = carrier;
    this.#answer = answer;
  }

  /** Resolves when the protocol should be loaded and connected: it is needed, or there is time for it. */
  get needed(): Promise<void> {
    return this.#needed.promise;
  }

  /** Whether messages wait for the protocol. */
  get isWaiting(): boolean {
    return this.#state === "waiting";
  }

  /** Begins the conversation. */
  async listen(): Promise<void> {
    this.#carrier.onmessage = (message) => this.#receive(message);
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
    message: ProtocolMessage,
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
    clearTimeout(this.#quiet);
  }

  #receive(message: ProtocolMessage): void {
    if (this.#state === "connected") this.onmessage?.(message);
    else if (this.#state === "waiting" || !this.#takeEarly(message)) this.#wait(message);
  }

  /** Does what can be done without the protocol; false when nothing can. */
  #takeEarly(message: ProtocolMessage): boolean {
    if (isPlainNotification(message, "notifications/initialized")) {
      this.#kept.push(message);
      return true;
    }
    const result = this.#answer(message);
    if (result === undefined || !("id" in message && "method" in message)) return false;
    if (message.method === "initialize") {
      // A client that introduces itself twice is for the protocol to deal with.
      if (this.#hasIntroduced) return false;
      this.#hasIntroduced = true;
      this.#kept.push({ ...message, id: this.#answeredId });
    }
    const { id } = message;
    this.#carrier.send({ result, jsonrpc: "2.0", id }).catch((error) => this.onerror?.(error));
    this.stopTimer();
    this.#quiet = setTimeout(() => this.#needed.resolve(), QUIET_MILLISECONDS);
    return true;
  }

  #wait(message: ProtocolMessage): void {
    this.stopTimer();
    this.#state = "waiting";
    this.#kept.push(message);
    this.#needed.resolve();
  }
}
