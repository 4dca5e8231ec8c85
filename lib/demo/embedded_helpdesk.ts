import { AgentSessions } from "./agent_sessions.ts";
import { Clock } from "./clock.ts";
import { createManyTickets, createManyUsers, followUpRecords, ticketRecord } from "./control.ts";
import { Faults } from "./faults.ts";
import { decodedPath, type Helpdesk } from "./exchange.ts";
import { loseConnection, pause, unhandledErrorPage } from "./fault_effects.ts";
import type {
  BranchRecord,
  Fault,
  FollowUpRecord,
  MailRecord,
  NewUser,
  PullRequestRecord,
  RequestLogRecord,
  TicketRecord,
} from "./records.ts";
import { RequestLog } from "./request_log.ts";
import { type EmbeddedAccount, SAMPLE_TOKEN, sampleAccount } from "./sample_accounts.ts";
import { sampleContent, sampleFixture } from "./sample_content.ts";
import { serve } from "./serve.ts";
import { Expiry } from "./session_expiry.ts";
import { DatabaseSessions, SignedCookieSessions } from "./sessions.ts";
import { type EmbeddedHelpdeskOptions, readSettings, type Settings } from "./settings.ts";
import { Store } from "./store.ts";

export type { EmbeddedAccount } from "./sample_accounts.ts";
export type { EmbeddedHelpdeskOptions } from "./settings.ts";

/** The accounts that every embedded helpdesk has: superuser, staff, agent, non-staff. */
export type AccountName = "admin" | "staff" | "agent" | "customer";

/** What the content is made of, as far as tests need to know it. */
export type EmbeddedFixture = ReturnType<typeof sampleFixture> & {
  readonly accounts: Readonly<Record<AccountName, EmbeddedAccount>>;
  readonly token: string;
};

/** A django-helpdesk in memory. */
export interface EmbeddedHelpdesk {
  /** Where it claims to be: ends in the mount path. Nothing is opened there. */
  readonly baseUrl: string;
  readonly accounts: Readonly<Record<AccountName, EmbeddedAccount>>;
  /** API token of the staff account. */
  readonly token: string;
  readonly fixture: EmbeddedFixture;

  /**
   * Answers a request as the server would; redirects are not followed.
   *
   * @throws {DOMException} AbortError when the request's signal is aborted
   * @throws {TypeError} when a test ordered that the connection be lost
   */
  fetch(request: Request): Promise<Response>;

  /** All branches of agent sessions, oldest first, with the writes on them. */
  branches(): Promise<BranchRecord[]>;
  /** All pull requests, oldest first. */
  pullRequests(): Promise<PullRequestRecord[]>;
  /** All messages that the helpdesk would have sent, oldest first. */
  mails(): Promise<MailRecord[]>;
  /** Every request since the start or the last resetRequests(), in the order they came. */
  requests(): Promise<RequestLogRecord>;
  /** Empties the log of requests. */
  resetRequests(): Promise<void>;
  /** Voids the sessions of one account, or of all, as a session that has run out. */
  expireSessions(username?: string): Promise<void>;
  /** Orders a fault for the next requests that match; orders are used up in their order. */
  failNext(fault: Fault): Promise<void>;
  /** Withdraws the faults that have not been used up. */
  clearFaults(): Promise<void>;
  /** Adds tickets with consecutive ids, spread over queues, statuses, priorities and assignees. */
  createTickets(
    count: number,
    options?: { followUpsEach?: number },
  ): Promise<{ firstId: number; lastId: number }>;
  /** Adds accounts that cannot log in; returns their ids in the same order. */
  createUsers(users: readonly NewUser[]): Promise<number[]>;
  /** A ticket as it is held, null when there is none. */
  ticket(id: number): Promise<TicketRecord | null>;
  /** The follow-ups of a ticket as they are held, in the order of their ids. */
  followups(ticketId: number): Promise<FollowUpRecord[]>;
  /** Puts everything back to the start: content, sessions, mails, faults and log of requests. */
  reset(): Promise<void>;
}

const ORIGIN = "http://localhost";

/**
 * Makes a helpdesk that lives in memory: it speaks the HTTP of django-helpdesk 2.6.1 with the agent
 * endpoints of the Dolt edition, quirks included, and touches neither network nor files.
 *
 * @throws {RangeError} when an option cannot be used
 */
export function createEmbeddedHelpdesk(options: EmbeddedHelpdeskOptions = {}): EmbeddedHelpdesk {
  return new MemoryHelpdesk(readSettings(options));
}

class MemoryHelpdesk implements EmbeddedHelpdesk {
  readonly baseUrl: string;
  readonly accounts: Readonly<Record<AccountName, EmbeddedAccount>>;
  readonly token = SAMPLE_TOKEN;
  readonly fixture: EmbeddedFixture;
  readonly #settings: Settings;
  readonly #faults = new Faults();
  readonly #log = new RequestLog();
  #expiry = new Expiry();
  #helpdesk: Helpdesk;

  constructor(settings: Settings) {
    this.#settings = settings;
    this.baseUrl = `${ORIGIN}${settings.mount}`;
    this.#helpdesk = this.#start();
    this.accounts = {
      admin: sampleAccount("admin"),
      staff: sampleAccount("staff"),
      agent: sampleAccount("agent"),
      customer: sampleAccount("customer"),
    };
    const { accounts, token } = this;
    this.fixture = { accounts, token, ...sampleFixture(settings, this.#helpdesk.store) };
  }

  #start(): Helpdesk {
    const settings = this.#settings;
    const store = new Store(sampleContent(settings));
    const staff = sampleAccount("staff");
    return {
      settings,
      store,
      clock: new Clock(settings.now),
      sessions: settings.sessionEngine === "database"
        ? new DatabaseSessions()
        : new SignedCookieSessions(settings.now),
      agents: new AgentSessions(),
      mails: [],
      tokens: new Map([[SAMPLE_TOKEN, staff.id]]),
      logins: 0,
    };
  }

  fetch(request: Request): Promise<Response> {
    const { signal } = request;
    return new Promise((resolve, reject) => {
      const abort = () => reject(signal.reason);
      if (signal.aborted) return abort();
      signal.addEventListener("abort", abort, { once: true });
      this.#answer(request).then(resolve, reject).finally(() =>
        signal.removeEventListener("abort", abort)
      );
    });
  }

  async #answer(request: Request): Promise<Response> {
    const url = new URL(request.url);
    const path = decodedPath(url);
    const body = await request.bytes();
    const record = this.#log.begin(request, url, path, body);
    const fault = this.#faults.take(request.method, path + url.search);
    let status: number | null = null;
    let username: string | null = null;
    try {
      if (fault?.kind === "lost_request") loseConnection();
      if (fault?.kind === "delay") await pause(fault.milliseconds);
      if (fault?.kind === "error_before" || fault?.kind === "status") {
        const response = unhandledErrorPage(fault);
        status = response.status;
        return response;
      }
      const served = await serve(this.#helpdesk, this.#expiry, { request, url, path, body });
      username = served.username;
      if (fault?.kind === "lost_answer") loseConnection();
      if (fault?.kind === "delay_answer") await pause(fault.milliseconds);
      const response = fault?.kind === "error_after" ? unhandledErrorPage(fault) : served.response;
      status = response.status;
      return response;
    } finally {
      this.#log.end(record, status, username);
    }
  }

  branches(): Promise<BranchRecord[]> {
    return Promise.resolve(this.#helpdesk.agents.branchRecords());
  }

  pullRequests(): Promise<PullRequestRecord[]> {
    return Promise.resolve(this.#helpdesk.agents.pullRequestRecords());
  }

  mails(): Promise<MailRecord[]> {
    return Promise.resolve(structuredClone(this.#helpdesk.mails));
  }

  requests(): Promise<RequestLogRecord> {
    return Promise.resolve(this.#log.report());
  }

  resetRequests(): Promise<void> {
    return Promise.resolve(this.#log.clear());
  }

  expireSessions(username?: string): Promise<void> {
    return Promise.resolve(this.#expiry.expire(this.#helpdesk.logins, username));
  }

  failNext(fault: Fault): Promise<void> {
    return Promise.resolve(this.#faults.order(fault));
  }

  clearFaults(): Promise<void> {
    return Promise.resolve(this.#faults.clear());
  }

  createTickets(
    count: number,
    { followUpsEach = 2 }: { followUpsEach?: number } = {},
  ): Promise<{ firstId: number; lastId: number }> {
    return Promise.resolve(createManyTickets(this.#helpdesk, count, followUpsEach));
  }

  createUsers(users: readonly NewUser[]): Promise<number[]> {
    return Promise.resolve(createManyUsers(this.#helpdesk.store, users));
  }

  ticket(id: number): Promise<TicketRecord | null> {
    const ticket = this.#helpdesk.store.tickets.get(id);
    return Promise.resolve(ticket === undefined ? null : ticketRecord(ticket));
  }

  followups(ticketId: number): Promise<FollowUpRecord[]> {
    return Promise.resolve(followUpRecords(this.#helpdesk.store, ticketId));
  }

  reset(): Promise<void> {
    this.#helpdesk = this.#start();
    this.#expiry = new Expiry();
    this.#faults.clear();
    return Promise.resolve(this.#log.clear());
  }
}
