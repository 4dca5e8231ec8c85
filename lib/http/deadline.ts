import { HelpdeskError } from "../errors.ts";

/** Longest delay a timer takes: 2^31 - 1 milliseconds. */
const LONGEST_TIMER = 2_147_483_647;

/** How many deadlines there were: their order is that in which the calls came. */
let arrivals = 0;

/** The time that one call may take, body, retries and waiting included, and its cancellation. */
export class Deadline {
  readonly #controller = new AbortController();
  readonly #milliseconds: number;
  readonly #stopFollowing: () => void;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #ends = 0;
  #arrival: number;

  /**
   * @param milliseconds time from now
   * @param parent ends this deadline early, as "cancelled"
   * @param arrival 0 for work that several calls wait for, so that it comes before all of them
   */
  constructor(milliseconds: number, parent?: AbortSignal, arrival = ++arrivals) {
    this.#milliseconds = milliseconds;
    this.#arrival = arrival;
    const cancel = () =>
      this.#controller.abort(new HelpdeskError("cancelled", "The call was cancelled"));
    parent?.addEventListener("abort", cancel, { once: true });
    this.#stopFollowing = () => parent?.removeEventListener("abort", cancel);
    if (parent?.aborted) cancel();
    else this.extend();
  }

  /** Aborts with a HelpdeskError of kind "timeout" or "cancelled" as its reason. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Milliseconds left, 0 when it is over. */
  get remaining(): number {
    return this.signal.aborted ? 0 : Math.max(0, this.#ends - Date.now());
  }

  /** The call's place among all: what came earlier has a lower one. */
  get arrival(): number {
    return this.#arrival;
  }

  /** Takes a new place, behind the calls that came meanwhile: for work that takes longer than one call may. */
  giveWay(): void {
    this.#arrival = ++arrivals;
  }

  /** Gives the full time again, counted from now: for work whose progress the client has seen. */
  extend(): void {
    if (this.signal.aborted) return;
    clearTimeout(this.#timer);
    this.#ends = Date.now() + this.#milliseconds;
    this.#timer = setTimeout(() => {
      const seconds = Math.round(this.#milliseconds / 100) / 10;
      this.#controller.abort(
        new HelpdeskError(
          "timeout",
          `The helpdesk did not answer within ${seconds} s. Try again, or set HELPDESK_TIMEOUT to more seconds`,
        ),
      );
    }, Math.min(this.#milliseconds, LONGEST_TIMER));
  }

  /** Stops counting until `extend`: for the time in which a person is asked. */
  pause(): void {
    clearTimeout(this.#timer);
    this.#ends = Infinity;
  }

  /** Lets go of the timer and the parent; the signal no longer changes. */
  end(): void {
    clearTimeout(this.#timer);
    this.#stopFollowing();
  }

  /**
   * Waits for a promise no longer than this deadline; the work behind the promise goes on.
   *
   * @throws {HelpdeskError} "timeout" or "cancelled", or whatever the promise is rejected with
   */
  async race<Value>(promise: Promise<Value>): Promise<Value> {
    // Where nobody waits any more, a later failure would end the program as an unhandled rejection.
    if (this.signal.aborted) promise.catch(() => {});
    this.signal.throwIfAborted();
    let stop = () => {};
    const over = new Promise<never>((_, reject) => {
      const onAbort = () => reject(this.signal.reason);
      this.signal.addEventListener("abort", onAbort, { once: true });
      stop = () => this.signal.removeEventListener("abort", onAbort);
    });
    try {
      return await Promise.race([promise, over]);
    } finally {
      stop();
    }
  }

  /** Waits the given milliseconds. @throws {HelpdeskError} "timeout" or "cancelled" */
  async sleep(milliseconds: number): Promise<void> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    try {
      await this.race(
        new Promise<void>((resolve) => {
          timer = setTimeout(resolve, Math.min(milliseconds, LONGEST_TIMER));
        }),
      );
    } finally {
      clearTimeout(timer);
    }
  }
}
