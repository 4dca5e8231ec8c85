import { HelpdeskError } from "../errors.ts";
import type { Call } from "./call.ts";
import type { Standing } from "./standing.ts";

const MOST_LOSSES = 3;
const WINDOW_MILLISECONDS = 10 * 60_000;

interface Loss {
  readonly at: number;
  readonly branch: string;
  readonly intent: string | undefined;
  /** What replaced it; undefined until the next login. */
  replacement?: Standing;
}

/**
 * Remembers the agent sessions that ended under the program. Each cost a branch, so it must be told, and
 * a session that keeps ending (two clients on one account push each other out) must stop the work.
 */
export class SessionLosses {
  readonly #losses: Loss[] = [];
  /** How many there were when a call began its first work. */
  readonly #countsAtStart = new WeakMap<Call, number>();
  #told = 0;

  /** How many there were so far. */
  get count(): number {
    return this.#losses.length;
  }

  /** Records the end of a session; only an agent's counts, as no other has a branch to lose. */
  record(branch: string, intent: string | undefined): void {
    this.#losses.push({ at: Date.now(), branch, intent });
  }

  /** Notes which session the next login brought. */
  replacedBy(standing: Standing): void {
    for (const loss of this.#losses) loss.replacement ??= standing;
  }

  /**
   * What a call has to be told: losses since it began, and earlier ones that no call was told yet, each
   * as soon as it is known what replaced it.
   *
   * @param countAtStart `count` when the call began
   */
  tell(countAtStart: number): string[] {
    const first = Math.min(countAtStart, this.#told);
    const pending = this.#losses.findIndex(({ replacement }) => replacement === undefined);
    const known = pending < 0 ? this.#losses.length : pending;
    this.#told = Math.max(this.#told, known);
    return this.#losses.slice(first, known).map(sentenceOf);
  }

  /** However the work ends, its call is told of the sessions that were lost since its first work began. */
  async telling<Value>(call: Call, work: () => Promise<Value>): Promise<Value> {
    const countAtStart = this.#countsAtStart.get(call) ?? this.count;
    this.#countsAtStart.set(call, countAtStart);
    try {
      return await work();
    } finally {
      // A cancelled call gets no answer, so another one must be told.
      if (!isCancelled(call)) {
        for (const sentence of this.tell(countAtStart)) call.notice(sentence);
      }
    }
  }

  /** @throws {HelpdeskError} "auth" after the third loss within ten minutes */
  throwIfTooMany(): void {
    const recent = this.#losses.filter(({ at }) => Date.now() - at < WINDOW_MILLISECONDS);
    if (recent.length < MOST_LOSSES) return;
    const branches = recent.map(({ branch }) => branch).join(", ");
    throw new HelpdeskError(
      "auth",
      `The helpdesk ended this agent session ${recent.length} times within ten minutes and closed its ` +
        `branches (${branches}). Most likely another client uses the same account, and each login ends ` +
        "the other's session. Give each client an agent account of its own; calls are refused until ten " +
        "minutes have passed. Tell people the branches: work on them may be waiting for review",
    );
  }
}

function isCancelled({ deadline: { signal } }: Call): boolean {
  return signal.reason instanceof HelpdeskError && signal.reason.kind === "cancelled";
}

function sentenceOf({ branch, intent, replacement }: Loss): string {
  const now = replacement?.kind === "agent" ? replacement.info : undefined;
  const continues = now === undefined
    ? "the work continues in a new session"
    : `the work continues on the new branch ${now.branch_name ?? "without a name"}`;
  const meaning = intent === undefined
    ? `No intent was set, so changes on branch ${branch} may be left uncommitted there: tell people its ` +
      "name, and call set_agent_intent before going on"
    : now?.intent === intent
    ? `The same intent was set again; changes on branch ${branch} are for people to review there`
    : "The intent could not be set again: call set_agent_intent before going on";
  return `The helpdesk ended the earlier agent session and closed its branch ${branch}; ${continues}. ` +
    `${meaning}.`;
}
