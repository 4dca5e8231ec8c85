import { HelpdeskError } from "../../errors.ts";
import type { LossCause } from "../branch/agent_branch.ts";
import { ONE_CLIENT } from "../branch/branch_errors.ts";
import type { Call } from "../calls/call.ts";
import type { Standing } from "../login/standing.ts";

const MOST_LOSSES = 3;
const WINDOW_MILLISECONDS = 10 * 60_000;

/** A session that was lost, as far as it matters to whoever worked in it. */
export interface LostSession {
  readonly branch: string;
  readonly intent: string | undefined;
  readonly cause: LossCause;
  /** How many changes were made on its branch, as far as is known. */
  readonly changes: number;
}

interface Loss extends LostSession {
  readonly at: number;
  /** What replaced it; undefined until the next login. */
  replacement?: Standing;
}

/**
 * Remembers the agent sessions that were lost under the program. Each cost a branch, so it must be told,
 * and a session that keeps being lost (two clients on one account push each other out) must stop the
 * work.
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
  record(lost: LostSession): void {
    this.#losses.push({ ...lost, at: Date.now() });
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
    return this.#losses.slice(first, known).map(sentenceFor);
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
      `This agent session was lost ${recent.length} times within ten minutes, each time with its branch ` +
        `(${branches}). Most likely another client uses the same account: the helpdesk then finishes the ` +
        `branch of one for the other. ${ONE_CLIENT}; calls are refused until ten minutes have passed. Tell ` +
        "people the branches: work on them may be waiting for review",
    );
  }
}

function isCancelled({ deadline: { signal } }: Call): boolean {
  return signal.reason instanceof HelpdeskError && signal.reason.kind === "cancelled";
}

function sentenceFor(loss: Loss): string {
  return `${tellCause(loss)}; ${goesOn(loss)}. ${meaning(loss)}.`;
}

function tellCause({ branch, cause }: Loss): string {
  switch (cause.kind) {
    case "expired":
      return `The earlier agent session on branch ${branch} is over: the helpdesk no longer accepts its login`;
    case "deleted":
      return `The earlier agent session on branch ${branch} is lost: every request of it failed, as when ` +
        "the helpdesk has deleted the branch, which it does when nothing was changed on it and another " +
        "session of the account comes in";
    case "other":
      return `The earlier agent session is on branch ${
        cause.branch ?? "without a name"
      } instead of ` +
        `${branch}, with which it began, so it was left`;
    case "visited":
      return `Another client is at work with this account: the helpdesk saw its session and finished branch ` +
        `${branch} for it, so the earlier session was left`;
  }
}

function goesOn({ replacement }: Loss): string {
  return replacement?.kind === "agent"
    ? `the work continues on the new branch ${replacement.info.branch_name ?? "without a name"}`
    : "the work continues in a new session";
}

function meaning({ branch, intent, changes, replacement }: Loss): string {
  const kept = replacement?.kind === "agent" && replacement.info.intent === intent;
  const left = changes === 0
    ? `This program had changed nothing on branch ${branch}`
    : intent === undefined
    ? `No intent was set, so changes on branch ${branch} may be left uncommitted there: tell people its name`
    : `Changes on branch ${branch} wait there for people, perhaps uncommitted: tell them its name`;
  if (intent === undefined) return `${left}. Call set_agent_intent before going on`;
  return kept
    ? `${left}. The same intent was set again`
    : `${left}. The intent could not be set again: call set_agent_intent before going on`;
}
