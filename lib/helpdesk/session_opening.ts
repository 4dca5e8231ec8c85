import type { Deadline } from "../http/deadline.ts";
import { logIn, type LoginContext } from "./login.ts";
import { sessionRefusal } from "./refusal.ts";
import { errorOf } from "./reply.ts";
import { notKept } from "./session_errors.ts";
import type { SessionWire } from "./session_wire.ts";
import { readStanding, type Standing } from "./standing.ts";

/** Asks what the account is; on the Dolt edition an agent's first request also makes its branch. */
export const INFO_REQUEST = { method: "GET", path: "api/agent-session-info/" } as const;

/** What opening a session needs. */
export interface SessionOpening extends LoginContext {
  readonly wire: SessionWire;
  /** The intent of an earlier agent session, to be set again; undefined: none. */
  readonly intent: string | undefined;
}

/** A session that is open. */
export interface OpenedSession {
  readonly standing: Standing;
  /** Path of the login page, a redirect to which means that the session is gone. */
  readonly loginPath: string;
  /** The intent that is set; undefined when there was none or it could not be set again. */
  readonly intent: string | undefined;
}

/**
 * Logs in and asks what the account is, alone: parallel first requests of an agent would make several
 * branches. An agent's new branch gets the earlier intent.
 *
 * @throws {HelpdeskError} "auth" when the account is refused or not kept logged in, "unavailable" when
 * the helpdesk cannot tell what the account is, and whatever the requests throw
 */
export async function openSession(
  opening: SessionOpening,
  deadline: Deadline,
): Promise<OpenedSession> {
  const { wire, intent } = opening;
  const { page, csrfCookie } = await logIn(opening, deadline);
  wire.useCsrfCookie(csrfCookie);
  const loginPath = page.pathname;
  const reply = await wire.send(INFO_REQUEST, deadline);
  if (sessionRefusal(reply, new Set([loginPath])) === "expired") {
    throw notKept("it accepts the login but not the session");
  }
  // Working on would put changes on a branch that nobody can name.
  if (reply.status === 429 || reply.status >= 500) {
    throw errorOf(reply, { name: "tell whether this account is an agent" });
  }
  const standing = readStanding(reply);
  if (standing.kind !== "agent" || intent === undefined) return { standing, loginPath, intent };
  const body = { intent };
  const set = { method: "POST", path: "api/set-agent-intent/", body } as const;
  const isSet = (await wire.send(set, deadline)).status === 200;
  return isSet
    ? { standing: { kind: "agent", info: { ...standing.info, intent } }, loginPath, intent }
    : { standing, loginPath, intent: undefined };
}
