/**
 * Hands messages on in the order in which they came, though some of them have to wait for what they need: those behind
 * them wait, too.
 */
export class MessageOrder<Message> {
  readonly #take: (message: Message) => Promise<void> | undefined;
  readonly #held: Message[] = [];
  #settling: Promise<void> | undefined;

  /** @param take deals with a message; what it gives is waited for before the next one */
  constructor(take: (message: Message) => Promise<void> | undefined) {
    this.#take = take;
  }

  /** Resolves when no message waits. */
  get settled(): Promise<void> {
    return this.#settling ?? Promise.resolve();
  }

  /** Takes the next message, at once where nothing waits. */
  receive(message: Message): void {
    if (this.#settling !== undefined) {
      this.#held.push(message);
      return;
    }
    const waiting = this.#take(message);
    if (waiting !== undefined) this.#settling = this.#handOn(waiting);
  }

  async #handOn(waiting: Promise<void>): Promise<void> {
    await waiting;
    for (let next = this.#held.shift(); next !== undefined; next = this.#held.shift()) {
      // As between two lines: what a notification says holds for the request behind it.
      await this.#take(next);
    }
    this.#settling = undefined;
  }
}
