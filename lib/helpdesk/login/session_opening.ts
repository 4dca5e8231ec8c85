import type { Deadline } from "../../http/deadline.ts";
import { sessionRefusal } from "../answers/refusal.ts";
import { errorOf } from "../answers/reply.ts";
import { notKept, sessionVanishes } from "./session_errors.ts";
import type { SessionWire } from "./session_wire.ts";
import { readStanding, type Standing } from "./standing.ts";

/** Asks what the account is; on the Dolt edition an agent's first request also makes its branch. */
export const INFO_REQUEST = { method: "GET", path: "api/agent-session-info/" } as const;

/** A session that is open. */
export interface OpenedSession {
  readonly standing: Standing;
  /** The intent that is set; undefined when there was none or it could not be set again. */
  readonly intent: string | undefined;
}

/**
 * Makes the first request after a login, alone: it tells what the account is, and parallel first requests
 * of an agent would make several branches. An agent's new branch gets the earlier intent.
 *
 * @param loginPaths paths of login pages, a redirect to which means that there is no session
 * @param intent of an earlier agent session, to be set again; undefined: none
 * @throws {HelpdeskError} "auth" when the account is not kept logged in, "unavailable" when the helpdesk
 * cannot tell what the account is, and whatever the requests throw
 */
export async function openSession(
  wire: SessionWire,
  loginPaths: ReadonlySet<string>,
  intent: string | undefined,
  deadline: Deadline,
): Promise<OpenedSession> {
  const reply = await wire.send(INFO_REQUEST, deadline);
  if (sessionRefusal(reply, loginPaths) === "expired") {
    throw notKept("it accepts the login but not the session");
  }
  // Working on would put changes on main, or on a branch that nobody can name.
  if (reply.status === 400) throw sessionVanishes();
  if (reply.status === 429 || reply.status >= 500) {
    throw errorOf(reply, { name: "tell whether this account is an agent" });
  }
  const standing = readStanding(reply);
  if (standing.kind !== "agent" || intent === undefined) return { standing, intent };
  const body = { intent };
  await wire.send({ method: "POST", path: "api/set-agent-intent/", body }, deadline);
  // The helpdesk remembers an intent, and would commit with it, only from the request after it.
  const kept = readStanding(await wire.send(INFO_REQUEST, deadline));
  const isSame = kept.kind === "agent" &&
    kept.info.branch_name === standing.info.branch_name && kept.info.intent === intent;
  return isSame ? { standing: kept, intent } : { standing, intent: undefined };
}
