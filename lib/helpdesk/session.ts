import { HelpdeskError } from "../errors.ts";
import type { Account } from "../config.ts";
import type { HttpClient } from "../http/client.ts";
import type { CookieJar } from "../http/cookie_jar.ts";
import { Deadline } from "../http/deadline.ts";
import type { HttpReply, HttpRequest } from "../http/message.ts";
import type { Call } from "./call.ts";
import { isSameCsrfSecret } from "./csrf_token.ts";
import { logIn } from "./login.ts";
import { parseOptionsPage } from "./options_page.ts";
import { sessionRefusal } from "./refusal.ts";
import { SessionLosses } from "./session_losses.ts";
import { readStanding, type Standing } from "./standing.ts";
import { type TurnKind, Turns } from "./turns.ts";

/** Wrong credentials are not tried again for this long, so that an account is not locked. */
const REFUSAL_MILLISECONDS = 60_000;

/** A request of the logged-in account. */
export interface SessionRequest {
  readonly turn: TurnKind;
  readonly method: HttpRequest["method"];
  /** Relative to the helpdesk's mount, made of constants and validated integers only. */
  readonly path: string;
  readonly query?: URLSearchParams;
  /** Sent as JSON, or as multipart when it is FormData. */
  readonly body?: unknown;
  /** "json" when absent. "html" is for the API's browsable page only. */
  readonly accept?: "json" | "html";
  readonly maximumBytes?: number;
  readonly outcomeCheck?: string;
}

interface LoggedIn {
  readonly standing: Standing;
}

/**
 * The account's session with the helpdesk: logs in when needed, once for all callers, decides which
 * requests may run together, and renews what the server let expire. On the Dolt edition it also keeps
 * an agent's branch: the first request after a login is `api/agent-session-info/`, alone, and an intent
 * that was set is set again on the new branch.
 */
export class HelpdeskSession {
  readonly #http: HttpClient;
  readonly #jar: CookieJar;
  readonly #baseUrl: URL;
  readonly #loginUrl: URL | undefined;
  readonly #account: Account;
  readonly #timeoutMilliseconds: number;
  readonly #turns = new Turns();
  readonly #losses = new SessionLosses();
  readonly #loginPaths = new Set<string>();
  #generation = 0;
  #loggedIn: LoggedIn | undefined;
  #login: Promise<LoggedIn> | undefined;
  #refused: { readonly error: HelpdeskError; readonly until: number } | undefined;
  #csrfCookie: string | undefined;
  #csrfToken: string | undefined;
  #intent: string | undefined;

  constructor(options: {
    http: HttpClient;
    jar: CookieJar;
    baseUrl: URL;
    loginUrl: URL | undefined;
    account: Account;
    timeoutMilliseconds: number;
  }) {
    this.#http = options.http;
    this.#jar = options.jar;
    this.#baseUrl = options.baseUrl;
    this.#loginUrl = options.loginUrl;
    this.#account = options.account;
    this.#timeoutMilliseconds = options.timeoutMilliseconds;
  }

  /** Where the helpdesk is mounted; ends in `/`. */
  get baseUrl(): URL {
    return this.#baseUrl;
  }

  /** The user name of the account; undefined with an API token. */
  get username(): string | undefined {
    return this.#account.kind === "session" ? this.#account.username : undefined;
  }

  /** Counts the logins: a request that was refused may be worth repeating when this has grown. */
  get generation(): number {
    return this.#generation;
  }

  /** The intent set in this program's agent session, kept to be set again after an expiry. */
  get intent(): string | undefined {
    return this.#intent;
  }

  /** What the account is, after logging in when that is still to be done. */
  async standing(call: Call): Promise<Standing> {
    return (await this.#ready(call)).standing;
  }

  /** Takes over what a request that changed the agent session found out about it. */
  learn(standing: Standing, intent: string | undefined): void {
    if (this.#loggedIn !== undefined) this.#loggedIn = { standing };
    this.#intent = intent;
  }

  /** Forgets the session and its cookies; the next request logs in anew. */
  forget(): void {
    this.#loggedIn = undefined;
    this.#intent = undefined;
    this.#losses.forget();
    this.#jar.clear();
  }

  /**
   * Sends a request when its turn comes. An expired session is renewed and a stale CSRF token
   * refreshed, each once; in both cases the server had refused the request before doing anything.
   *
   * @returns the answer, of any other status
   * @throws {HelpdeskError} "auth" when logging in fails or does not last, and whatever `HttpClient.send`
   * throws
   */
  async request(request: SessionRequest, call: Call): Promise<HttpReply> {
    let renewed = false;
    let tokenRefreshed = false;
    for (;;) {
      await this.#ready(call);
      const generation = this.#generation;
      const reply = await this.#turns.run(request.turn, call.deadline, () => {
        const stillOpen = this.#loggedIn !== undefined && this.#generation === generation;
        return stillOpen ? this.#send(request, call.deadline) : Promise.resolve(undefined);
      });
      if (reply === undefined) continue;

      const refusal = sessionRefusal(reply, this.#loginPaths);
      if (refusal === undefined || isAmbiguous(request, reply)) return reply;
      if (refusal === "csrf") {
        if (tokenRefreshed) throw stillRefused("its CSRF check fails");
        tokenRefreshed = true;
        await this.#turns.run("alone", call.deadline, () => this.#refreshToken(call.deadline));
        continue;
      }
      if (refusal === "unclear" && (renewed || this.#isAgent())) return reply;
      if (this.#account.kind === "token") throw tokenRefused();
      if (renewed) throw stillRefused("it ends each session right after the login");
      renewed = true;
      this.#expire(generation);
      await this.#ready(call);
      const notice = this.#losses.describe(this.#loggedIn?.standing);
      if (notice !== undefined) call.notice(notice);
    }
  }

  #isAgent(): boolean {
    return this.#loggedIn?.standing.kind === "agent";
  }

  #expire(generation: number): void {
    if (this.#generation !== generation || this.#loggedIn === undefined) return;
    this.#losses.record(this.#loggedIn.standing, this.#intent);
    this.#loggedIn = undefined;
  }

  async #ready(call: Call): Promise<LoggedIn> {
    if (this.#loggedIn !== undefined) return this.#loggedIn;
    if (this.#account.kind === "token") return this.#loggedIn = { standing: { kind: "token" } };
    if (this.#refused !== undefined && Date.now() < this.#refused.until) throw this.#refused.error;
    this.#losses.throwIfTooMany();
    this.#login ??= this.#startLogin().finally(() => this.#login = undefined);
    return await call.deadline.race(this.#login);
  }

  /** Runs on a deadline of its own: whoever asked first may give up while others still wait for it. */
  async #startLogin(): Promise<LoggedIn> {
    const deadline = new Deadline(this.#timeoutMilliseconds);
    try {
      return await this.#turns.run("alone", deadline, () => this.#openSession(deadline));
    } catch (error) {
      if (error instanceof HelpdeskError && error.kind === "auth") {
        this.#refused = { error, until: Date.now() + REFUSAL_MILLISECONDS };
      }
      throw error;
    } finally {
      deadline.end();
    }
  }

  async #openSession(deadline: Deadline): Promise<LoggedIn> {
    if (this.#account.kind !== "session") throw new TypeError("An API token needs no login");
    const { page, csrfCookie } = await logIn({
      http: this.#http,
      jar: this.#jar,
      baseUrl: this.#baseUrl,
      loginUrl: this.#loginUrl,
      username: this.#account.username,
      password: this.#account.password,
    }, deadline);
    this.#loginPaths.add(page.pathname);
    this.#csrfCookie = csrfCookie;
    this.#csrfToken = undefined;
    this.#generation++;

    const reply = await this.#send(
      { turn: "alone", method: "GET", path: "api/agent-session-info/" },
      deadline,
    );
    if (sessionRefusal(reply, this.#loginPaths) === "expired") {
      throw stillRefused("it accepted the login but does not accept the session");
    }
    const standing = await this.#withIntent(readStanding(reply), deadline);
    return this.#loggedIn = { standing };
  }

  /** An agent's new session has a new branch without an intent: the earlier intent is set again. */
  async #withIntent(standing: Standing, deadline: Deadline): Promise<Standing> {
    if (standing.kind !== "agent" || this.#intent === undefined || standing.info.intent) {
      return standing;
    }
    const reply = await this.#send({
      turn: "alone",
      method: "POST",
      path: "api/set-agent-intent/",
      body: { intent: this.#intent },
    }, deadline);
    if (reply.status !== 200) {
      this.#intent = undefined;
      return standing;
    }
    return { kind: "agent", info: { ...standing.info, intent: this.#intent } };
  }

  #send(request: SessionRequest, deadline: Deadline): Promise<HttpReply> {
    const url = new URL(request.path, this.#baseUrl);
    url.search = request.query?.toString() ?? "";
    // Outside api/ the Dolt edition logs an agent out unless a request carries these two.
    const headers: Record<string, string> = request.accept === "html"
      ? { "Accept": "text/html" }
      : { "Accept": "application/json", "X-Requested-With": "XMLHttpRequest" };
    if (this.#account.kind === "token") headers["Authorization"] = `Token ${this.#account.token}`;
    if (request.method === "POST" || request.method === "PATCH") {
      const token = this.#currentCsrfToken();
      if (token !== undefined) headers["X-CSRFToken"] = token;
      headers["Referer"] = this.#baseUrl.href;
    }
    const { method, body, maximumBytes, outcomeCheck } = request;
    if (body instanceof FormData) {
      return this.#http.send({ method, url, headers, body, maximumBytes, outcomeCheck }, deadline);
    }
    if (body !== undefined) headers["Content-Type"] = "application/json";
    const json = body === undefined ? undefined : JSON.stringify(body);
    return this.#http.send(
      { method, url, headers, body: json, maximumBytes, outcomeCheck },
      deadline,
    );
  }

  #currentCsrfToken(): string | undefined {
    const cookie = this.#jar.get(this.#baseUrl, this.#csrfCookie ?? "csrftoken");
    return cookie ?? this.#csrfToken;
  }

  /** The browsable page carries a token and sets its cookie, and is open to agents too. */
  async #refreshToken(deadline: Deadline): Promise<void> {
    const reply = await this.#send(
      { turn: "alone", method: "OPTIONS", path: "api/tickets/", accept: "html" },
      deadline,
    );
    const token = parseOptionsPage(reply.text).csrfToken;
    if (token === undefined) return;
    this.#csrfToken = token;
    this.#csrfCookie = this.#jar.list(this.#baseUrl)
      .find((cookie) => isSameCsrfSecret(cookie.value, token))?.name ?? this.#csrfCookie;
  }
}

/** The web pages send accounts without rights to the login page too: only the API tells the two apart. */
function isAmbiguous(request: SessionRequest, reply: HttpReply): boolean {
  return !request.path.startsWith("api/") && reply.status !== 401 && reply.status !== 403;
}

function stillRefused(why: string): HelpdeskError {
  return new HelpdeskError(
    "auth",
    `The helpdesk does not keep this account logged in: ${why}. Nothing was changed by this call. ` +
      "Its administrator should check the session and CSRF cookie settings (SESSION_COOKIE_SECURE, " +
      "SESSION_COOKIE_DOMAIN, CSRF_TRUSTED_ORIGINS)",
  );
}

function tokenRefused(): HelpdeskError {
  return new HelpdeskError(
    "auth",
    "The helpdesk did not accept HELPDESK_API_TOKEN. Set HELPDESK_USERNAME and HELPDESK_PASSWORD " +
      "instead, or have its administrator enable TokenAuthentication",
  );
}
