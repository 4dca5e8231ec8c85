import { HelpdeskError } from "../errors.ts";
import { Deadline } from "../http/deadline.ts";
import type { HttpReply } from "../http/message.ts";
import { shownLine } from "../text/shown_text.ts";
import type { Call } from "./call.ts";
import type { LedgerEntry, LeftBranch } from "./ledger.ts";
import { type Action, parseJson, readReply } from "./reply.ts";
import { requireAgent } from "./require_agent.ts";
import type { HelpdeskSession } from "./session.ts";
import { readStanding, type Standing } from "./standing.ts";
import {
  agentFinish,
  agentIntent,
  type WireAgentFinish,
  type WireAgentSessionInfo,
} from "./wire.ts";

const PROBE_MILLISECONDS = 5_000;
const SESSION_KEPT =
  "The session is kept: call finish_agent_session again, or tell people the branch";

/** What this program changed in an agent session. */
export interface SessionWork {
  /** Changes on the session's own branch, oldest first. */
  readonly changes: readonly LedgerEntry[];
  /** Branches that the helpdesk closed under this program since it last finished a session. */
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

  constructor(session: HelpdeskSession) {
    this.#session = session;
  }

  /**
   * Branch, intent and account of the session, asked anew.
   *
   * @throws {HelpdeskError} "not_found" on a helpdesk without agent sessions, "forbidden" for an account
   * that is no agent, "auth" with an API token
   */
  async info(call: Call): Promise<WireAgentSessionInfo> {
    const known = await this.#session.standing(call);
    if (known.kind !== "unknown") requireAgent(known, this.#session.username);
    const reply = await this.#session.request(
      { turn: "alone", method: "GET", path: "api/agent-session-info/" },
      call,
    );
    const standing = readStanding(reply);
    const info = requireAgent(standing, this.#session.username);
    this.#session.learn(standing, info.intent || undefined);
    return info;
  }

  /**
   * Sets what the session's work is for; it becomes the commit message and the pull request's title.
   *
   * @throws {HelpdeskError} as `info`, and "invalid" when the helpdesk refuses the text
   */
  async setIntent(intent: string, call: Call): Promise<WireAgentSessionInfo> {
    const before = requireAgent(await this.#session.standing(call), this.#session.username);
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
    if (answer.success === false || answer.intent?.trim() !== intent.trim()) {
      throw new HelpdeskError(
        "bad_reply",
        "The helpdesk did not store the intent as given. Call get_agent_session_info to see what it has",
      );
    }
    // The session may have been renewed since it was asked about.
    const standing = this.#session.knownStanding;
    const current = standing?.kind === "agent" ? standing.info : before;
    const info = { ...current, branch_name: answer.branch_name ?? current.branch_name, intent };
    this.#session.learn({ kind: "agent", info }, intent);
    return info;
  }

  /**
   * Finishes the session: commit, pull request, logout. Without an intent nothing is sent, because the
   * server would report success and leave the work uncommitted.
   *
   * @throws {HelpdeskError} as `info`; "invalid" while no intent is set, and when the helpdesk refuses;
   * "unavailable" when the answer was lost and the session is still there; "outcome_unknown" when it is
   * not, or nobody can tell
   */
  async finish(call: Call): Promise<FinishedSession> {
    const info = await this.info(call);
    const intent = info.intent?.trim();
    if (!intent) {
      throw new HelpdeskError(
        "invalid",
        "The agent session has no intent, and finishing it now would leave its work uncommitted and " +
          "unseen. Nothing was sent: set one with set_agent_intent, or give finish_agent_session an intent",
      );
    }
    const generation = this.#session.generation;
    const { answer, work } = await this.#sendFinish(info, generation, call);
    if (work === undefined) {
      throw new HelpdeskError(
        "invalid",
        `The helpdesk did not finish the agent session on branch ${nameOf(info)} (it says: ` +
          `${shownLine(answer.error ?? answer.message ?? "nothing", 300)}). ${SESSION_KEPT}`,
      );
    }
    return { branch: info.branch_name, intent, message: answer.message, ...work };
  }

  /** What was changed on the session's branch, and what branches were lost before it. */
  work(): SessionWork {
    const { ledger, knownStanding } = this.#session;
    const branch = knownStanding?.kind === "agent" ? knownStanding.info.branch_name : undefined;
    return { changes: ledger.on(branch), closedBranches: ledger.closedBranches };
  }

  /** @returns the answer, and the session's work when the helpdesk finished it */
  async #sendFinish(
    info: WireAgentSessionInfo,
    generation: number,
    call: Call,
  ): Promise<{ answer: WireAgentFinish; work: SessionWork | undefined }> {
    const outcomeCheck = "Call get_agent_session_info: while it still shows branch " +
      `${nameOf(info)}, the session is not finished and finish_agent_session can be called again`;
    const action = { name: `finish the agent session on branch ${nameOf(info)}`, outcomeCheck };
    let work: SessionWork | undefined;
    // Whatever waits for its turn must find the session gone, or its refusal would look like a loss.
    const settle = async (outcome: HttpReply | HelpdeskError) => {
      if (outcome instanceof HelpdeskError) throw await this.#fateOf(info, outcome);
      if (isFinished(outcome)) {
        work = this.work();
        this.#session.forget();
        this.#session.ledger.clear();
        return;
      }
      const failure = failureIn(outcome, action);
      if (failure?.kind === "outcome_unknown") throw await this.#fateOf(info, failure);
    };
    const reply = await this.#session.request({
      turn: "alone",
      method: "POST",
      path: "api/finish-agent-session/",
      body: {},
      outcomeCheck,
      settle,
      generation,
    }, call);
    const failure = failureIn(reply, action);
    if (failure !== undefined) {
      throw new HelpdeskError(failure.kind, `${failure.message}. ${SESSION_KEPT}`);
    }
    return { answer: readReply(reply, agentFinish, action), work };
  }

  /** What became of a session whose finish was not answered properly: the helpdesk can still tell. */
  async #fateOf(
    info: WireAgentSessionInfo,
    lost: HelpdeskError,
  ): Promise<HelpdeskError> {
    let standing: Standing | undefined;
    // The call's own time may be what ran out.
    const deadline = new Deadline(PROBE_MILLISECONDS);
    try {
      standing = await this.#session.probe(deadline);
    } catch {
      return lost;
    } finally {
      deadline.end();
    }
    if (standing?.kind === "agent" && standing.info.branch_name === info.branch_name) {
      return new HelpdeskError(
        "unavailable",
        `The agent session was not finished: the helpdesk still has it open on branch ${
          nameOf(info)
        }, ` +
          "with its intent. Nothing is lost: call finish_agent_session again. If it fails again, tell " +
          "people the branch",
        { cause: lost },
      );
    }
    if (standing !== undefined) return lost;
    const changes = this.work().changes.length;
    // Nobody saw it finished, so it stays among the branches that are told of.
    if (info.branch_name !== undefined) this.#session.ledger.close(info.branch_name);
    this.#session.forget();
    return new HelpdeskError(
      "outcome_unknown",
      `The answer to finishing was lost, but the helpdesk has closed the session, as it does after ` +
        `finishing. Ask people to look for the pull request of branch ${
          nameOf(info)
        } (${changes} changes ` +
        "by this program). Do not repeat the work: the next call starts a new session with a new branch",
      { cause: lost },
    );
  }
}

function isFinished(reply: HttpReply): boolean {
  const parsed = agentFinish.safeParse(parseJson(reply.text));
  return reply.status >= 200 && reply.status < 300 && parsed.success &&
    parsed.data.success !== false && parsed.data.error === undefined;
}

function failureIn(reply: HttpReply, action: Action): HelpdeskError | undefined {
  try {
    readReply(reply, agentFinish, action);
    return undefined;
  } catch (error) {
    if (error instanceof HelpdeskError) return error;
    throw error;
  }
}

function nameOf(info: WireAgentSessionInfo): string {
  return shownLine(info.branch_name ?? "without a name", 100);
}
