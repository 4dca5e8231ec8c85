import type { LossCause } from "../branch/agent_branch.ts";
import { Ledger } from "../branch/ledger.ts";
import type { OpenedSession } from "../login/session_opening.ts";
import { branchOf, type Standing } from "../login/standing.ts";
import { SessionLosses } from "./session_losses.ts";

/** What is known of the account's present session, and what became of earlier ones. */
export class SessionState {
  /** What was changed in this session and, where they were lost, earlier ones. */
  readonly ledger = new Ledger();
  readonly losses = new SessionLosses();
  #generation = 0;
  #standing: Standing | undefined;
  #intent: string | undefined;

  /** Counts the logins. */
  get generation(): number {
    return this.#generation;
  }

  /** What the account is; undefined while no session is open. */
  get standing(): Standing | undefined {
    return this.#standing;
  }

  /** The intent of an agent's session; after a loss, that of the one before. */
  get intent(): string | undefined {
    return this.#intent;
  }

  /** Whether the session of a login is open. */
  isOpen(generation: number): boolean {
    return this.#standing !== undefined && this.#generation === generation;
  }

  /** A login was made, whatever comes of it. */
  countLogin(): void {
    this.#generation++;
  }

  /** A session was opened. */
  open({ standing, intent }: OpenedSession): Standing {
    this.#intent = intent;
    this.losses.replacedBy(standing);
    return this.#standing = standing;
  }

  /**
   * Takes over what a request found out about the agent session.
   *
   * @returns false when the helpdesk has it on another branch: the session was left
   */
  learn(standing: Standing, intent: string | undefined): boolean {
    if (this.#standing === undefined) return false;
    const [before, now] = [branchOf(this.#standing), branchOf(standing)];
    if (before !== undefined && before !== now) {
      this.lose(this.#generation, { kind: "other", branch: now });
      return false;
    }
    this.#standing = standing;
    this.#intent = intent;
    return true;
  }

  /** The session of a login is over; nothing happens when it is not the present one. */
  lose(generation: number, cause: LossCause): void {
    if (!this.isOpen(generation)) return;
    const branch = branchOf(this.#standing);
    if (branch !== undefined) {
      const changes = this.ledger.on(branch).length;
      this.losses.record({ branch, intent: this.#intent, cause, changes });
      this.ledger.close(branch);
    }
    this.#standing = undefined;
  }

  /** Forgets the session, after an orderly end. */
  forget(): void {
    this.#standing = undefined;
    this.#intent = undefined;
  }
}
