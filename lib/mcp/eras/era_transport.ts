import type { Message, MessageTransport, RequestId } from "./message.ts";
import { MessageOrder } from "./message_order.ts";
import type { EraWires, ModernEra } from "./modern_era.ts";
import { isModern } from "./revision.ts";

/**
 * Lets a server of earlier revisions of the protocol answer clients of 2026-07-28, too: both kinds may come in one
 * conversation. What answers them is loaded with the first request of that revision; before that everything
 * passes as it is.
 */
export class EraTransport implements MessageTransport {
  onclose?: () => void;
  onerror?: (error: Error) => void;
  onmessage?: (message: Message) => void;

  readonly #carrier: MessageTransport;
  readonly #load: (wires: EraWires) => Promise<ModernEra>;
  readonly #order = new MessageOrder<Message>((message) => this.#take(message));
  #modern: ModernEra | undefined;
  #isIntroduced = false;

  /** @param load makes what answers clients of the new revision; called once */
  constructor(carrier: MessageTransport, load: (wires: EraWires) => Promise<ModernEra>) {
    this.#carrier = carrier;
    this.#load = load;
  }

  /** Resolves when no message waits. */
  get settled(): Promise<void> {
    return this.#order.settled;
  }

  async start(): Promise<void> {
    this.#carrier.onmessage = (message) => this.#order.receive(message);
    this.#carrier.onclose = () => this.onclose?.();
    this.#carrier.onerror = (error) => this.onerror?.(error);
    await this.#carrier.start();
  }

  async send(message: Message, options?: { relatedRequestId?: RequestId }): Promise<void> {
    await (this.#modern ?? this.#carrier).send(message, options);
  }

  async close(): Promise<void> {
    await this.#carrier.close();
  }

  /** Tells those who listen for changes that there will be none. */
  async endListening(): Promise<void> {
    await this.#modern?.endListening();
  }

  #take(message: Message): Promise<void> | undefined {
    if (this.#modern !== undefined) this.#modern.receive(message);
    else if ("method" in message && "id" in message && isModern(message)) {
      return this.#open(message);
    } else {
      this.#isIntroduced ||= "method" in message && message.method === "initialize";
      this.onmessage?.(message);
    }
    return undefined;
  }

  async #open(first: Message): Promise<void> {
    this.#modern = await this.#load({
      isIntroduced: this.#isIntroduced,
      send: (message, options) => this.#carrier.send(message, options),
      receive: (message) => this.onmessage?.(message),
      onError: (error) => this.onerror?.(error),
    });
    this.#modern.receive(first);
  }
}
