import { createHash } from "node:crypto";
import { HelpdeskError } from "../../errors.ts";
import type { Call } from "../calls/call.ts";
import {
  mayStillArrive,
  notFound,
  nothingSent,
  onlyCallerCanTell,
  stillUnderWay,
} from "./repeated_write_errors.ts";

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
  /** What other writes are known to have left: the try did not. */
  readonly answered: ReadonlySet<number>;
}

/** What an earlier try left; or why that may be something else that only looks the same. */
export type Found<Result> = { readonly result: Result } | { readonly doubt: string };

/** A write that must not be doubled. */
export interface Write<Result> {
  /** The tool, for messages. */
  readonly tool: string;
  /** The tool's arguments; two writes with the same ones are the same. */
  readonly input: object;
  /** Branch of the agent session; undefined for an account that is not an agent. */
  branch(): string | undefined;
  known(): KnownIds;
  send(): Promise<Result>;
  /** @returns undefined when nothing of it is there */
  look(earlier: EarlierTry): Promise<Found<Result> | undefined>;
  idOf(result: Result): number;
  /** Takes notice that a try whose outcome was unknown left this. */
  confirm(result: Result): void;
  /** What a failure may have left behind, in words: it is looked for at once, and else at the repetition. */
  readonly savedDespite?: (failure: HelpdeskError) => string | undefined;
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
  /** By tool: what one write left is not what another one, even with other arguments, left. */
  readonly #answered = new Map<string, Answered[]>();
  readonly #running = new Map<string, Promise<unknown>>();

  /**
   * Sends a write, unless an earlier try of it had arrived.
   *
   * @returns what the write left, and whether an earlier try did it
   * @throws {HelpdeskError} what sending throws; what looking throws, with nothing sent; "outcome_unknown"
   * when only the caller can tell whether the earlier try arrived, "unavailable" when it may still arrive
   */
  async run<Result>(
    write: Write<Result>,
    call: Call,
  ): Promise<{ result: Result; isEarlier: boolean }> {
    const key = keyOf(write);
    // While the first is under way its outcome is unknown too.
    for (let before; (before = this.#running.get(key)) !== undefined;) {
      await call.deadline.race(before).catch((error) => {
        throw stillUnderWay(error, write.tool);
      });
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
      const found = await this.#lookFor(earlier, write, call);
      if (found !== undefined && "doubt" in found) {
        // The caller decides: the next one is sent.
        this.#unknown.delete(key);
        throw onlyCallerCanTell(found.doubt, write.tool);
      }
      if (found !== undefined) {
        this.#settle(key, write, found.result, earlier, call);
        write.confirm(found.result);
        return { result: found.result, isEarlier: true };
      }
      call.notice(notFound(write.tool, earlier.branch, write.branch()));
    }
    const { known, since } = earlier ?? { known: write.known(), since: Date.now() };
    const lost = () => ({ since, known, branch: write.branch(), lostAt: Date.now() });
    try {
      const result = await write.send();
      this.#settle(key, write, result, lost(), call);
      return { result, isEarlier: false };
    } catch (error) {
      if (!(error instanceof HelpdeskError) || error.kind !== "outcome_unknown") throw error;
      const unknown = lost();
      this.#unknown.set(key, unknown);
      const perhaps = write.savedDespite?.(error);
      const saved = perhaps === undefined ? undefined : await this.#lookOnce(unknown, write);
      if (saved === undefined) throw error;
      this.#settle(key, write, saved, lost(), call);
      write.confirm(saved);
      call.notice(
        `The helpdesk answered with a failure, but ${perhaps} was found saved there: do not ` +
          "repeat it.",
      );
      return { result: saved, isEarlier: false };
    }
  }

  async #lookOnce<Result>(
    { since, known }: UnknownOutcome,
    write: Write<Result>,
  ): Promise<Result | undefined> {
    try {
      const found = await write.look({ since, known, answered: this.#answeredBefore(write) });
      return found !== undefined && "result" in found ? found.result : undefined;
    } catch {
      return undefined;
    }
  }

  #answeredBefore({ tool }: Write<unknown>): ReadonlySet<number> {
    return new Set(this.#answered.get(tool)?.map(({ id }) => id));
  }

  /** Looks until it is found, or can no longer be on its way. */
  async #lookFor<Result>(
    { since, known, lostAt }: UnknownOutcome,
    write: Write<Result>,
    call: Call,
  ): Promise<Found<Result> | undefined> {
    const answered = this.#answeredBefore(write);
    for (;;) {
      const found = await write.look({ since, known, answered }).catch((error) => {
        throw nothingSent(error, write.tool);
      });
      if (found !== undefined) return found;
      const left = lostAt + ARRIVAL_MILLISECONDS - Date.now();
      // Sending it takes time too.
      if (left <= 0) return undefined;
      if (call.deadline.remaining < 3 * PAUSE_MILLISECONDS) throw mayStillArrive(write.tool, left);
      await call.deadline.sleep(Math.min(PAUSE_MILLISECONDS, left));
    }
  }

  /** Nobody gets the answer of a call that was cancelled: to its repetition the outcome is unknown. */
  #settle<Result>(
    key: string,
    { tool, idOf }: Write<Result>,
    result: Result,
    lost: UnknownOutcome,
    { deadline }: Call,
  ): void {
    if (deadline.signal.aborted) {
      this.#unknown.set(key, lost);
      return;
    }
    this.#unknown.delete(key);
    const answered = this.#answered.get(tool) ?? [];
    answered.push({ id: idOf(result), at: Date.now() });
    this.#answered.set(tool, answered);
  }

  #forgetOld(): void {
    const oldest = Date.now() - KEPT_MILLISECONDS;
    for (const [key, { lostAt }] of this.#unknown) {
      if (lostAt < oldest) this.#unknown.delete(key);
    }
    // As long as an unknown outcome is kept, so is what came before it.
    if (this.#unknown.size > 0) return;
    for (const [tool, answered] of this.#answered) {
      this.#answered.set(tool, answered.filter(({ at }) => at >= oldest));
    }
  }
}

/** Attachments make the arguments megabytes long: their digest stands for them. */
function keyOf({ tool, input }: Write<unknown>): string {
  return createHash("sha256").update(JSON.stringify([tool, input])).digest("base64");
}
