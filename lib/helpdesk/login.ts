import { HelpdeskError } from "../errors.ts";
import type { HttpClient } from "../http/client.ts";
import type { CookieJar } from "../http/cookie_jar.ts";
import type { Deadline } from "../http/deadline.ts";
import type { HttpReply } from "../http/message.ts";
import { shownLine } from "../text/shown_text.ts";
import { isSameCsrfSecret } from "./csrf_token.ts";
import { type LoginForm, parseLoginForm } from "./login_form.ts";
import { errorOf } from "./reply.ts";

const MOST_REDIRECTS = 5;
const OPEN_PAGE = { name: "open its login page" };
const LOG_IN = { name: "log in" };

/** What logging in needs. */
export interface LoginContext {
  readonly http: HttpClient;
  readonly jar: CookieJar;
  readonly baseUrl: URL;
  /** The configured login page; undefined: the usual ones are tried. */
  readonly loginUrl: URL | undefined;
  readonly username: string;
  readonly password: string;
}

/** What a login found out. */
export interface LoginOutcome {
  /** The page the form was on. */
  readonly page: URL;
  /** Name of the cookie that holds the CSRF secret; undefined when the site keeps it elsewhere. */
  readonly csrfCookie: string | undefined;
}

/**
 * Logs in through the site's login form (django-helpdesk's `login/`, or the pages that sites use in its
 * place). The jar, emptied first, holds the new session's cookies afterwards.
 *
 * @throws {HelpdeskError} "auth" when the account is refused or no login page is found, and whatever
 * the requests throw
 */
export async function logIn(context: LoginContext, deadline: Deadline): Promise<LoginOutcome> {
  const { http, jar } = context;
  jar.clear();
  const { page, form } = await findLoginForm(context, deadline);
  const csrfCookie = jar.list(page).find((cookie) =>
    isSameCsrfSecret(cookie.value, form.csrfToken ?? "")
  )?.name;
  const action = URL.parse(form.action ?? "", page);
  if (action === null || action.origin !== context.baseUrl.origin) {
    throw new HelpdeskError(
      "auth",
      `The login form at ${page.href} sends the password to ${
        hostOf(action)
      }, which was refused: only ` +
        `${context.baseUrl.origin} is ever sent it`,
    );
  }

  const fields = new URLSearchParams([...form.hidden]);
  fields.set(form.usernameField, context.username);
  fields.set(form.passwordField, context.password);
  const before = new Map(jar.list(page).map((cookie) => [cookie.name, cookie.value]));
  const reply = await http.send({
    method: "POST",
    url: action,
    headers: {
      "Accept": "text/html",
      "Content-Type": "application/x-www-form-urlencoded",
      "Referer": page.href,
    },
    body: fields.toString(),
  }, deadline);

  if (reply.status === 403 && page.protocol === "http:" && csrfCookie === undefined) {
    throw httpsOnly("CSRF");
  }
  requireSuccess(reply, page, context);
  const session = jar.list(context.baseUrl).find((cookie) =>
    cookie.name !== csrfCookie && before.get(cookie.name) !== cookie.value
  );
  if (session === undefined) throw noSessionCookie(reply, context.baseUrl);
  return { page, csrfCookie };
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
  context: Pick<LoginContext, "http" | "baseUrl" | "loginUrl">,
  deadline: Deadline,
): Promise<{ page: URL; form: LoginForm }> {
  const pages = context.loginUrl === undefined ? loginPages(context.baseUrl) : [context.loginUrl];
  const tried: string[] = [];
  let failed: HttpReply | undefined;
  for (const start of pages) {
    const reply = await followRedirects(context.http, start, deadline);
    if (reply instanceof URL) {
      tried.push(`${start.pathname} (leads to ${hostOf(reply)}, not followed)`);
      continue;
    }
    const form = reply.status === 200 ? parseLoginForm(reply.text) : undefined;
    if (form !== undefined) return { page: reply.url, form };
    // A proxy's word for a helpdesk that is away: the other pages would be asked in vain.
    if ([429, 502, 503, 504].includes(reply.status)) throw errorOf(reply, OPEN_PAGE);
    if (reply.status >= 500) failed ??= reply;
    tried.push(`${start.pathname} (${reply.status === 200 ? "no login form" : reply.status})`);
  }
  if (failed !== undefined) throw errorOf(failed, OPEN_PAGE);
  throw new HelpdeskError(
    "auth",
    `No login page was found at ${context.baseUrl.href}. Tried: ${tried.join(", ")}. Check ` +
      "HELPDESK_BASE_URL, and set HELPDESK_LOGIN_URL to the page on which people log in",
  );
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

function requireSuccess(reply: HttpReply, page: URL, context: LoginContext): void {
  // These two ask for the password to be sent once more, to another address.
  if (reply.status === 307 || reply.status === 308) throw errorOf(reply, LOG_IN);
  if (reply.status >= 300 && reply.status < 400) return;
  if (reply.status === 200) {
    throw new HelpdeskError(
      "auth",
      parseLoginForm(reply.text) === undefined
        ? `The login page ${page.href} asks for more than a password, such as a second factor, which ` +
          "this program cannot give. Use an account that logs in with a password alone"
        : `The helpdesk refused the login of "${context.username}" at ${page.href}. Correct ` +
          "HELPDESK_USERNAME and HELPDESK_PASSWORD, then start the program again",
    );
  }
  if (reply.status === 403) {
    throw new HelpdeskError(
      "auth",
      `The helpdesk refused the login form of ${page.href} (status 403). Behind a proxy its ` +
        "administrator may have to set CSRF_TRUSTED_ORIGINS; a lockout after wrong passwords says so too",
    );
  }
  // Without the server's words: they may repeat what was sent, and that was the password.
  throw errorOf({ ...reply, text: "" }, LOG_IN);
}

function noSessionCookie(reply: HttpReply, baseUrl: URL): HelpdeskError {
  const secure = baseUrl.protocol === "http:" &&
    reply.headers.getSetCookie().some((line) => /;\s*secure\b/i.test(line));
  if (secure) return httpsOnly("session");
  const location = URL.parse(reply.headers.get("location") ?? "", reply.url);
  const leads = location === null || location.origin === reply.url.origin
    ? ""
    : ` and led to ${hostOf(location)}, which was not followed`;
  return new HelpdeskError(
    "auth",
    `The helpdesk accepted the login but set no session cookie${leads}. Check that HELPDESK_BASE_URL ` +
      `(${baseUrl.href}) is the address on which people use it`,
  );
}

function hostOf(url: URL | null): string {
  return url === null ? "nowhere" : shownLine(url.host || url.protocol, 100);
}

/** A cookie marked `Secure` (SESSION_COOKIE_SECURE, CSRF_COOKIE_SECURE) is not sent back over http. */
function httpsOnly(cookie: "CSRF" | "session"): HelpdeskError {
  return new HelpdeskError(
    "auth",
    `The helpdesk's ${cookie} cookie works over https only: use an https address in HELPDESK_BASE_URL`,
  );
}
