import type { AgentSession, AgentSessions, Branch } from "./agent_sessions.ts";
import type { Clock } from "./clock.ts";
import type { CsrfState } from "./csrf.ts";
import type { Account } from "./model.ts";
import type { MailRecord } from "./records.ts";
import type { Session, SessionEngine } from "./sessions.ts";
import type { Settings } from "./settings.ts";
import type { Store } from "./store.ts";

/** The whole helpdesk, as its parts see it. */
export interface Helpdesk {
  readonly settings: Settings;
  readonly store: Store;
  readonly clock: Clock;
  readonly sessions: SessionEngine;
  readonly agents: AgentSessions;
  readonly mails: MailRecord[];
  /** API tokens and whose they are. */
  readonly tokens: ReadonlyMap<string, number>;
  /** Logins so far; the number of the last one. */
  logins: number;
}

/** One request on its way through the helpdesk. */
export interface Exchange {
  readonly helpdesk: Helpdesk;
  readonly method: string;
  readonly url: URL;
  /** From the root of the site, decoded. */
  readonly path: string;
  readonly headers: Headers;
  readonly body: Uint8Array<ArrayBuffer>;
  readonly session: Session;
  readonly csrf: CsrfState;
  /** The account of the session; a login or logout changes it. */
  user: Account | null;
  /** The account of the session or of a token, for the log. */
  seenUser: Account | null;
  /** Where an agent's request works. */
  agent: { readonly session: AgentSession; readonly branch: Branch } | null;
}

/** The path of an address as Django sees it: decoded, where it can be. */
export function decodedPath({ pathname }: URL): string {
  try {
    return decodeURIComponent(pathname);
  } catch {
    return pathname;
  }
}

/** Ends the session of a request, as Django's logout does. */
export function logOut(exchange: Exchange): void {
  exchange.helpdesk.sessions.remove(exchange.session);
  exchange.session.flush();
  exchange.user = null;
}

/** The form fields of a request, empty when it has no form. */
export async function readForm(exchange: Exchange): Promise<FormData> {
  const type = exchange.headers.get("content-type") ?? "";
  if (!/^(application\/x-www-form-urlencoded|multipart\/form-data)\b/i.test(type)) {
    return new FormData();
  }
  const body = new Response(exchange.body, { headers: { "content-type": type } });
  return await body.formData();
}
