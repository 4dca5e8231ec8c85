import { HelpdeskError } from "../../errors.ts";
import { domainMatch } from "../../http/cookies/domain_match.ts";
import { parseSetCookie } from "../../http/cookies/set_cookie.ts";
import type { HttpReply } from "../../http/message.ts";
import { shownLine } from "../../text/shown_text.ts";

/**
 * Why a cookie of the helpdesk is not kept and so not sent back, where its own settings are the reason.
 *
 * @param reply the answer that set it
 * @param cookie which one is missing
 * @returns an error that names the setting; undefined where it is another reason
 */
export function unkeptCookie(
  { headers, url }: Pick<HttpReply, "headers" | "url">,
  cookie: "CSRF" | "session",
): HelpdeskError | undefined {
  const setting = `${cookie.toUpperCase()}_COOKIE`;
  const lines = headers.getSetCookie().map(parseSetCookie).filter((line) => line !== undefined);
  const elsewhere = lines.find(({ domain }) => domain && !domainMatch(url.hostname, domain));
  if (elsewhere !== undefined) {
    return new HelpdeskError(
      "auth",
      `The helpdesk's ${cookie} cookie is for ${shownLine(elsewhere.domain ?? "", 100)} ` +
        `(${setting}_DOMAIN), not for ${url.hostname}: use its address there in HELPDESK_BASE_URL`,
    );
  }
  // RFC 6265bis section 5.7: over http such a cookie is neither taken nor sent.
  if (url.protocol === "http:" && lines.some(({ secure }) => secure)) {
    return new HelpdeskError(
      "auth",
      `The helpdesk's ${cookie} cookie works over https only (${setting}_SECURE): use an https address ` +
        "in HELPDESK_BASE_URL",
    );
  }
  return undefined;
}
