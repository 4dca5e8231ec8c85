import type { Deadline } from "../../http/deadline.ts";

/** A request's claim on the session: reads share it, writes follow one another, "alone" has it whole. */
export type TurnKind = "read" | "write" | "alone";

interface Waiting {
  readonly kind: TurnKind;
  readonly start: () => void;
}

/**
 * Decides which requests may run together. Reads run in parallel up to a limit; of writes one runs at a
 * time, beside reads; what changes the session runs alone. Nothing overtakes a waiting "alone".
 */
export class Turns {
  readonly #limit: number;
  readonly #waiting: Waiting[] = [];
  #running = 0;
  #writing = false;
  #alone = false;

  /** @param limit most requests at a time */
  constructor(limit = 4) {
    this.#limit = limit;
  }

  /**
   * Runs the work when its turn comes.
   *
   * @throws {HelpdeskError} "timeout" or "cancelled" while waiting; whatever the work throws
   */
  async run<Value>(kind: TurnKind, deadline: Deadline, work: () => Promise<Value>): Promise<Value> {
    await this.#take(kind, deadline);
    try {
      return await work();
    } finally {
      this.#release(kind);
    }
  }

  async #take(kind: TurnKind, deadline: Deadline): Promise<void> {
    deadline.signal.throwIfAborted();
    const { promise, resolve } = Promise.withResolvers<void>();
    const entry: Waiting = { kind, start: resolve };
    this.#waiting.push(entry);
    this.#startNext();
    try {
      await deadline.race(promise);
    } catch (error) {
      const place = this.#waiting.indexOf(entry);
      if (place >= 0) this.#waiting.splice(place, 1);
      else this.#release(kind);
      this.#startNext();
      throw error;
    }
  }

  #release(kind: TurnKind): void {
    this.#running--;
    if (kind === "write") this.#writing = false;
    if (kind === "alone") this.#alone = false;
    this.#startNext();
  }

  #startNext(): void {
    for (let place = 0; place < this.#waiting.length;) {
      const entry = this.#waiting[place];
      if (entry === undefined) return;
      if (this.#mayStart(entry.kind)) {
        this.#waiting.splice(place, 1);
        this.#running++;
        if (entry.kind === "write") this.#writing = true;
        if (entry.kind === "alone") this.#alone = true;
        entry.start();
      } else if (entry.kind === "alone") {
        return;
      } else {
        place++;
      }
      if (this.#alone || this.#running >= this.#limit) return;
    }
  }

  #mayStart(kind: TurnKind): boolean {
    if (this.#alone) return false;
    if (kind === "alone") return this.#running === 0;
    if (kind === "write" && this.#writing) return false;
    return this.#running < this.#limit;
  }
}
