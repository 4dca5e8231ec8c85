import { HelpdeskError } from "../errors.ts";
import type { Call } from "./call.ts";
import { readReply } from "./reply.ts";
import type { HelpdeskSession } from "./session.ts";
import { readStanding, type Standing } from "./standing.ts";
import { agentFinish, agentIntent, type WireAgentSessionInfo } from "./wire.ts";

/** What a finished agent session leaves behind. */
export interface FinishedSession {
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
    requireAgent(await this.#session.standing(call), this.#session);
    const reply = await this.#session.request(
      { turn: "alone", method: "GET", path: "api/agent-session-info/" },
      call,
    );
    const standing = readStanding(reply);
    const info = requireAgent(standing, this.#session);
    this.#session.learn(standing, info.intent || undefined);
    return info;
  }

  /**
   * Sets what the session's work is for; it becomes the commit message and the pull request's title.
   *
   * @throws {HelpdeskError} as `info`, and "invalid" when the helpdesk refuses the text
   */
  async setIntent(intent: string, call: Call): Promise<WireAgentSessionInfo> {
    const before = requireAgent(await this.#session.standing(call), this.#session);
    const reply = await this.#session.request({
      turn: "alone",
      method: "POST",
      path: "api/set-agent-intent/",
      body: { intent },
      outcomeCheck: "Call get_agent_session_info to see the intent; setting it again does no harm",
    }, call);
    const answer = readReply(reply, agentIntent, { name: "set the intent" });
    if (answer.success === false || answer.intent?.trim() !== intent.trim()) {
      throw new HelpdeskError(
        "bad_reply",
        "The helpdesk did not store the intent as given. Call get_agent_session_info to see what it has",
      );
    }
    const branch = answer.branch_name ?? before.branch_name;
    const info = { ...before, branch_name: branch, intent };
    this.#session.learn({ kind: "agent", info }, intent);
    return info;
  }

  /**
   * Finishes the session: commit, pull request, logout. Without an intent nothing is sent, because the
   * server would report success and leave the work uncommitted.
   *
   * @throws {HelpdeskError} as `info`; "invalid" while no intent is set; "outcome_unknown" when the
   * answer was lost
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
    const branch = info.branch_name ?? "without a name";
    const outcomeCheck = "Call get_agent_session_info: while it still shows branch " +
      `${branch}, the session is not finished and finish_agent_session can be called again`;
    const reply = await this.#session.request({
      turn: "alone",
      method: "POST",
      path: "api/finish-agent-session/",
      body: {},
      outcomeCheck,
    }, call);
    const action = { name: `finish the agent session on branch ${branch}`, outcomeCheck };
    const answer = readReply(reply, agentFinish, action);
    if (answer.success === false || answer.error !== undefined) {
      throw new HelpdeskError(
        "invalid",
        `The helpdesk did not finish the agent session on branch ${branch} (it says: ` +
          `${(answer.error ?? answer.message ?? "nothing").slice(0, 300)}). The session is kept: ` +
          "call finish_agent_session again, or tell the administrator the branch",
      );
    }
    this.#session.forget();
    return { branch: info.branch_name, intent, message: answer.message };
  }
}

function requireAgent(standing: Standing, session: HelpdeskSession): WireAgentSessionInfo {
  switch (standing.kind) {
    case "agent":
      return standing.info;
    case "no_agent_endpoints":
      throw new HelpdeskError(
        "not_found",
        "This helpdesk has no agent sessions: it has no agent endpoints, like plain django-helpdesk. All " +
          "other tools work, and changes are made directly. For sessions with a branch and a review its " +
          "administrator would have to run the Dolt edition of django-helpdesk",
      );
    case "not_agent":
      throw new HelpdeskError(
        "forbidden",
        `The account "${session.username ?? ""}" is no agent on this helpdesk (it says: ` +
          `${standing.says}). All other tools work, and changes are made directly. Its administrator can ` +
          "make it an agent account, or HELPDESK_USERNAME can name one",
      );
    case "token":
      throw new HelpdeskError(
        "auth",
        "Agent sessions need a login session, which HELPDESK_API_TOKEN does not give. Set " +
          "HELPDESK_USERNAME and HELPDESK_PASSWORD of an agent account",
      );
    case "unknown":
      throw new HelpdeskError(
        "bad_reply",
        `The helpdesk did not say whether this account is an agent (status ${standing.status} at ` +
          "api/agent-session-info/). Its log says why; all other tools may work",
      );
  }
}
