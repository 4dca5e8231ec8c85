import { HelpdeskError } from "../../errors.ts";
import type { Standing } from "../login/standing.ts";
import type { WireAgentSessionInfo } from "../answers/wire.ts";

/**
 * What the helpdesk says of the account's agent session.
 *
 * @throws {HelpdeskError} "not_found" where there are no agent sessions, "forbidden" for an account that
 * is not an agent, "auth" with an API token, "bad_reply" when the helpdesk did not say
 */
export function requireAgent(
  standing: Standing,
  username: string | undefined,
): WireAgentSessionInfo {
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
        `The account "${username ?? ""}" is not an agent on this helpdesk (it says: ` +
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
