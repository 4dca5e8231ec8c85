import type { Branch } from "../state/branch.ts";
import type { Branches } from "../state/branches.ts";
import type { Clock } from "../state/clock.ts";
import type { CsrfState } from "./csrf.ts";
import type { KnowledgeContent } from "../state/knowledge.ts";
import type { Logins } from "../state/logins.ts";
import type { FollowUpAttachment, User } from "../state/model.ts";
import type { MailRecord } from "../state/records.ts";
import type { SessionMemories, SessionMemory } from "../state/session_memory.ts";
import type { Session, SessionEngine } from "../state/sessions.ts";
import type { Settings } from "../state/settings.ts";
import type { Store } from "../state/store.ts";

/** The whole helpdesk, as a request sees it: `store` is the state of what is checked out. */
export interface ServedHelpdesk {
  readonly settings: Settings;
  readonly store: Store;
  knowledge: KnowledgeContent;
  readonly branches: Branches;
  /** The files of all branches by their path below the media address. */
  readonly media: Map<string, FollowUpAttachment>;
  readonly clock: Clock;
  readonly sessions: SessionEngine;
  readonly memories: SessionMemories;
  readonly logins: Logins;
  readonly deliver: (mail: MailRecord) => void;
  /** API tokens and whose they are. */
  readonly tokens: ReadonlyMap<string, number>;
}

/** One request on its way through the helpdesk. */
export interface Exchange {
  helpdesk: ServedHelpdesk;
  /** The branch that is checked out, null for main. */
  branch: Branch | null;
  /** What the process that serves it remembers of agent sessions; undefined when nothing. */
  readonly memory: SessionMemory | undefined;
  readonly method: string;
  readonly url: URL;
  /** From the root of the site, decoded. */
  readonly path: string;
  readonly headers: Headers;
  readonly body: Uint8Array<ArrayBuffer>;
  readonly session: Session;
  readonly csrf: CsrfState;
  /** The account of the session; a login or logout changes it. */
  user: User | null;
  /** The account of the session or of a token, for the log. */
  seenUser: User | null;
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
