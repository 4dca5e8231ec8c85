import { createHash } from "node:crypto";
import { HelpdeskError } from "../errors.ts";
import type { Call } from "./call.ts";

/** A repetition looks for the earlier try when that became unknown at most this long ago. */
const KEPT_MILLISECONDS = 10 * 60_000;
/** What was sent may still arrive for this long after its answer was lost. */
const ARRIVAL_MILLISECONDS = 10_000;
const PAUSE_MILLISECONDS = 2_000;

/** Ids that were known when a write was first tried; what it left has higher ones. */
export interface KnownIds {
  /** Highest of any ticket; 0 when none was seen. */
  readonly ticket: number;
  /** Highest of any follow-up; 0 when none was seen. */
  readonly followUp: number;
}

/** A try of a write whose outcome is not known. */
export interface EarlierTry {
  /** When it began, by this computer's clock, in milliseconds. */
  readonly since: number;
  readonly known: KnownIds;
  /** What the same write, sent before, is known to have left: this was not the try. */
  readonly answered: ReadonlySet<number>;
}

/** What an earlier try left. */
export interface Found<Result> {
  readonly result: Result;
  /** Why it may be something else that only looks the same, a sentence; absent when it cannot be. */
  readonly doubt?: string;
}

/** A write that must not be doubled. */
export interface Write<Result> {
  /** The tool, for messages. */
  readonly tool: string;
  /** The tool's arguments; two writes with the same ones are the same. */
  readonly input: object;
  /** Branch of the agent session; undefined for an account that is no agent. */
  branch(): string | undefined;
  known(): KnownIds;
  send(): Promise<Result>;
  /** @returns undefined when nothing of it is there */
  look(earlier: EarlierTry): Promise<Found<Result> | undefined>;
  idOf(result: Result): number;
  /** Takes notice that a try whose outcome was unknown left this. */
  confirm(result: Result): void;
  /** The helpdesk may fail after saving it: a failure is looked into at once. */
  readonly isSavedFirst?: boolean;
}

interface UnknownOutcome {
  readonly since: number;
  readonly known: KnownIds;
  readonly branch: string | undefined;
  readonly lostAt: number;
}

interface Answered {
  readonly id: number;
  readonly at: number;
}

/**
 * Keeps a write from being doubled: when the same one is asked for within ten minutes after its outcome
 * became unknown, looks on the helpdesk first, and answers with what the earlier try left.
 */
export class RepeatedWrites {
  readonly #unknown = new Map<string, UnknownOutcome>();
  readonly #answered = new Map<string, readonly Answered[]>();
  readonly #running = new Map<string, Promise<unknown>>();

  /**
   * Sends a write, unless an earlier try of it had arrived.
   *
   * @returns what the write left, and whether an earlier try did it
   * @throws {HelpdeskError} what sending throws; what looking throws, with nothing sent
   */
  async run<Result>(
    write: Write<Result>,
    call: Call,
  ): Promise<{ result: Result; isEarlier: boolean }> {
    const key = keyOf(write);
    // A client that stopped waiting may ask again while the first try is still under way.
    for (let before; (before = this.#running.get(key)) !== undefined;) {
      await call.deadline.race(before);
    }
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#running.set(key, promise);
    try {
      return await this.#runAlone(key, write, call);
    } finally {
      this.#running.delete(key);
      resolve();
    }
  }

  async #runAlone<Result>(
    key: string,
    write: Write<Result>,
    call: Call,
  ): Promise<{ result: Result; isEarlier: boolean }> {
    this.#forgetOld();
    const earlier = this.#unknown.get(key);
    if (earlier !== undefined) {
      const found = await this.#lookFor(earlier, key, write, call);
      if (found !== undefined) {
        this.#settle(key, write.idOf(found.result));
        if (found.doubt === undefined) write.confirm(found.result);
        else call.notice(`${found.doubt} If it is not, call ${write.tool} again: it will be sent.`);
        return { result: found.result, isEarlier: true };
      }
      call.notice(notFound(earlier, write));
    }
    const known = earlier?.known ?? write.known();
    const since = earlier?.since ?? Date.now();
    try {
      const result = await write.send();
      this.#settle(key, write.idOf(result));
      return { result, isEarlier: false };
    } catch (error) {
      if (!(error instanceof HelpdeskError) || error.kind !== "outcome_unknown") throw error;
      const lost = { since, known, branch: write.branch(), lostAt: Date.now() };
      this.#unknown.set(key, lost);
      const saved = write.isSavedFirst ? await this.#lookOnce(lost, key, write) : undefined;
      if (saved === undefined) throw error;
      this.#settle(key, write.idOf(saved));
      write.confirm(saved);
      call.notice(`${error.message.split(", so the outcome", 1)[0]}, but it was saved.`);
      return { result: saved, isEarlier: false };
    }
  }

  async #lookOnce<Result>(
    { since, known }: UnknownOutcome,
    key: string,
    write: Write<Result>,
  ): Promise<Result | undefined> {
    try {
      const found = await write.look({ since, known, answered: this.#answeredBefore(key) });
      return found?.doubt === undefined ? found?.result : undefined;
    } catch {
      return undefined;
    }
  }

  #answeredBefore(key: string): ReadonlySet<number> {
    return new Set(this.#answered.get(key)?.map(({ id }) => id));
  }

  /** Looks until it is found, or can no longer be on its way. */
  async #lookFor<Result>(
    { since, known, lostAt }: UnknownOutcome,
    key: string,
    write: Write<Result>,
    call: Call,
  ): Promise<Found<Result> | undefined> {
    const answered = this.#answeredBefore(key);
    for (;;) {
      const found = await write.look({ since, known, answered }).catch((error) => {
        throw nothingSent(error, write.tool);
      });
      if (found !== undefined) return found;
      const left = lostAt + ARRIVAL_MILLISECONDS - Date.now();
      // Sending it takes time too.
      if (left <= 0 || call.deadline.remaining < 3 * PAUSE_MILLISECONDS) return undefined;
      await call.deadline.sleep(Math.min(PAUSE_MILLISECONDS, left));
    }
  }

  #settle(key: string, id: number): void {
    this.#unknown.delete(key);
    this.#answered.set(key, [...this.#answered.get(key) ?? [], { id, at: Date.now() }]);
  }

  #forgetOld(): void {
    const oldest = Date.now() - KEPT_MILLISECONDS;
    for (const [key, { lostAt }] of this.#unknown) {
      if (lostAt < oldest) this.#unknown.delete(key);
    }
    for (const [key, answered] of this.#answered) {
      // As long as an unknown outcome is kept, so is what came before it.
      if (!this.#unknown.has(key) && answered.every(({ at }) => at < oldest)) {
        this.#answered.delete(key);
      }
    }
  }
}

/** Attachments make the arguments megabytes long: their digest stands for them. */
function keyOf({ tool, input }: Write<unknown>): string {
  return createHash("sha256").update(JSON.stringify([tool, input])).digest("base64");
}

function nothingSent(error: unknown, tool: string): unknown {
  if (!(error instanceof HelpdeskError)) return error;
  return new HelpdeskError(
    error.kind,
    `Nothing was sent: the outcome of an earlier ${tool} with these arguments is unknown, and looking ` +
      `whether it arrived failed. ${error.message}`,
    { cause: error },
  );
}

function notFound(earlier: UnknownOutcome, write: Write<unknown>): string {
  const sent =
    `An earlier ${write.tool} with these arguments, whose outcome was unknown, was not found ` +
    "on the helpdesk, so it was sent now.";
  if (earlier.branch === undefined || earlier.branch === write.branch()) return sent;
  return `${sent} It went to branch ${earlier.branch}, which is not this session's: tell people that it ` +
    "may stand there too.";
}
