/** Gives each event a moment of its own, as a server does whose clock counts microseconds. */
export class Clock {
  readonly #now: () => Date;
  #last = 0;

  constructor(now: () => Date) {
    this.#now = now;
  }

  /** Now, or a millisecond after the last moment when the clock has not moved on since. */
  moment(): Date {
    this.#last = Math.max(this.#now().getTime(), this.#last + 1);
    return new Date(this.#last);
  }
}
