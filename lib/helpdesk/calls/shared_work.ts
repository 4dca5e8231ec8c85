import { Deadline } from "../../http/deadline.ts";
import type { Call } from "./call.ts";

/** Calls wait for it: its requests go before theirs. */
const FIRST = 0;

interface Running<Value> {
  readonly result: Promise<Value>;
  /** What everyone who waits for it must know, such as a session that was renewed meanwhile. */
  readonly notices: readonly string[];
}

/**
 * Work that is done once for all who ask for it while it runs. It runs on a deadline of its own: whoever
 * asked first may give up while others still wait.
 */
export class SharedWork<Value> {
  readonly #milliseconds: number;
  #running: Running<Value> | undefined;

  /** @param milliseconds that the work may take */
  constructor(milliseconds: number) {
    this.#milliseconds = milliseconds;
  }

  /**
   * Waits for the work that runs; starts it when none does.
   *
   * @param work gets the call that its requests belong to; what it gives notice of reaches all who wait
   * @throws {HelpdeskError} "timeout" or "cancelled" of the caller's own call, and what the work throws
   */
  async join(call: Call, work: (shared: Call) => Promise<Value>): Promise<Value> {
    const running = this.#running ??= this.#start(work);
    try {
      return await call.deadline.race(running.result);
    } finally {
      for (const sentence of running.notices) call.notice(sentence);
    }
  }

  /** Leaves the work that runs to those who wait for it: whoever asks from now on starts another. */
  part(): void {
    this.#running = undefined;
  }

  #start(work: (shared: Call) => Promise<Value>): Running<Value> {
    const deadline = new Deadline(this.#milliseconds, undefined, FIRST);
    const notices: string[] = [];
    const end = () => {
      deadline.end();
      if (this.#running === running) this.#running = undefined;
    };
    const result = work({ deadline, notice: (sentence) => void notices.push(sentence) })
      .finally(end);
    const running: Running<Value> = { result, notices };
    return running;
  }
}
