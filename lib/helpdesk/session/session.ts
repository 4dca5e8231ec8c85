import type { Account } from "../../settings/config.ts";
import type { HttpClient } from "../../http/client.ts";
import type { CookieJar } from "../../http/cookies/cookie_jar.ts";
import type { Deadline } from "../../http/deadline.ts";
import { AgentBranch } from "../branch/agent_branch.ts";
import type { Call } from "../calls/call.ts";
import { SharedWork } from "../calls/shared_work.ts";
import { HelpdeskClock } from "./helpdesk_clock.ts";
import { HelpdeskZone } from "./helpdesk_zone.ts";
import type { Ledger } from "../branch/ledger.ts";
import { refusalFor, type SessionRefusal, sessionRefusal } from "../answers/refusal.ts";
import { RequestCarrier } from "./request_carrier.ts";
import { SessionState } from "./session_state.ts";
import { notKept, sessionReplaced, tokenRefused } from "../login/session_errors.ts";
import { SessionLogin } from "../login/session_login.ts";
import { INFO_REQUEST } from "../login/session_opening.ts";
import { type SessionReply, type SessionRequest, shownAs } from "./session_request.ts";
import { notSentInTime } from "../../http/not_sent.ts";
import { SessionWire } from "../login/session_wire.ts";
import { readStanding, type Standing } from "../login/standing.ts";
import { Turns } from "./turns.ts";

/**
 * The account's session with the helpdesk: logs in when needed, once for all callers, decides which
 * requests may run together, and renews what the server let expire. On the Dolt edition it also keeps
 * an agent's branch: the first request after a login is `api/agent-session-info/`, alone; an intent that
 * was set is set again on a new branch; and every write is made and read back on the session's branch.
 */
export class HelpdeskSession {
  readonly clock = new HelpdeskClock();
  readonly zone = new HelpdeskZone();
  readonly branch: AgentBranch;
  /** Where the helpdesk is mounted; ends in `/`. */
  readonly baseUrl: URL;
  readonly #jar: CookieJar;
  readonly #account: Account;
  readonly #wire: SessionWire;
  readonly #turns = new Turns();
  readonly #state = new SessionState();
  readonly #opening: SessionLogin;
  readonly #login: SharedWork<Standing>;
  readonly #carrier: RequestCarrier;

  constructor(options: {
    http: HttpClient;
    jar: CookieJar;
    baseUrl: URL;
    loginUrl: URL | undefined;
    account: Account;
    timeoutMilliseconds: number;
  }) {
    const { http, jar, baseUrl, loginUrl, account } = options;
    this.baseUrl = baseUrl;
    this.#jar = jar;
    this.#account = account;
    this.#login = new SharedWork(options.timeoutMilliseconds);
    this.#wire = new SessionWire(options);
    this.#opening = new SessionLogin({ http, jar, baseUrl, loginUrl, account }, this.#wire);
    this.branch = new AgentBranch(this.#wire, this.#opening.pages, this.ledger);
    this.#carrier = new RequestCarrier({
      ...{ wire: this.#wire, state: this.#state, branch: this.branch, clock: this.clock },
      ...{ baseUrl, loginPaths: this.#opening.pages },
    });
  }

  /** The user name of the account; undefined with an API token. */
  get username(): string | undefined {
    return this.#account.kind === "session" ? this.#account.username : undefined;
  }

  /** What was changed in this session and, where they were lost, earlier ones. */
  get ledger(): Ledger {
    return this.#state.ledger;
  }

  /** Counts the logins: a request that was refused may be worth repeating when this has grown. */
  get generation(): number {
    return this.#state.generation;
  }

  /** What the account is, as far as it is known without asking; undefined before the first login. */
  get knownStanding(): Standing | undefined {
    return this.#state.standing;
  }

  /** What the account is, after logging in when that is still to be done. */
  async standing(call: Call): Promise<Standing> {
    return await this.#state.losses.telling(call, () => this.#ready(call));
  }

  /**
   * Takes over what a request found out about the agent session.
   *
   * @returns false when the helpdesk has it on another branch: the session was left, and the next request
   * opens a new one
   */
  learn(standing: Standing, intent: string | undefined): boolean {
    return this.#state.learn(standing, intent);
  }

  /** Forgets the session and its cookies; the next request logs in anew. */
  forget(): void {
    this.#state.forget();
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
  async request(request: SessionRequest, call: Call): Promise<SessionReply> {
    return await this.#state.losses.telling(call, () => this.#renewing(request, call));
  }

  /**
   * Asks whether the session is still there, without opening another one: for an agent that would close
   * the branch whose fate is in question. Takes no turn, so only a request's `settle` may call it.
   *
   * @returns what the account is; undefined when the session is gone
   */
  async probe(deadline: Deadline): Promise<Standing | undefined> {
    const reply = await this.#wire.send(INFO_REQUEST, deadline);
    const isGone = sessionRefusal(reply, this.#opening.pages) !== undefined;
    return isGone ? undefined : readStanding(reply);
  }

  /**
   * Makes sure that what is read next is read on the agent's branch; a session that was lost is replaced.
   * Other accounts need no request for it.
   *
   * @throws {HelpdeskError} "not_on_branch" when an earlier change turns out to be elsewhere
   */
  async secureBranch(call: Call): Promise<void> {
    if ((await this.standing(call)).kind !== "agent") return;
    await this.request({ ...INFO_REQUEST, turn: "alone", isSecured: true }, call);
  }

  /** Reads everything that was changed on the agent's branch once more, into the ledger. */
  async review(call: Call): Promise<void> {
    await this.#turns.run("alone", call.deadline, () => this.branch.review(call));
  }

  async #renewing(request: SessionRequest, call: Call): Promise<SessionReply> {
    const resolved = new Set<SessionRefusal | "deleted">();
    for (;;) {
      await this.#ready(call);
      const generation = this.#state.generation;
      if (request.turn === "alone" && (request.generation ?? generation) !== generation) {
        throw sessionReplaced();
      }
      const reply = await this.#turns.run(request.turn, call.deadline, () => {
        return this.#state.isOpen(generation)
          ? this.#carrier.carryOut(request, generation, resolved, call)
          : Promise.resolve(undefined);
      }, shownAs(request));
      if (reply === undefined) continue;
      const refusal = refusalFor(request, reply, {
        loginPaths: this.#opening.pages,
        isAgent: this.#state.standing?.kind === "agent",
        wasRenewed: resolved.has("expired"),
      });
      if (refusal === undefined) return reply;
      if (resolved.has(refusal)) {
        if (refusal === "csrf") throw notKept("its CSRF check fails");
        this.#state.lose(generation, { kind: "expired" });
        throw notKept("it ended the session twice during one call");
      }
      resolved.add(refusal);
      if (refusal === "csrf") {
        const refresh = () => this.#wire.refreshToken(call.deadline);
        await this.#turns.run("alone", call.deadline, refresh);
      } else {
        if (this.#account.kind === "token") throw tokenRefused();
        this.#state.lose(generation, { kind: "expired" });
      }
    }
  }

  async #ready(call: Call): Promise<Standing> {
    if (this.#state.standing !== undefined) return this.#state.standing;
    if (this.#account.kind === "token") {
      return this.#state.open({ standing: { kind: "token" }, intent: undefined });
    }
    this.#opening.throwIfRefused();
    this.#state.losses.throwIfTooMany();
    return await this.#login.join(
      call,
      ({ deadline }) => this.#turns.run("alone", deadline, () => this.#open(deadline)),
    ).catch((error) => {
      throw notSentInTime("The request", "it waited for the login", error);
    });
  }

  async #open(deadline: Deadline): Promise<Standing> {
    const state = this.#state;
    const opened = await this.#opening.open(state.intent, () => state.countLogin(), deadline);
    this.branch.begin();
    return state.open(opened);
  }
}
