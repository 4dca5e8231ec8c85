import { HelpdeskError } from "../../errors.ts";

/** The helpdesk takes the login but not what follows from it. */
export function notKept(why: string): HelpdeskError {
  return new HelpdeskError(
    "auth",
    `The helpdesk does not keep this account logged in: ${why}. Nothing was changed by this call. ` +
      "Another client may be using the same account; else its administrator should check that the REST " +
      "framework has SessionAuthentication, and the session and CSRF cookie settings " +
      "(SESSION_COOKIE_SECURE, SESSION_COOKIE_DOMAIN, CSRF_HEADER_NAME, CSRF_TRUSTED_ORIGINS)",
  );
}

/** The helpdesk answers the first request of a session as where a session vanishes during its requests. */
export function sessionVanishes(): HelpdeskError {
  return new HelpdeskError(
    "auth",
    "The helpdesk takes the login but answers the session's first request with status 400. The Dolt edition " +
      "does so for agents where it keeps sessions in its database, because each branch has sessions of its " +
      "own: its administrator has to keep them elsewhere, as in cookies (SESSION_ENGINE " +
      '"django.contrib.sessions.backends.signed_cookies"). Nothing was changed by this call',
  );
}

/** The deprecated API token is not accepted. */
export function tokenRefused(): HelpdeskError {
  return new HelpdeskError(
    "auth",
    "The helpdesk did not accept HELPDESK_API_TOKEN. Set HELPDESK_USERNAME and HELPDESK_PASSWORD " +
      "instead, or have its administrator enable TokenAuthentication",
  );
}

/** What was asked belongs to a session that the helpdesk has ended meanwhile. */
export function sessionReplaced(): HelpdeskError {
  return new HelpdeskError(
    "auth",
    "The helpdesk had ended the session before this call, so nothing was sent. A new session is open: " +
      "get_agent_session_info shows its branch and what became of the earlier one",
  );
}

/** A change failed together with the whole session. */
export function lostWithSession(outcomeCheck = "Read the ticket with get_ticket"): HelpdeskError {
  return new HelpdeskError(
    "outcome_unknown",
    "The helpdesk failed (status 500) with this change and with every other request of the agent session, " +
      "as when it has deleted the session's branch. So the outcome is unknown; most likely nothing was " +
      `changed. It was not repeated. ${outcomeCheck}`,
  );
}
