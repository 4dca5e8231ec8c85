import { HelpdeskError } from "../errors.ts";
import type { Standing } from "./standing.ts";

const MOST_LOSSES = 3;
const WINDOW_MILLISECONDS = 10 * 60_000;

/**
 * Remembers the agent sessions that ended under the program. Each cost a branch, so a session that
 * keeps ending (two clients on one account push each other out) must stop the work, not go round.
 */
export class SessionLosses {
  #times: number[] = [];
  #last: { readonly branch: string; readonly intent: string | undefined } | undefined;

  /** Records the end of a session; only an agent's counts, as no other has a branch to lose. */
  record(standing: Standing, intent: string | undefined): void {
    if (standing.kind !== "agent") return;
    this.#times = [...this.#recent(), Date.now()];
    this.#last = { branch: standing.info.branch_name ?? "without a name", intent };
  }

  /** After an orderly end nothing is lost any more. */
  forget(): void {
    this.#last = undefined;
  }

  /**
   * What the caller has to know about the last loss and the session that replaces it; undefined when
   * no branch was lost.
   */
  describe(now: Standing | undefined): string | undefined {
    if (this.#last === undefined) return undefined;
    const { branch, intent } = this.#last;
    const continues = now?.kind === "agent"
      ? `the work continues on the new branch ${now.info.branch_name ?? "without a name"}`
      : "the work continues in a new session";
    const earlier = intent === undefined
      ? `No intent was set, so changes on branch ${branch} may be left uncommitted there: tell people its ` +
        "name, and call set_agent_intent before going on"
      : "The same intent was set again";
    return `The helpdesk ended the earlier agent session and closed its branch ${branch}; ${continues}. ` +
      `${earlier}.`;
  }

  /** @throws {HelpdeskError} "auth" after the third loss within ten minutes */
  throwIfTooMany(): void {
    if (this.#recent().length < MOST_LOSSES) return;
    throw new HelpdeskError(
      "auth",
      `The helpdesk ended this agent session ${MOST_LOSSES} times within ten minutes (last branch: ` +
        `${
          this.#last?.branch ?? "unknown"
        }). Most likely another client uses the same account, and each ` +
        "login ends the other's session. Give each client an agent account of its own; calls are " +
        "refused until ten minutes have passed",
    );
  }

  #recent(): number[] {
    return this.#times.filter((time) => Date.now() - time < WINDOW_MILLISECONDS);
  }
}
