import { HelpdeskError } from "../../errors.ts";
import type { HttpReply } from "../../http/message.ts";

/** What a request changes, in words for a report. */
export interface Change {
  /** "created ticket", "updated ticket", "added follow-up". */
  readonly action: string;
  /** The ticket's id; read from the answer when the change creates it. */
  readonly ticket: number | ((reply: HttpReply) => number | undefined);
  readonly fields: readonly string[];
  /** What fields held before and hold now, as far as that is known; read from the answer. */
  readonly values?: (reply: HttpReply) => readonly ChangedValue[];
}

/** A field of a ticket before and after a change. */
export interface ChangedValue {
  readonly field: string;
  /** As this program last saw it; absent where it did not. `null` is an empty field. */
  readonly before?: ChangeValue;
  readonly after: ChangeValue;
}
/** In the helpdesk's own ids. */
type ChangeValue = string | number | boolean | null;

/** A change that was sent. */
export interface LedgerEntry {
  /** Counts the changes of this program, from 1. */
  readonly number: number;
  /** When it was answered, ISO 8601 in UTC, to the second. */
  readonly at: string;
  readonly action: string;
  readonly ticket: number | undefined;
  readonly fields: readonly string[];
  /** Branch of the agent session it went to; undefined for an account that is not an agent. */
  readonly branch: string | undefined;
  readonly outcome: Outcome;
  /** Absent where no values are known. */
  readonly values?: readonly ChangedValue[];
}

/**
 * What became of a change:
 * - "done": made; for an agent's, read back on its branch
 * - "unknown": the answer was lost, could not be checked, or was a failure that may have come too late
 * - "elsewhere": made, but not on the branch of the session that sent it
 * - "in_doubt": made, on that branch or elsewhere
 */
export type Outcome = "done" | "unknown" | "elsewhere" | "in_doubt";

/** A branch that was left behind, and how many changes went to it. */
export interface LeftBranch {
  readonly branch: string;
  readonly changes: number;
}

/** Remembers what was changed since the program started or last finished an agent session. */
export class Ledger {
  #entries: LedgerEntry[] = [];
  #closed = new Set<string>();
  #last = 0;

  /** Everything recorded, oldest first. */
  get entries(): readonly LedgerEntry[] {
    return this.#entries;
  }

  /** What went to a branch, or may have, oldest first. */
  on(branch: string | undefined): readonly LedgerEntry[] {
    return this.#entries.filter((entry) => entry.branch === branch && !isMisplaced(entry));
  }

  /** What was sent on a branch's session, any one's if none is named, and went elsewhere, or may have. */
  misplaced(branch?: string): readonly LedgerEntry[] {
    return this.#entries.filter((entry) =>
      isMisplaced(entry) && (branch === undefined || entry.branch === branch)
    );
  }

  /** Branches that were left before this program saw them finished, oldest first. */
  get closedBranches(): readonly LeftBranch[] {
    return [...this.#closed].map((branch) => ({ branch, changes: this.on(branch).length }));
  }

  /**
   * Records a change by its answer: 2xx made it, 5xx may have made it, anything else did not. On a branch
   * nothing counts as made before it was read back there.
   *
   * @returns the change's number; undefined when nothing was recorded
   */
  recordReply(change: Change, reply: HttpReply, branch: string | undefined): number | undefined {
    const isDone = reply.status >= 200 && reply.status < 300;
    if (!isDone && reply.status < 500) return undefined;
    const ticket = typeof change.ticket === "number"
      ? change.ticket
      : isDone
      ? change.ticket(reply)
      : undefined;
    const outcome = isDone && branch === undefined ? "done" : "unknown";
    const values = isDone ? change.values?.(reply) : undefined;
    return this.#add(change, ticket, branch, outcome, values);
  }

  /** The change of a number; undefined when it was forgotten. */
  entry(number: number): LedgerEntry | undefined {
    return this.#entries.find((entry) => entry.number === number);
  }

  /** Records what was found out about changes. */
  mark(numbers: readonly number[], outcome: Outcome): void {
    this.#entries = this.#entries.map((entry) =>
      numbers.includes(entry.number) ? { ...entry, outcome } : entry
    );
  }

  /** Records a change whose answer did not come, when it may have been made. */
  recordFailure(change: Change, error: unknown, branch: string | undefined): void {
    if (!(error instanceof HelpdeskError) || error.kind !== "outcome_unknown") return;
    const ticket = typeof change.ticket === "number" ? change.ticket : undefined;
    this.#add(change, ticket, branch, "unknown");
  }

  /**
   * Takes notice that the newest such change whose outcome was unknown was made.
   *
   * @returns the change's number; undefined when there is none
   */
  confirm(action: string, ticket: number): number | undefined {
    const place = this.#entries.findLastIndex((entry) =>
      entry.outcome === "unknown" && entry.action === action &&
      (entry.ticket === undefined || entry.ticket === ticket)
    );
    const entry = this.#entries[place];
    if (entry !== undefined) this.#entries[place] = { ...entry, ticket, outcome: "done" };
    return entry?.number;
  }

  /** Marks a branch as left while this program did not see its work finished. */
  close(branch: string): void {
    this.#closed.add(branch);
  }

  /** Forgets everything, after an orderly end. */
  clear(): void {
    this.#entries = [];
    this.#closed.clear();
  }

  #add(
    { action, fields }: Change,
    ticket: number | undefined,
    branch: string | undefined,
    outcome: Outcome,
    values: readonly ChangedValue[] = [],
  ): number {
    const number = ++this.#last;
    const at = new Date().toISOString().replace(/\.\d+Z$/, "Z");
    const known = values.length === 0 ? {} : { values };
    this.#entries.push({ number, at, action, ticket, fields, branch, outcome, ...known });
    return number;
  }
}

/** A change in words: "updated ticket 7". */
export function wordsFor(change: Pick<LedgerEntry, "action" | "ticket"> | undefined): string {
  if (change === undefined) return "a change";
  const { action, ticket } = change;
  if (ticket === undefined) return action;
  return action.endsWith("ticket") ? `${action} ${ticket}` : `${action} on ticket ${ticket}`;
}

function isMisplaced({ outcome }: LedgerEntry): boolean {
  return outcome === "elsewhere" || outcome === "in_doubt";
}

/** Names of the fields that have a value, as the tools call them: `newStatus` is new_status. */
export function fieldNames(fields: object): string[] {
  return Object.entries(fields).filter(([, value]) => value !== undefined)
    .map(([name]) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`));
}
