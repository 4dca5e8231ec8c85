/** How many of the calls that began last tell how fast it goes. */
const WINDOW = 32;
/** Before this many have begun, the first ones, which did not wait, would make it look faster or slower. */
const FEWEST = WINDOW + 4;
/** Or, where a call takes long, when they have waited for this long. */
const LONG_MILLISECONDS = 8_000;
const FEWEST_IN_LONG = 8;

/** Tells how long a call will wait, from how fast those before it began, while there is a queue. */
export class Pace {
  #moments: number[] = [];
  #begun = 0;
  #since = 0;

  /** Notes that a call began. @param now milliseconds */
  begin(now: number): void {
    if (this.#begun === 0) this.#since = now;
    this.#begun++;
    this.#moments.push(now);
    if (this.#moments.length > WINDOW) this.#moments.shift();
  }

  /** Forgets everything: nobody waits any more. */
  rest(): void {
    this.#moments = [];
    this.#begun = 0;
  }

  /**
   * The time until a waiting call begins.
   *
   * @param ahead how many begin before it
   * @param now milliseconds
   * @returns milliseconds; undefined while it cannot be told
   */
  waitFor(ahead: number, now: number): number | undefined {
    const isLong = now - this.#since >= LONG_MILLISECONDS && this.#begun >= FEWEST_IN_LONG;
    if (this.#begun < FEWEST && !isLong) return undefined;
    const [first = now] = this.#moments;
    return (ahead + 1) * (now - first) / this.#moments.length;
  }
}
