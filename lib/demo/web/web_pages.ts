import { escapeHtml } from "../python/html_text.ts";
import { type Exchange, logOut, readForm } from "./exchange.ts";
import type { User } from "../state/model.ts";
import { htmlReply, redirectReply, type Reply } from "./reply.ts";

const FORBIDDEN = `<!DOCTYPE html>
<html lang="en">
<head><meta name="robots" content="NONE,NOARCHIVE"><title>403 Forbidden</title></head>
<body><h1>Forbidden <span>(403)</span></h1><p>CSRF verification failed. Request aborted.</p></body>
</html>
`;

/** A page of the helpdesk. */
export function page(title: string, content: string): string {
  return `<!DOCTYPE html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <title>${escapeHtml(title)} :: Powered by django-helpdesk</title>
  </head>
  <body>
${content}
  </body>
</html>
`;
}

/** The hidden field that every form carries. */
export function tokenField(exchange: Exchange): string {
  return `<input type="hidden" name="csrfmiddlewaretoken" value="${exchange.csrf.pageToken()}">`;
}

/** The answer to a form without a valid token, undefined when it has one. */
export function refuseForm(exchange: Exchange, form: FormData): Reply | undefined {
  const field = form.get("csrfmiddlewaretoken");
  const token = typeof field === "string" ? field : undefined;
  const refusal = exchange.csrf.refusal(exchange.headers, token, exchange.url.origin);
  return refusal === undefined ? undefined : htmlReply(FORBIDDEN, 403);
}

/** Sends a caller to the login form and back afterwards. */
export function redirectToLogin(exchange: Exchange): Reply {
  const { pathname, search } = exchange.url;
  const next = encodeURIComponent(pathname + search).replaceAll("%2F", "/");
  return redirectReply(`${exchange.helpdesk.settings.loginPath}?next=${next}`);
}

/** The login form, and what becomes of it. */
export async function answerLogin(exchange: Exchange): Promise<Reply> {
  const { helpdesk, method, url } = exchange;
  if (method === "GET" || method === "HEAD") {
    return loginForm(exchange, url.searchParams.get("next") ?? "", false);
  }
  if (method !== "POST") return htmlReply("", 405, { allow: "GET, POST, PUT, HEAD, OPTIONS" });
  const form = await readForm(exchange);
  const refusal = refuseForm(exchange, form);
  if (refusal !== undefined) return refusal;
  const text = (name: string) => String(form.get(name) ?? "");
  const next = text("next") || (url.searchParams.get("next") ?? "");
  const account = helpdesk.store.accounts.find(({ username, password }) =>
    username === text("username").trim() && password !== "" && password === text("password")
  );
  if (account === undefined || !mayLogInHere(exchange, account)) {
    return loginForm(exchange, next, true);
  }
  helpdesk.sessions.remove(exchange.session);
  exchange.session.key = null;
  exchange.session.values = {};
  exchange.session.set({ user: account.id, login: helpdesk.logins.begin() });
  exchange.user = account;
  exchange.seenUser = account;
  exchange.csrf.rotate();
  return redirectReply(isSafe(next, url) ? next : helpdesk.settings.mount);
}

/** The Dolt edition's own backend refuses agents on every page outside the API, as if by a wrong password. */
function mayLogInHere({ helpdesk, path }: Exchange, { isAgent }: User): boolean {
  const { agentLogin, mount } = helpdesk.settings;
  return !isAgent || agentLogin === "anywhere" || path.startsWith(`${mount}api/`);
}

/** Only an address on this site is somewhere to go on to. */
function isSafe(next: string, url: URL): boolean {
  return next !== "" && !/^[\\/]{2}/.test(next) && URL.canParse(next, url) &&
    new URL(next, url).origin === url.origin;
}

function loginForm(exchange: Exchange, next: string, failed: boolean): Reply {
  const alert = failed
    ? `<div class="alert alert-danger">Your username and password didn't match. Please try again.</div>`
    : "";
  const nextField = next === ""
    ? ""
    : `<input type="hidden" name="next" value="${escapeHtml(next)}" />`;
  return htmlReply(page(
    "Helpdesk Login",
    `    <h5>Log in to your account</h5>
    <form role="form" method="post">
      ${tokenField(exchange)}
      ${alert}
      <label class="form-label" for="username">Username</label>
      <input type="text" id="username" name="username" class="form-control" required="required" />
      <label class="form-label" for="password">Password</label>
      <input type="password" id="password" name="password" class="form-control" required="required" />
      <button class="btn btn-primary" type="submit">Login</button>
      ${nextField}
    </form>`,
  ));
}

/** The end of a session, by POST only. */
export async function answerLogout(exchange: Exchange): Promise<Reply> {
  if (exchange.method !== "POST") return htmlReply("", 405, { allow: "POST, OPTIONS" });
  const refusal = refuseForm(exchange, await readForm(exchange));
  if (refusal !== undefined) return refusal;
  logOut(exchange);
  return htmlReply(page("Logged Out", "    <p>You have been logged out.</p>"));
}

/** The first page; staff are sent to the ticket list. */
export function answerHome({ helpdesk, user }: Exchange): Reply {
  if (user?.isStaff) return redirectReply(`${helpdesk.settings.mount}tickets/`);
  return htmlReply(page("Welcome to Helpdesk", "    <h2>Welcome to Helpdesk</h2>"));
}

/** The page with the list of tickets, which a browser fills from `datatables_ticket_list/`. */
export function answerTicketPage(exchange: Exchange): Reply {
  if (!exchange.user?.isStaff) return redirectToLogin(exchange);
  return htmlReply(page("Tickets", `    <table id="ticketTable"></table>`));
}
