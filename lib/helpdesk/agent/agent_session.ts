import { HelpdeskError } from "../../errors.ts";
import { requireFinishable } from "../branch/agent_branch.ts";
import type { Call } from "../calls/call.ts";
import type { LedgerEntry, LeftBranch } from "../branch/ledger.ts";
import { readReply } from "../answers/reply.ts";
import { requireAgent } from "./require_agent.ts";
import { sendFinish } from "./session_finish.ts";
import { INFO_REQUEST } from "../login/session_opening.ts";
import type { HelpdeskSession } from "../session/session.ts";
import { branchOf, readStanding } from "../login/standing.ts";
import { agentIntent, type WireAgentSessionInfo } from "../answers/wire.ts";

/** What this program changed in an agent session. */
export interface SessionWork {
  /** Changes on the session's own branch, oldest first. */
  readonly changes: readonly LedgerEntry[];
  /** Changes of this and earlier sessions that are, or may be, not on their branch, oldest first. */
  readonly misplaced: readonly LedgerEntry[];
  /** Branches that were left unfinished since this program last finished a session. */
  readonly closedBranches: readonly LeftBranch[];
}

/** What a finished agent session leaves behind. */
export interface FinishedSession extends SessionWork {
  readonly branch: string | undefined;
  readonly intent: string;
  /** The helpdesk's own message. */
  readonly message: string | undefined;
}

/**
 * The agent session of the Dolt edition of django-helpdesk: an agent's writes go to a branch of its own;
 * finishing commits it with the intent as its message and files a pull request.
 */
export class AgentSession {
  readonly #session: HelpdeskSession;
  readonly #finished: () => void;

  /** @param finished is told that what was read in the session holds no longer */
  constructor(session: HelpdeskSession, finished: () => void) {
    this.#session = session;
    this.#finished = finished;
  }

  /**
   * Branch, intent and account of the session, asked anew.
   *
   * @throws {HelpdeskError} "not_found" on a helpdesk without agent sessions, "forbidden" for an account
   * that is not an agent, "auth" with an API token
   */
  async info(call: Call): Promise<WireAgentSessionInfo> {
    const known = await this.#session.standing(call);
    if (known.kind !== "unknown") requireAgent(known, this.#session.username);
    const reply = await this.#session.request({ turn: "alone", ...INFO_REQUEST }, call);
    const standing = readStanding(reply);
    const info = requireAgent(standing, this.#session.username);
    // Where it is another branch, the session was left: this is asked in the next one.
    return this.#session.learn(standing, info.intent || undefined) ? info : await this.info(call);
  }

  /**
   * Sets what the session's work is for; it becomes the commit message and the pull request's title. The
   * helpdesk remembers it from the request after the one that set it, so one is made.
   *
   * @throws {HelpdeskError} as `info`; "invalid" when the helpdesk refuses the text, "not_on_branch" for a
   * branch that it cannot finish
   */
  async setIntent(intent: string, call: Call): Promise<WireAgentSessionInfo> {
    const known = requireAgent(await this.#session.standing(call), this.#session.username);
    requireFinishable(known.branch_name ?? "");
    const outcomeCheck =
      "Call get_agent_session_info to see the intent; setting it again does no harm";
    const reply = await this.#session.request({
      turn: "alone",
      method: "POST",
      path: "api/set-agent-intent/",
      body: { intent },
      outcomeCheck,
    }, call);
    const answer = readReply(reply, agentIntent, { name: "set the intent", outcomeCheck });
    if (answer.success === false) throw intentNotKept();
    const generation = this.#session.generation;
    const info = await this.info(call);
    if (this.#session.generation !== generation) return await this.setIntent(intent, call);
    if (info.intent?.trim() !== intent.trim()) throw intentNotKept();
    return info;
  }

  /**
   * Finishes the session: commit, pull request, logout. Without an intent nothing is sent, because the
   * server would report success and leave the work uncommitted.
   *
   * @throws {HelpdeskError} as `info`; "invalid" while no intent is set, and when the helpdesk refuses;
   * "unavailable" when the answer was lost and the session is still there; "outcome_unknown" when it is
   * not, or nobody can tell; "not_on_branch" for a branch that the helpdesk cannot finish
   */
  async finish(call: Call): Promise<FinishedSession> {
    const info = await this.info(call);
    requireFinishable(info.branch_name ?? "");
    const intent = info.intent?.trim();
    if (!intent) {
      const { changes, misplaced } = this.work(info.branch_name);
      if (changes.length + misplaced.length === 0) throw nothingToFinish();
      throw new HelpdeskError(
        "invalid",
        "The agent session has no intent, and finishing it now would leave its work uncommitted and " +
          "unseen. Nothing was sent: set one with set_agent_intent, or give finish_agent_session an intent",
      );
    }
    const { generation, ledger } = this.#session;
    await this.#session.review(call);
    const { branch_name: branch } = info;
    let work = this.work(branch);
    const onFinished = () => {
      work = this.work(branch);
      ledger.clear();
      this.#finished();
    };
    const subject = { session: this.#session, info, generation, onFinished };
    const { message } = await sendFinish(subject, call);
    return { branch, intent, message, ...work };
  }

  /** What was changed in the session of a branch, today's if none is named, and what was left before. */
  work(branch = branchOf(this.#session.knownStanding)): SessionWork {
    const { ledger } = this.#session;
    return {
      changes: ledger.on(branch),
      misplaced: ledger.misplaced(),
      closedBranches: ledger.closedBranches,
    };
  }
}

function nothingToFinish(): HelpdeskError {
  return new HelpdeskError(
    "invalid",
    "This agent session has no intent, and this program has changed nothing in it, so there is nothing to " +
      "finish. Nothing was sent: for what you do next set one with set_agent_intent, or give " +
      "finish_agent_session an intent then",
  );
}

function intentNotKept(): HelpdeskError {
  return new HelpdeskError(
    "bad_reply",
    "The helpdesk did not keep the intent as given. Call get_agent_session_info to see what it has",
  );
}
