import { HelpdeskError } from "../errors.ts";
import type { HttpReply } from "../http/message.ts";

/** What a request changes, in words for a report. */
export interface Change {
  /** "created ticket", "updated ticket", "added follow-up". */
  readonly action: string;
  /** The ticket's id; read from the answer when the change creates it. */
  readonly ticket: number | ((reply: HttpReply) => number | undefined);
  readonly fields: readonly string[];
}

/** A change that was sent. */
export interface LedgerEntry {
  /** When it was answered, ISO 8601 in UTC. */
  readonly at: string;
  readonly action: string;
  readonly ticket: number | undefined;
  readonly fields: readonly string[];
  /** Branch of the agent session it went to; undefined for an account that is no agent. */
  readonly branch: string | undefined;
  /** "unknown": the answer was lost, or a failure came after the change may have been made. */
  readonly outcome: "done" | "unknown";
}

/** A branch that was left behind, and how many changes went to it. */
export interface LeftBranch {
  readonly branch: string;
  readonly changes: number;
}

/** Remembers what was changed since the program started or last finished an agent session. */
export class Ledger {
  #entries: LedgerEntry[] = [];
  #closed = new Set<string>();

  /** Everything recorded, oldest first. */
  get entries(): readonly LedgerEntry[] {
    return this.#entries;
  }

  /** What went to a branch, oldest first. */
  on(branch: string | undefined): readonly LedgerEntry[] {
    return this.#entries.filter((entry) => entry.branch === branch);
  }

  /** Branches that the helpdesk closed before this program saw them finished, oldest first. */
  get closedBranches(): readonly LeftBranch[] {
    return [...this.#closed].map((branch) => ({ branch, changes: this.on(branch).length }));
  }

  /** Records a change by its answer: 2xx made it, 5xx may have made it, anything else did not. */
  recordReply(change: Change, reply: HttpReply, branch: string | undefined): void {
    const isDone = reply.status >= 200 && reply.status < 300;
    if (!isDone && reply.status < 500) return;
    const ticket = typeof change.ticket === "number"
      ? change.ticket
      : isDone
      ? change.ticket(reply)
      : undefined;
    this.#add(change, ticket, branch, isDone ? "done" : "unknown");
  }

  /** Records a change whose answer did not come, when it may have been made. */
  recordFailure(change: Change, error: unknown, branch: string | undefined): void {
    if (!(error instanceof HelpdeskError) || error.kind !== "outcome_unknown") return;
    const ticket = typeof change.ticket === "number" ? change.ticket : undefined;
    this.#add(change, ticket, branch, "unknown");
  }

  /** Takes notice that the newest such change whose outcome was unknown was made. */
  confirm(action: string, ticket: number): void {
    const place = this.#entries.findLastIndex((entry) =>
      entry.outcome === "unknown" && entry.action === action &&
      (entry.ticket === undefined || entry.ticket === ticket)
    );
    const entry = this.#entries[place];
    if (entry !== undefined) this.#entries[place] = { ...entry, ticket, outcome: "done" };
  }

  /** Marks a branch as closed by the helpdesk while this program did not see its work finished. */
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
    outcome: LedgerEntry["outcome"],
  ): void {
    const at = new Date().toISOString();
    this.#entries.push({ at, action, ticket, fields, branch, outcome });
  }
}

/** Names of the fields that have a value, as the tools call them: `newStatus` is new_status. */
export function fieldNames(fields: object): string[] {
  return Object.entries(fields).filter(([, value]) => value !== undefined)
    .map(([name]) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`));
}
