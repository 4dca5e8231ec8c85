import type { Call } from "./call.ts";
import { SharedWork } from "./shared_work.ts";

/** What is kept, and since when. */
export interface KeptValue<Value> {
  readonly value: Value;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** Keeps what takes long to read; concurrent callers share one reading, and a failure is not kept. */
export class Kept<Value> {
  readonly #milliseconds: number;
  readonly #reading: SharedWork<KeptValue<Value>>;
  #kept: KeptValue<Value> | undefined;

  /**
   * @param milliseconds after which it is read anew
   * @param readingMilliseconds that reading may take
   */
  constructor(milliseconds: number, readingMilliseconds: number) {
    this.#milliseconds = milliseconds;
    this.#reading = new SharedWork(readingMilliseconds);
  }

  /**
   * @param oldest most milliseconds of age, where less than usual will do
   * @throws {HelpdeskError} "timeout" or "cancelled" of the caller's own call, and what `read` throws
   */
  async get(
    call: Call,
    read: (shared: Call) => Promise<Value>,
    oldest = this.#milliseconds,
  ): Promise<KeptValue<Value>> {
    const kept = this.#kept;
    if (kept !== undefined && Date.now() - kept.at < Math.min(oldest, this.#milliseconds)) {
      return kept;
    }
    return await this.#reading.join(call, async (shared) => {
      const at = Date.now();
      return this.#kept = { value: await read(shared), at };
    });
  }
}
