import { branchRecord } from "./branch_records.ts";
import {
  createManyTickets,
  createManyUsers,
  followUpRecords,
  stateOf,
  ticketRecord,
} from "./control.ts";
import type { EmbeddedControl } from "./embedded_control.ts";
import { MEMORY_ORIGIN } from "../../lib/demo/demo_helpdesk.ts";
import { whileWaitedFor } from "../../lib/demo/web/connection.ts";
import type { ServedHelpdesk } from "../../lib/demo/web/exchange.ts";
import { pause } from "../../lib/demo/web/pause.ts";
import { loseConnection, unhandledErrorPage } from "./fault_effects.ts";
import { Faults } from "./faults.ts";
import type {
  BranchRecord,
  BranchWriteRecord,
  Fault,
  FollowUpRecord,
  MailRecord,
  NewCustomField,
  NewUser,
  PullRequestRecord,
  RequestLogRecord,
  TicketRecord,
} from "../../lib/demo/state/records.ts";
import type { KnowledgeContent } from "../../lib/demo/state/knowledge.ts";
import { RequestLog } from "./request_log.ts";
import {
  LONG_NAME,
  SAMPLE_TOKEN,
  type SampleLogin,
  sampleLogin,
} from "../../lib/demo/samples/sample_accounts.ts";
import { sampleFixture } from "./embedded_fixture.ts";
import { receive, serve } from "../../lib/demo/serve.ts";
import {
  type EmbeddedHelpdeskOptions,
  readSettings,
  type Settings,
} from "../../lib/demo/state/settings.ts";
import { startHelpdesk } from "../../lib/demo/start_helpdesk.ts";

export type { EmbeddedHelpdeskOptions } from "../../lib/demo/state/settings.ts";

/**
 * The accounts that every embedded helpdesk has: superuser, staff, agent, an agent whose user name of 60
 * characters makes branches that cannot be finished, non-staff.
 */
export type AccountName = "admin" | "staff" | "agent" | "longAgent" | "customer";

/** What the content is made of, as far as tests need to know it. */
export type EmbeddedFixture = ReturnType<typeof sampleFixture> & {
  readonly accounts: Readonly<Record<AccountName, SampleLogin>>;
  readonly token: string;
};

/** A django-helpdesk in memory. */
export interface EmbeddedHelpdesk extends EmbeddedControl {
  /** Where it claims to be: ends in the mount path. Nothing is opened there. */
  readonly baseUrl: string;
  readonly accounts: Readonly<Record<AccountName, SampleLogin>>;
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
}

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
  readonly accounts: Readonly<Record<AccountName, SampleLogin>>;
  readonly token = SAMPLE_TOKEN;
  readonly fixture: EmbeddedFixture;
  readonly #settings: Settings;
  readonly #faults = new Faults();
  readonly #log = new RequestLog();
  #mails: MailRecord[] = [];
  #helpdesk: ServedHelpdesk;

  constructor(settings: Settings) {
    this.#settings = settings;
    this.baseUrl = `${MEMORY_ORIGIN}${settings.mount}`;
    this.#helpdesk = this.#start();
    this.accounts = {
      admin: sampleLogin("admin"),
      staff: sampleLogin("staff"),
      agent: sampleLogin("agent"),
      longAgent: sampleLogin(LONG_NAME),
      customer: sampleLogin("customer"),
    };
    const { accounts, token } = this;
    this.fixture = { accounts, token, ...sampleFixture(settings, this.#helpdesk.store) };
  }

  fetch(request: Request): Promise<Response> {
    return whileWaitedFor(request, () => this.#answer(request));
  }

  async #answer(request: Request): Promise<Response> {
    const helpdesk = this.#helpdesk;
    const incoming = await receive(helpdesk, request);
    const record = this.#log.begin(incoming);
    const fault = this.#faults.take(request.method, incoming.path + incoming.url.search);
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
      const served = await serve(helpdesk, incoming);
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
    const { branches, logins } = this.#helpdesk;
    return Promise.resolve(branches.all().map((branch) => branchRecord(branch, logins)));
  }

  mainWrites(): Promise<BranchWriteRecord[]> {
    return Promise.resolve(structuredClone(this.#helpdesk.branches.mainWrites));
  }

  pullRequests(): Promise<PullRequestRecord[]> {
    return Promise.resolve(structuredClone(this.#helpdesk.branches.pullRequests()));
  }

  mails(): Promise<MailRecord[]> {
    return Promise.resolve(structuredClone(this.#mails));
  }

  requests(): Promise<RequestLogRecord> {
    return Promise.resolve(this.#log.report());
  }

  resetRequests(): Promise<void> {
    return Promise.resolve(this.#log.clear());
  }

  expireSessions(username?: string): Promise<void> {
    return Promise.resolve(this.#helpdesk.logins.expire(username));
  }

  failNext(fault: Fault): Promise<void> {
    return Promise.resolve(this.#faults.order(fault));
  }

  clearFaults(): Promise<void> {
    return Promise.resolve(this.#faults.clear());
  }

  commitMain(): Promise<void> {
    return Promise.resolve(this.#helpdesk.branches.commitMain());
  }

  forgetAgentSessions(): Promise<void> {
    return Promise.resolve(this.#helpdesk.memories.forget());
  }

  createTickets(
    count: number,
    { followUpsEach = 2 }: { followUpsEach?: number } = {},
  ): Promise<{ firstId: number; lastId: number }> {
    const made = createManyTickets(this.#helpdesk, count, followUpsEach);
    return this.commitMain().then(() => made);
  }

  createUsers(users: readonly NewUser[]): Promise<number[]> {
    return Promise.resolve(createManyUsers(this.#helpdesk.store, users));
  }

  fillKnowledge(knowledge: KnowledgeContent): Promise<void> {
    this.#helpdesk.knowledge = knowledge;
    return Promise.resolve();
  }

  addCustomFields(fields: readonly NewCustomField[]): Promise<void> {
    const added = fields.map((field) => ({ choices: [], required: false, ...field }));
    this.#settings.customFields.push(...added);
    return Promise.resolve();
  }

  addCopy(ticket: number, email: string): Promise<void> {
    this.#helpdesk.branches.main.tickets.get(ticket)?.copies.push(email);
    return Promise.resolve();
  }

  addDependency(ticket: number, dependsOn: number): Promise<void> {
    this.#helpdesk.branches.main.tickets.get(ticket)?.dependsOn.push(dependsOn);
    return Promise.resolve();
  }

  ticket(id: number, on?: string): Promise<TicketRecord | null> {
    return Promise.try(() => {
      const ticket = stateOf(this.#helpdesk.branches, on).tickets.get(id);
      return ticket === undefined ? null : ticketRecord(ticket);
    });
  }

  followups(ticketId: number, on?: string): Promise<FollowUpRecord[]> {
    return Promise.try(() => followUpRecords(stateOf(this.#helpdesk.branches, on), ticketId));
  }

  reset(): Promise<void> {
    this.#settings.customFields.splice(1);
    this.#helpdesk = this.#start();
    this.#faults.clear();
    return Promise.resolve(this.#log.clear());
  }

  #start(): ServedHelpdesk {
    const mails: MailRecord[] = this.#mails = [];
    return startHelpdesk(this.#settings, (mail) => mails.push(mail));
  }
}
