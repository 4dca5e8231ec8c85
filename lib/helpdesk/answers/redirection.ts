import type { HttpReply } from "../../http/message.ts";
import { shownLine } from "../../text/shown_text.ts";

/** Where paths of a helpdesk begin behind its mount. */
const BELOW_MOUNT = /\/(?:api|tickets|datatables_ticket_list|login)\//;

/** Where an answer leads. */
export interface Redirection {
  readonly isElsewhere: boolean;
  /** The host elsewhere, or the path on the same origin, to be shown. */
  readonly target: string;
  /**
   * The address of the helpdesk when the same page is only below another path or origin, as with a prefix
   * for the language (`i18n_patterns`).
   */
  readonly baseUrl?: string;
}

/** Whether an answer leads elsewhere; 304 does not (RFC 9110 section 15.4.5). */
export function isRedirection({ status }: Pick<HttpReply, "status">): boolean {
  return status >= 300 && status < 400 && status !== 304;
}

/** Reads the `Location` of an answer with a status from 300 to 399; without its query, which may be secret. */
export function redirectionIn({ headers, url }: Pick<HttpReply, "headers" | "url">): Redirection {
  const given = headers.get("location");
  if (given === null) return { isElsewhere: false, target: "nowhere" };
  const location = URL.parse(given, url);
  if (location === null) return { isElsewhere: true, target: "nowhere" };
  const isElsewhere = location.origin !== url.origin;
  const target = isElsewhere ? location.host || location.protocol : location.pathname;
  const tail = BELOW_MOUNT.exec(url.pathname);
  const below = tail === null ? undefined : url.pathname.slice(tail.index);
  const isMoved = below !== undefined && /^https?:$/.test(location.protocol) &&
    location.pathname.endsWith(below) && `${location.origin}${location.pathname}` !== url.href;
  const mount = location.pathname.slice(0, location.pathname.length - (below?.length ?? 0) + 1);
  return {
    isElsewhere,
    target: shownLine(target, 100),
    ...isMoved ? { baseUrl: shownLine(`${location.origin}${mount}`, 200) } : {},
  };
}
