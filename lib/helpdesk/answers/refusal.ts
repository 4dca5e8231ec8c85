import type { HttpReply } from "../../http/message.ts";
import { hasLoginForm } from "./login_form.ts";
import { parseOptionsPage } from "./options_page.ts";
import { isHtml, parseJson } from "./reply.ts";

/**
 * Why the server did not even look at a request of a session:
 * - "expired": there is no session (any more); logging in helps
 * - "csrf": the CSRF token is stale; a new one helps
 * - "unclear": a 403 in words that are not known, as on a site in another language
 */
export type SessionRefusal = "expired" | "csrf" | "unclear";

/**
 * Reads a refusal out of an answer; undefined when the answer is one, a permission that is missing
 * included. Django REST framework says all of these with status 403 under session authentication.
 *
 * @param loginPaths paths of login pages, a redirect to which means that the session is gone
 */
export function sessionRefusal(
  reply: HttpReply,
  loginPaths: ReadonlySet<string>,
): SessionRefusal | undefined {
  if (reply.status === 401) return "expired";
  if (reply.status === 403) {
    // The browsable page, from which the catalogue is read, shows the JSON of the refusal.
    return refusalIn(isHtml(reply) ? parseOptionsPage(reply.text).json : parseJson(reply.text));
  }
  if (reply.status >= 300 && reply.status < 400) {
    const location = URL.parse(reply.headers.get("location") ?? "", reply.url);
    const toLogin = location !== null && location.origin === reply.url.origin &&
      (loginPaths.has(location.pathname) || /\/login\/?$/.test(location.pathname));
    return toLogin ? "expired" : undefined;
  }
  const isLoginPage = reply.status === 200 && isHtml(reply) &&
    hasLoginForm(reply.text);
  return isLoginPage ? "expired" : undefined;
}

/**
 * Reads the refusal of a request's session out of its answer, by what the request asked for.
 *
 * @param known what is known of the session: `isAgent`, and whether it was renewed for this request
 */
export function refusalFor(
  request: { readonly path: string; readonly file?: URL },
  reply: HttpReply,
  known: { loginPaths: ReadonlySet<string>; isAgent: boolean; wasRenewed: boolean },
): SessionRefusal | undefined {
  // Files are guarded by whatever serves them: their refusal says nothing of the session.
  if (request.file !== undefined) return undefined;
  const refusal = sessionRefusal(reply, known.loginPaths);
  // The web pages send accounts without rights to the login page too: only the API tells the two apart.
  if (!request.path.startsWith("api/") && reply.status !== 401 && reply.status !== 403) {
    return undefined;
  }
  if (refusal !== "unclear") return refusal;
  return known.isAgent || known.wasRenewed ? undefined : "expired";
}

function refusalIn(body: unknown): SessionRefusal | undefined {
  const detail = typeof body === "object" && body !== null && "detail" in body
    ? body.detail
    : undefined;
  if (typeof detail !== "string") return undefined;
  if (detail.startsWith("CSRF Failed")) return "csrf";
  if (/^(Authentication credentials were not provided|Invalid token)/.test(detail)) {
    return "expired";
  }
  if (detail === "You do not have permission to perform this action.") return undefined;
  return "unclear";
}
