import { HelpdeskError } from "../../errors.ts";
import type { Deadline } from "../../http/deadline.ts";
import { notSentInTime } from "../../http/not_sent.ts";
import { Pace } from "./pace.ts";

/** A request's claim on the session: reads share it, writes follow one another, "alone" has it whole. */
export type TurnKind = "read" | "write" | "alone";

/** A write that waited is begun only with so many times what a write takes left: its answer must not be lost. */
const ENOUGH = 2;
/** A call is refused when it would have to wait for so many times what is left of its time. */
const HOPELESS = 1.25;

interface Waiting {
  readonly kind: TurnKind;
  readonly what: string;
  readonly deadline: Deadline;
  /** Whether its call has had no turn before. */
  readonly isFirst: boolean;
  readonly start: () => void;
  readonly refuse: (error: HelpdeskError) => void;
  hasWaited: boolean;
  hasStarted: boolean;
}

/**
 * Decides which requests may run together. Reads run in parallel up to a limit; of writes one runs at a
 * time, beside reads; what changes the session runs alone.
 *
 * Requests wait in the order in which their calls arrived, and none overtakes another: a call that has begun,
 * and a write that waits, are not held up by what came after them. A call whose time will be over before it can
 * begin is refused at once.
 */
export class Turns {
  readonly #limit: number;
  readonly #waiting: Waiting[] = [];
  readonly #begun = new WeakSet<Deadline>();
  readonly #pace = new Pace();
  /** How long writes take, by the last of them; milliseconds. */
  #writeMilliseconds = 0;
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
   * @param what the work, for messages: a request, as `shownRequest` names it
   * @throws {HelpdeskError} "timeout", "cancelled" or "unavailable" while waiting: then the work was not
   * begun, and the message says so; whatever the work throws
   */
  async run<Value>(
    kind: TurnKind,
    deadline: Deadline,
    work: () => Promise<Value>,
    what = "The request",
  ): Promise<Value> {
    await this.#take(kind, deadline, what);
    const started = Date.now();
    try {
      return await work();
    } finally {
      if (kind === "write") {
        this.#writeMilliseconds += (Date.now() - started - this.#writeMilliseconds) / 4;
      }
      this.#release(kind);
    }
  }

  async #take(kind: TurnKind, deadline: Deadline, what: string): Promise<void> {
    if (deadline.signal.aborted) throw tooLate(what, deadline.signal.reason);
    const { promise, resolve: start, reject: refuse } = Promise.withResolvers<void>();
    const isFirst = !this.#begun.has(deadline);
    const entry = {
      kind,
      what,
      deadline,
      isFirst,
      start,
      refuse,
      hasWaited: false,
      hasStarted: false,
    };
    this.#enter(entry);
    this.#startNext();
    entry.hasWaited = true;
    try {
      await deadline.race(promise);
    } catch (error) {
      const place = this.#waiting.indexOf(entry);
      if (place >= 0) this.#waiting.splice(place, 1);
      if (entry.hasStarted) this.#release(kind);
      else this.#startNext();
      throw tooLate(what, error);
    }
  }

  /** Behind every request of the same call and of those that came earlier. */
  #enter(entry: Waiting): void {
    const { arrival } = entry.deadline;
    const before = this.#waiting.findLastIndex(({ deadline }) => deadline.arrival <= arrival);
    this.#waiting.splice(before + 1, 0, entry);
  }

  #release(kind: TurnKind): void {
    this.#running--;
    if (kind === "write") this.#writing = false;
    if (kind === "alone") this.#alone = false;
    this.#startNext();
  }

  #startNext(): void {
    for (let next = this.#waiting[0]; next !== undefined; next = this.#waiting[0]) {
      if (!this.#mayStart(next.kind)) break;
      this.#waiting.shift();
      if (this.#hasTime(next)) this.#start(next);
      else next.refuse(tooLittleTime(next.what));
    }
    this.#refuseHopeless();
  }

  #start(entry: Waiting): void {
    const { kind, deadline } = entry;
    entry.hasStarted = true;
    this.#running++;
    if (kind === "write") this.#writing = true;
    if (kind === "alone") this.#alone = true;
    if (!this.#begun.has(deadline)) this.#pace.begin(Date.now());
    this.#begun.add(deadline);
    entry.start();
  }

  #mayStart(kind: TurnKind): boolean {
    if (this.#alone) return false;
    if (kind === "alone") return this.#running === 0;
    return this.#running < this.#limit && !(kind === "write" && this.#writing);
  }

  /** Whether a write will have its answer in time, as far as can be told; one that did not wait is tried. */
  #hasTime({ kind, hasWaited, deadline }: Waiting): boolean {
    return kind !== "write" || !hasWaited || deadline.remaining >= ENOUGH * this.#writeMilliseconds;
  }

  /** The last in the queue wait longest: from there on, until there is one whose time suffices. */
  #refuseHopeless(): void {
    let ahead = this.#waiting.filter(({ isFirst }) => isFirst).length;
    if (ahead === 0) return this.#pace.rest();
    for (let place = this.#waiting.length - 1; place >= 0; place--) {
      const entry = this.#waiting[place];
      if (entry === undefined || !entry.isFirst) continue;
      const wait = this.#pace.waitFor(--ahead, Date.now());
      if (wait === undefined || wait <= HOPELESS * entry.deadline.remaining) return;
      this.#waiting.splice(place, 1);
      entry.refuse(busy(entry.what, ahead, wait));
    }
  }
}

function tooLate(what: string, reason: unknown): unknown {
  return notSentInTime(
    what,
    "the helpdesk is busy, and its turn did not come within the time of the call",
    reason,
    "Try again with fewer calls at a time, or set HELPDESK_TIMEOUT to more seconds",
  );
}

function tooLittleTime(what: string): HelpdeskError {
  return new HelpdeskError(
    "unavailable",
    `${what} was not sent: the helpdesk is busy, and the time of the call that was left would not have ` +
      "sufficed for its answer. Try again with fewer calls at a time, or set HELPDESK_TIMEOUT to more seconds",
  );
}

function busy(what: string, ahead: number, wait: number): HelpdeskError {
  return new HelpdeskError(
    "unavailable",
    `${what} was not sent: the helpdesk is busy with calls that came before this one, ${ahead} of which ` +
      `still wait, so its turn would come in about ${Math.ceil(wait / 1000)} s, too late for it. ` +
      "Try again later, with fewer calls at a time",
  );
}
