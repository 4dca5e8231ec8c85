import { HelpdeskError } from "../../errors.ts";
import type { CookieJar } from "../../http/cookies/cookie_jar.ts";
import type { Deadline } from "../../http/deadline.ts";
import type { HttpReply } from "../../http/message.ts";
import { isSameCsrfSecret } from "./csrf_token.ts";
import { isChallenge } from "../answers/challenge.ts";
import { parseLoginForm } from "../answers/login_form.ts";
import {
  findAgentLogin,
  findLoginForm,
  hostOf,
  type LoginPage,
  type LoginPlaces,
} from "./login_page.ts";
import { holdAfter, isLockout, lockedOut } from "./lockout.ts";
import { unkeptCookie } from "./unkept_cookie.ts";
import { isRedirection } from "../answers/redirection.ts";
import { errorOf } from "../answers/reply.ts";

const LOG_IN = { name: "log in" };

/** What logging in needs. */
export interface LoginContext extends LoginPlaces {
  readonly jar: CookieJar;
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
  context.jar.clear();
  const found = await findLoginForm(context, deadline);
  let outcome = await submit(context, found, deadline);
  if (outcome === undefined) {
    const agents = await findAgentLogin(context, found.url, deadline);
    outcome = agents && await submit(context, agents, deadline);
  }
  return outcome ?? refuse(context, found.url);
}

/** @returns undefined when the account is refused: the form came again */
async function submit(
  context: LoginContext,
  found: LoginPage,
  deadline: Deadline,
): Promise<LoginOutcome | undefined> {
  const { http, jar } = context;
  const { url: page, form } = found;
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

  const unkept = reply.status === 403 && csrfCookie === undefined
    ? unkeptCookie(found, "CSRF")
    : undefined;
  if (unkept !== undefined) throw unkept;
  if (isChallenge(reply)) throw errorOf(reply, LOG_IN);
  if (isLockout(reply)) throw lockedOut(reply, page);
  if (reply.status === 200 && parseLoginForm(reply.text) !== undefined) return undefined;
  requireSuccess(reply, page);
  const session = jar.list(context.baseUrl).find((cookie) =>
    cookie.name !== csrfCookie && before.get(cookie.name) !== cookie.value
  );
  if (session === undefined) throw noSessionCookie(reply, context.baseUrl);
  return { page, csrfCookie };
}

function refuse({ username, password }: LoginContext, page: URL): never {
  const space = password === password.trim()
    ? ""
    : ". HELPDESK_PASSWORD begins or ends in white space, as in a line break: as a rule that is a slip";
  throw new HelpdeskError(
    "auth",
    `The helpdesk refused the login of "${username}" at ${page.href}. Correct HELPDESK_USERNAME and ` +
      `HELPDESK_PASSWORD, then start the program again${space}`,
  );
}

function requireSuccess(reply: HttpReply, page: URL): void {
  // These two ask for the password to be sent once more, to another address.
  if (reply.status === 307 || reply.status === 308) throw errorOf(reply, LOG_IN);
  if (isRedirection(reply)) return;
  if (reply.status === 200) {
    throw new HelpdeskError(
      "auth",
      `The login page ${page.href} asks for more than a password, such as a second factor, or tells ` +
        "of a lockout: this program cannot give more. Use an account that logs in with a password alone",
    );
  }
  if (reply.status === 403) {
    throw new HelpdeskError(
      "auth",
      `The helpdesk refused the login form of ${page.href}: its CSRF check fails (status 403). Behind a ` +
        "proxy its administrator may have to set CSRF_TRUSTED_ORIGINS",
    );
  }
  // Without the server's words: they may repeat what was sent, and that was the password.
  const { kind, message, status } = errorOf({ ...reply, text: "" }, LOG_IN);
  const isHeld = reply.status < 500 || reply.headers.has("retry-after");
  throw new HelpdeskError(kind, message, {
    ...status === undefined ? {} : { status },
    ...isHeld ? { holdMilliseconds: holdAfter(reply) } : {},
  });
}

function noSessionCookie(reply: HttpReply, baseUrl: URL): HelpdeskError {
  const unkept = unkeptCookie(reply, "session");
  if (unkept !== undefined) return unkept;
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
