import type { Account } from "../settings/config.ts";
import { HelpdeskError } from "../errors.ts";
import type { HttpClient } from "../http/client.ts";
import type { CookieJar } from "../http/cookie_jar.ts";
import { Deadline } from "../http/deadline.ts";
import type { HttpReply } from "../http/message.ts";
import type { Call } from "./call.ts";
import { HelpdeskClock } from "./helpdesk_clock.ts";
import { type Change, Ledger } from "./ledger.ts";
import { logIn, type LoginContext } from "./login.ts";
import { type SessionRefusal, sessionRefusal } from "./refusal.ts";
import { SessionLosses } from "./session_losses.ts";
import { notKept, sessionReplaced, tokenRefused } from "./session_errors.ts";
import { INFO_REQUEST, openSession } from "./session_opening.ts";
import { SessionWire, type WireRequest } from "./session_wire.ts";
import { branchOf, readStanding, type Standing } from "./standing.ts";
import { Turns } from "./turns.ts";

/** Wrong credentials are not tried again for this long, so that an account is not locked. */
const REFUSAL_MILLISECONDS = 60_000;

/** A request of the logged-in account. */
export type SessionRequest =
  & WireRequest
  & (
    | { readonly turn: "read" }
    | {
      readonly turn: "alone";
      /**
       * Sees the answer, or the failure that leaves the outcome unknown, before any other request may
       * run; not an answer that refuses the session. What it throws is the request's failure.
       */
      readonly settle?: (outcome: HttpReply | HelpdeskError) => Promise<void>;
      /** The login that this request is about: it is not sent in a later session. */
      readonly generation?: number;
    }
    /** `change` is what the ledger records when the request is answered. */
    | { readonly turn: "write"; readonly change: Change }
  );

/**
 * The account's session with the helpdesk: logs in when needed, once for all callers, decides which
 * requests may run together, and renews what the server let expire. On the Dolt edition it also keeps
 * an agent's branch: the first request after a login is `api/agent-session-info/`, alone, and an intent
 * that was set is set again on the new branch.
 */
export class HelpdeskSession {
  /** What was changed in this session and, where the helpdesk closed their branches, earlier ones. */
  readonly ledger = new Ledger();
  readonly clock = new HelpdeskClock();
  readonly #opening: Omit<LoginContext, "username" | "password">;
  readonly #account: Account;
  readonly #timeoutMilliseconds: number;
  readonly #wire: SessionWire;
  readonly #turns = new Turns();
  readonly #losses = new SessionLosses();
  readonly #loginPaths = new Set<string>();
  #generation = 0;
  #standing: Standing | undefined;
  #login: Promise<Standing> | undefined;
  #refused: { readonly error: HelpdeskError; readonly until: number } | undefined;
  #intent: string | undefined;

  constructor(options: {
    http: HttpClient;
    jar: CookieJar;
    baseUrl: URL;
    loginUrl: URL | undefined;
    account: Account;
    timeoutMilliseconds: number;
  }) {
    const { http, jar, baseUrl, loginUrl } = options;
    this.#opening = { http, jar, baseUrl, loginUrl };
    this.#account = options.account;
    this.#timeoutMilliseconds = options.timeoutMilliseconds;
    this.#wire = new SessionWire(options);
  }

  /** Where the helpdesk is mounted; ends in `/`. */
  get baseUrl(): URL {
    return this.#opening.baseUrl;
  }

  /** The user name of the account; undefined with an API token. */
  get username(): string | undefined {
    return this.#account.kind === "session" ? this.#account.username : undefined;
  }

  /** Counts the logins: a request that was refused may be worth repeating when this has grown. */
  get generation(): number {
    return this.#generation;
  }

  /** What the account is, as far as it is known without asking; undefined before the first login. */
  get knownStanding(): Standing | undefined {
    return this.#standing;
  }

  /** What the account is, after logging in when that is still to be done. */
  async standing(call: Call): Promise<Standing> {
    return await this.#losses.telling(call, () => this.#ready(call));
  }

  /** Takes over what a request that changed the agent session found out about it. */
  learn(standing: Standing, intent: string | undefined): void {
    if (this.#standing !== undefined) this.#standing = standing;
    this.#intent = intent;
  }

  /** Forgets the session and its cookies; the next request logs in anew. */
  forget(): void {
    this.#standing = undefined;
    this.#intent = undefined;
    this.#opening.jar.clear();
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
    return await this.#losses.telling(call, () => this.#renewing(request, call));
  }

  /**
   * Asks whether the session is still there, without opening another one: for an agent that would close
   * the branch whose fate is in question. Takes no turn, so only a request's `settle` may call it.
   *
   * @returns what the account is; undefined when the session is gone
   */
  async probe(deadline: Deadline): Promise<Standing | undefined> {
    const reply = await this.#wire.send(INFO_REQUEST, deadline);
    const isGone = sessionRefusal(reply, this.#loginPaths) !== undefined;
    return isGone ? undefined : readStanding(reply);
  }

  async #renewing(request: SessionRequest, call: Call): Promise<HttpReply> {
    const resolved = new Set<SessionRefusal>();
    for (;;) {
      await this.#ready(call);
      const generation = this.#generation;
      if (request.turn === "alone" && (request.generation ?? generation) !== generation) {
        throw sessionReplaced();
      }
      const reply = await this.#turns.run(request.turn, call.deadline, () => {
        const stillOpen = this.#standing !== undefined && this.#generation === generation;
        return stillOpen ? this.#sendRecorded(request, call.deadline) : Promise.resolve(undefined);
      });
      if (reply === undefined) continue;
      const refusal = this.#refusalOf(request, reply, resolved);
      if (refusal === undefined) return reply;
      if (resolved.has(refusal)) {
        if (refusal === "csrf") throw notKept("its CSRF check fails");
        this.#expire(generation);
        throw notKept("it ended the session twice during one call");
      }
      resolved.add(refusal);
      if (refusal === "csrf") {
        const refresh = () => this.#wire.refreshToken(call.deadline);
        await this.#turns.run("alone", call.deadline, refresh);
      } else {
        if (this.#account.kind === "token") throw tokenRefused();
        this.#expire(generation);
      }
    }
  }

  #refusalOf(
    request: SessionRequest,
    reply: HttpReply,
    resolved: ReadonlySet<SessionRefusal>,
  ): SessionRefusal | undefined {
    // Files are guarded by whatever serves them: their refusal says nothing of the session.
    if (request.file !== undefined) return undefined;
    const refusal = sessionRefusal(reply, this.#loginPaths);
    // The web pages send accounts without rights to the login page too: only the API tells the two apart.
    if (!request.path.startsWith("api/") && reply.status !== 401 && reply.status !== 403) {
      return undefined;
    }
    if (refusal !== "unclear") return refusal;
    const isAgent = this.#standing?.kind === "agent";
    return isAgent || resolved.has("expired") ? undefined : "expired";
  }

  async #sendRecorded(request: SessionRequest, deadline: Deadline): Promise<HttpReply> {
    const branch = branchOf(this.#standing);
    let reply: HttpReply;
    try {
      reply = await this.#wire.send(request, deadline);
    } catch (error) {
      if (!(error instanceof HelpdeskError) || error.kind !== "outcome_unknown") throw error;
      if (request.turn === "write") this.ledger.recordFailure(request.change, error, branch);
      if (request.turn === "alone") await request.settle?.(error);
      throw error;
    }
    this.clock.observe(reply);
    if (sessionRefusal(reply, this.#loginPaths) !== undefined) return reply;
    if (request.turn === "write") this.ledger.recordReply(request.change, reply, branch);
    if (request.turn === "alone") await request.settle?.(reply);
    return reply;
  }

  #expire(generation: number): void {
    if (this.#generation !== generation || this.#standing === undefined) return;
    const branch = branchOf(this.#standing);
    if (branch !== undefined) {
      this.#losses.record(branch, this.#intent);
      this.ledger.close(branch);
    }
    this.#standing = undefined;
  }

  async #ready(call: Call): Promise<Standing> {
    if (this.#standing !== undefined) return this.#standing;
    if (this.#account.kind === "token") return this.#standing = { kind: "token" };
    if (this.#refused !== undefined && Date.now() < this.#refused.until) throw this.#refused.error;
    this.#losses.throwIfTooMany();
    this.#login ??= this.#startLogin().finally(() => this.#login = undefined);
    return await call.deadline.race(this.#login);
  }

  /** Runs on a deadline of its own: whoever asked first may give up while others still wait for it. */
  async #startLogin(): Promise<Standing> {
    const deadline = new Deadline(this.#timeoutMilliseconds);
    try {
      return await this.#turns.run("alone", deadline, () => this.#open(deadline));
    } catch (error) {
      if (error instanceof HelpdeskError && error.kind === "auth") {
        this.#refused = { error, until: Date.now() + REFUSAL_MILLISECONDS };
      }
      throw error;
    } finally {
      deadline.end();
    }
  }

  async #open(deadline: Deadline): Promise<Standing> {
    if (this.#account.kind !== "session") throw new TypeError("An API token needs no login");
    const { username, password } = this.#account;
    const { page, csrfCookie } = await logIn({ ...this.#opening, username, password }, deadline);
    this.#loginPaths.add(page.pathname);
    this.#wire.useCsrfCookie(csrfCookie);
    this.#generation++;
    const opened = await openSession(this.#wire, this.#loginPaths, this.#intent, deadline);
    this.#intent = opened.intent;
    this.#losses.replacedBy(opened.standing);
    return this.#standing = opened.standing;
  }
}
