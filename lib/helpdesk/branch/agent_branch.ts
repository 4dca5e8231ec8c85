import { HelpdeskError } from "../../errors.ts";
import { Deadline } from "../../http/deadline.ts";
import type { HttpReply } from "../../http/message.ts";
import { AGENT_VIEW } from "./agent_view.ts";
import {
  branchHandedOver,
  branchInDoubt,
  branchNameTooLong,
  foundMissing,
  type MisplacedChanges,
  notOnBranch,
  notReadBack,
  perhapsNotOnBranch,
} from "./branch_errors.ts";
import { BranchGuard } from "./branch_guard.ts";
import type { Trace, TracedRequest } from "./branch_trace.ts";
import type { Call } from "../calls/call.ts";
import { type Ledger, type LedgerEntry, wordsFor } from "./ledger.ts";
import { pullRequestAddress } from "./pull_request_address.ts";
import { INFO_REQUEST } from "../login/session_opening.ts";
import type { SessionWire } from "../login/session_wire.ts";
import type { WireAgentSessionInfo } from "../answers/wire.ts";

/** `FinishSession` of the Dolt edition takes names of at most so many characters. */
export const MOST_BRANCH_NAME = 64;

/**
 * Why an agent's session cannot go on:
 * - "expired": the helpdesk accepts its cookie no longer
 * - "deleted": every request of it fails, as when the helpdesk deleted its branch
 * - "other": the helpdesk has it on another branch than the one it began with
 * - "visited": another session of the account came in, for which the helpdesk finished its branch
 */
export type LossCause =
  | { readonly kind: "expired" | "deleted" | "visited" }
  | { readonly kind: "other"; readonly branch: string | undefined };

/** What stands in the way of a write: a refusal to be handled first, or a session that is lost. */
export type Obstacle =
  | { readonly refusal: HttpReply; readonly lost?: undefined }
  | { readonly lost: LossCause; readonly refusal?: undefined };

/** The branch of an agent's session: nothing is written past it, and what was written is read back. */
export class AgentBranch {
  readonly #wire: SessionWire;
  readonly #ledger: Ledger;
  readonly #guard: BranchGuard;
  #isHandedOver = false;
  #isVisitTold = false;
  #isViewTold = false;

  constructor(wire: SessionWire, loginPaths: ReadonlySet<string>, ledger: Ledger) {
    this.#wire = wire;
    this.#ledger = ledger;
    this.#guard = new BranchGuard(wire, loginPaths);
  }

  /** A session was opened. */
  begin(): void {
    this.#guard.begin();
    this.#isHandedOver = false;
    this.#isVisitTold = false;
    this.#isViewTold = false;
  }

  /** Tells one call of each session what an agent sees. */
  tellView(call: Call): void {
    if (!this.#isViewTold) call.notice(`${AGENT_VIEW}.`);
    this.#isViewTold = true;
  }

  /** Whether the branch may be under review. */
  get isHandedOver(): boolean {
    return this.#isHandedOver;
  }

  /** The branch may be under review: nothing is written on it any more. */
  handOver(): void {
    this.#isHandedOver = true;
  }

  /** Keeps what was found on the branch, to recognise the branch by it. */
  keep(trace: Trace, change: number): void {
    this.#guard.keep(trace, change);
  }

  /** Takes notice that a follow-up gave a ticket another status. */
  follow(ticket: number, status: number): void {
    this.#guard.follow(ticket, status);
  }

  /** @throws {HelpdeskError} "not_on_branch" when nothing may be written in this session */
  requireWritable(info: WireAgentSessionInfo, baseUrl: URL): void {
    const { branch_name: branch = "" } = info;
    requireFinishable(branch);
    if (this.#isHandedOver) throw branchHandedOver(branch, pullRequestAddress(branch, baseUrl));
    const misplaced = this.#ledger.misplaced(info.branch_name);
    if (misplaced.length > 0) throw branchInDoubt(branch, describe(misplaced));
  }

  /**
   * Looks whether the next request runs on the branch.
   *
   * @param hasIntent whether the helpdesk could commit the branch when another session came in
   * @returns undefined when it does
   * @throws {HelpdeskError} "not_on_branch" when an earlier change turns out to be elsewhere, or may be
   */
  async secure(
    info: WireAgentSessionInfo,
    hasIntent: boolean,
    call: Call,
  ): Promise<Obstacle | undefined> {
    const { branch_name: branch } = info;
    const found = await this.#guard.look(branch, call.deadline);
    switch (found.kind) {
      case "ours":
        return undefined;
      case "refused":
        return { refusal: found.reply };
      case "deleted":
        return { lost: { kind: "deleted" } };
      case "other":
        return { lost: { kind: "other", branch: found.branch } };
      case "visited":
        // Without an intent nothing was committed, and this session alone can still hand it over.
        if (hasIntent) {
          await this.#reviewBeforeLeaving(branch ?? "", call);
          return { lost: { kind: "visited" } };
        }
        this.#tellVisit(branch ?? "", call);
        return undefined;
      case "contradicted":
        this.#ledger.mark(found.changes, found.isCertain ? "elsewhere" : "in_doubt");
        throw branchInDoubt(branch ?? "", describe(this.#ledger.misplaced(branch)));
    }
  }

  /**
   * Reads a write back that was answered as made.
   *
   * @param change its number in the ledger
   * @returns what was read: the thing as it stands on the branch
   * @throws {HelpdeskError} "not_on_branch" when it is elsewhere, or may be; "outcome_unknown" when it
   * could not be read back
   */
  async readBack(
    request: TracedRequest,
    reply: HttpReply,
    change: number,
    deadline: Deadline,
  ): Promise<HttpReply> {
    const entry = this.#ledger.entry(change);
    const sent = { what: wordsFor(entry), branch: entry?.branch ?? "" };
    const check = request.outcomeCheck ?? "Read the ticket with get_ticket";
    const trace = request.trace(reply);
    if (trace === undefined) throw notReadBack(sent, "its answer names nothing to read", [check]);
    const found = await this.#guard.readBack(trace, deadline).catch((error) => {
      throw notReadBack(sent, error instanceof HelpdeskError ? error.message : "it failed", [
        check,
      ]);
    });
    switch (found.kind) {
      case "here":
        this.#ledger.mark([change], "done");
        this.#guard.keep(trace, change);
        return found.reply;
      case "elsewhere":
        this.#ledger.mark([change], "elsewhere");
        throw notOnBranch(sent);
      case "in_doubt":
        this.#ledger.mark([change], "in_doubt");
        throw perhapsNotOnBranch(sent);
      case "unread":
        // A branch that was deleted meanwhile had nothing on it.
        if (found.reply.status === 500 && await this.isDeleted(deadline)) {
          this.#ledger.mark([change], "elsewhere");
          throw notOnBranch(sent);
        }
        throw notReadBack(sent, `status ${found.reply.status}`, [
          check,
          ...hintFor(request, found),
        ]);
    }
  }

  /** Whether every request of the session fails, as when its branch was deleted. */
  async isDeleted(deadline: Deadline): Promise<boolean> {
    return (await this.#wire.send(INFO_REQUEST, deadline)).status === 500;
  }

  /** Reads everything that was written on the branch once more, as far as there is time. */
  async review({ deadline }: Call): Promise<void> {
    const time = new Deadline(deadline.remaining / 2, deadline.signal);
    try {
      const { elsewhere, inDoubt } = await this.#guard.review(time);
      this.#ledger.mark(elsewhere, "elsewhere");
      this.#ledger.mark(inDoubt, "in_doubt");
    } finally {
      time.end();
    }
  }

  /** What was read back while another session came in may have been read elsewhere. */
  async #reviewBeforeLeaving(branch: string, call: Call): Promise<void> {
    await this.review(call);
    const misplaced = describe(this.#ledger.misplaced(branch));
    for (const sentence of foundMissing(branch, misplaced)) call.notice(sentence);
  }

  #tellVisit(branch: string, call: Call): void {
    if (this.#isVisitTold) return;
    this.#isVisitTold = true;
    call.notice(
      `Another client is at work with this account, or the program was started twice: between two ` +
        `requests of this session on branch ${branch} the helpdesk saw another session. Its changes may ` +
        "stand on this branch too, or this session's elsewhere: use one client an account, and set an " +
        "intent and finish soon.",
    );
  }
}

/** @throws {HelpdeskError} "not_on_branch" when the helpdesk cannot finish a branch of this name */
export function requireFinishable(branch: string): void {
  if ([...branch].length > MOST_BRANCH_NAME) throw branchNameTooLong(branch, MOST_BRANCH_NAME);
}

function hintFor({ failureHint }: TracedRequest, { reply }: { reply: HttpReply }): string[] {
  return reply.status === 500 && failureHint !== undefined ? [failureHint] : [];
}

function describe(misplaced: readonly LedgerEntry[]): MisplacedChanges {
  const isElsewhere = ({ outcome }: LedgerEntry) => outcome === "elsewhere";
  return {
    elsewhere: misplaced.filter(isElsewhere).map(wordsFor),
    inDoubt: misplaced.filter((entry) => !isElsewhere(entry)).map(wordsFor),
  };
}
