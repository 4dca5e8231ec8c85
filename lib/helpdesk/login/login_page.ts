import { HelpdeskError } from "../../errors.ts";
import type { HttpClient } from "../../http/client.ts";
import type { Deadline } from "../../http/deadline.ts";
import type { HttpReply } from "../../http/message.ts";
import { shownLine } from "../../text/shown_text.ts";
import { type LoginForm, parseLoginForm } from "../answers/login_form.ts";
import { isChallenge } from "../answers/challenge.ts";
import { lockedOut } from "./lockout.ts";
import { errorOf } from "../answers/reply.ts";

const MOST_REDIRECTS = 5;
const OPEN_PAGE = { name: "open its login page" };
/** The login page of the REST framework, where the Dolt edition takes agents. */
const API_LOGIN = "api/auth/login/";

/** Where login pages are looked for. */
export interface LoginPlaces {
  readonly http: HttpClient;
  readonly baseUrl: URL;
  /** The configured login page; undefined: the usual ones are tried. */
  readonly loginUrl: URL | undefined;
}

/** A page with a login form. */
export interface LoginPage extends Pick<HttpReply, "url" | "headers"> {
  readonly form: LoginForm;
}

/** The pages on which sites have their login form, the helpdesk's own first. */
function loginPages(baseUrl: URL): URL[] {
  const paths = [
    "login/",
    "api/auth/login/",
    "accounts/login/",
    "/accounts/login/",
    "/login/",
    "/api/auth/login/",
    "/admin/login/",
  ];
  const pages = new Map(paths.map((path) => new URL(path, baseUrl)).map((url) => [url.href, url]));
  return [...pages.values()];
}

/**
 * Finds the page on which people log in, without logging in.
 *
 * @throws {HelpdeskError} "auth" when no page has a login form, and whatever the requests throw
 */
export async function findLoginForm(
  places: LoginPlaces,
  deadline: Deadline,
): Promise<LoginPage> {
  const pages = places.loginUrl === undefined ? loginPages(places.baseUrl) : [places.loginUrl];
  const tried: string[] = [];
  let failed: HttpReply | undefined;
  let isForbidden = false;
  for (const start of pages) {
    const reply = await followRedirects(places.http, start, deadline);
    if (reply instanceof URL) {
      tried.push(`${start.pathname} (leads to ${hostOf(reply)}, not followed)`);
      continue;
    }
    const form = reply.status === 200 ? parseLoginForm(reply.text) : undefined;
    if (form !== undefined) return { ...reply, form };
    if (isChallenge(reply)) throw errorOf(reply, OPEN_PAGE);
    if (reply.status === 429) throw lockedOut(reply, reply.url);
    // A proxy's word for a helpdesk that is away: the other pages would be asked in vain.
    if ([502, 503, 504].includes(reply.status)) throw errorOf(reply, OPEN_PAGE);
    if (reply.status >= 500) failed ??= reply;
    isForbidden ||= reply.status === 403;
    tried.push(`${start.pathname} (${reply.status === 200 ? "no login form" : reply.status})`);
  }
  if (failed !== undefined) throw errorOf(failed, OPEN_PAGE);
  throw new HelpdeskError(
    "auth",
    `No login page was found at ${places.baseUrl.href}. Tried: ${tried.join(", ")}. Check ` +
      "HELPDESK_BASE_URL, and set HELPDESK_LOGIN_URL to the page on which people log in" +
      (isForbidden ? ". Status 403 may be a lockout or a firewall, which passes or is lifted" : ""),
  );
}

/**
 * Finds the page on which the Dolt edition takes agents whom it refuses elsewhere, as it does where
 * `HelpdeskAuthenticationBackend` is its only backend.
 *
 * @param refusedAt the page that refused the account
 * @returns undefined when the address of the login page is configured, when it is that page, and on other
 * helpdesks: there the password would be sent once more for nothing
 */
export async function findAgentLogin(
  { http, baseUrl, loginUrl }: LoginPlaces,
  refusedAt: URL,
  deadline: Deadline,
): Promise<LoginPage | undefined> {
  const page = new URL(API_LOGIN, baseUrl);
  if (loginUrl !== undefined || refusedAt.pathname === page.pathname) return undefined;
  const url = new URL("api/agent-session-info/", baseUrl);
  const headers = { "Accept": "application/json" };
  const info = await http.send({ method: "GET", url, headers }, deadline);
  // Without a session it is closed where it exists, and 404 elsewhere.
  if (info.status !== 401 && info.status !== 403) return undefined;
  const reply = await followRedirects(http, page, deadline);
  if (reply instanceof URL || reply.status !== 200) return undefined;
  const form = parseLoginForm(reply.text);
  return form === undefined ? undefined : { ...reply, form };
}

/** The page a GET ends at, or the first address on another origin that it would lead to. */
async function followRedirects(
  http: HttpClient,
  start: URL,
  deadline: Deadline,
): Promise<HttpReply | URL> {
  let url = start;
  for (let redirects = 0;; redirects++) {
    const reply = await http.send(
      { method: "GET", url, headers: { "Accept": "text/html" } },
      deadline,
    );
    if (reply.status < 300 || reply.status >= 400 || redirects === MOST_REDIRECTS) return reply;
    const next = URL.parse(reply.headers.get("location") ?? "", url);
    if (next === null) return reply;
    if (next.origin !== url.origin) return next;
    url = next;
  }
}

/** The host of an address, to be shown. */
export function hostOf(url: URL | null): string {
  return url === null ? "nowhere" : shownLine(url.host || url.protocol, 100);
}
