import type { SiteControl } from "../../site/site_control.ts";
import { MEMORY_ORIGIN } from "../../lib/demo/demo_helpdesk.ts";
import {
  LONG_NAME,
  SAMPLE_TOKEN,
  type SampleLogin,
  sampleLogin,
} from "../../lib/demo/samples/sample_accounts.ts";
import { NEWEST_RELEASE } from "../../site/releases.ts";
import { receive, serve } from "../../lib/demo/serve.ts";
import { startHelpdesk } from "../../lib/demo/start_helpdesk.ts";
import type { MailRecord } from "../../lib/demo/state/records.ts";
import { type EmbeddedHelpdeskOptions, readSettings } from "../../lib/demo/state/settings.ts";
import { whileWaitedFor } from "../../lib/demo/web/connection.ts";
import { pause } from "../../lib/demo/web/pause.ts";
import { createManyTickets, createManyUsers } from "./bulk.ts";
import { Faults, loseConnection, unhandledErrorPage } from "./faults.ts";
import { OldRelease, type OldWays } from "./old_release.ts";
import { branchRecord, followUpRecords, sampleFixture, stateOf, ticketRecord } from "./records.ts";
import { RequestLog } from "./request_log.ts";

export type { EmbeddedHelpdeskOptions } from "../../lib/demo/state/settings.ts";

/**
 * The accounts that every embedded helpdesk has: superuser, staff, agent, an agent whose user name of 60
 * characters makes branches that cannot be finished, non-staff.
 */
export type AccountName = "admin" | "staff" | "agent" | "longAgent" | "customer";
type Accounts = Readonly<Record<AccountName, SampleLogin>>;

/** A django-helpdesk in memory. */
export interface EmbeddedHelpdesk extends Omit<SiteControl, "origin"> {
  /** Where it claims to be: ends in the mount path. Nothing is opened there. */
  readonly baseUrl: string;
  readonly accounts: Accounts;
  /** API token of the staff account. */
  readonly token: string;
  /** What the content is made of, as far as tests need to know it. */
  readonly fixture: ReturnType<typeof sampleFixture> & { accounts: Accounts; token: string };

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
export function createEmbeddedHelpdesk(
  options: EmbeddedHelpdeskOptions & OldWays = {},
): EmbeddedHelpdesk {
  const settings = readSettings(options);
  const { release = NEWEST_RELEASE } = options;
  const old = new OldRelease(options, settings.now);
  const faults = new Faults();
  const log = new RequestLog();
  let mails: MailRecord[] = [];
  const start = () => {
    const sent: MailRecord[] = mails = [];
    return startHelpdesk(settings, (mail) => sent.push(mail));
  };
  let helpdesk = start();

  const answer = async (request: Request) => {
    const incoming = await receive(helpdesk, request);
    const record = log.begin(incoming);
    const fault = faults.take(request.method, incoming.path + incoming.url.search);
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
      const served = await serve(helpdesk, old.understand(incoming));
      username = served.username;
      if (fault?.kind === "lost_answer") loseConnection();
      if (fault?.kind === "delay_answer") await pause(fault.milliseconds);
      const response = fault?.kind === "error_after"
        ? unhandledErrorPage(fault)
        : await old.answer(incoming, served.response);
      status = response.status;
      return response;
    } finally {
      log.end(record, status, username);
    }
  };

  const token = SAMPLE_TOKEN;
  const accounts = {
    ...{ admin: sampleLogin("admin"), staff: sampleLogin("staff"), agent: sampleLogin("agent") },
    ...{ longAgent: sampleLogin(LONG_NAME), customer: sampleLogin("customer") },
  };
  const commitMain = () => Promise.resolve(helpdesk.branches.commitMain());
  const onMain = (ticket: number) => helpdesk.branches.main.tickets.get(ticket);
  return {
    baseUrl: `${MEMORY_ORIGIN}${settings.mount}`,
    ...{
      accounts,
      token,
      fixture: { accounts, token, ...sampleFixture(settings, helpdesk.store, release) },
    },
    fetch: (request) => whileWaitedFor(request, () => answer(request)),

    branches: () => Promise.resolve(helpdesk.branches.all().map(branchRecord(helpdesk.logins))),
    mainWrites: () => Promise.resolve(structuredClone(helpdesk.branches.mainWrites)),
    pullRequests: () => Promise.resolve(structuredClone(helpdesk.branches.pullRequests())),
    mails: () => Promise.resolve(structuredClone(mails)),
    requests: () => Promise.resolve(log.report()),
    resetRequests: () => Promise.resolve(log.clear()),
    expireSessions: (username) => Promise.resolve(helpdesk.logins.expire(username)),
    failNext: (fault) => Promise.resolve(faults.order(fault)),
    clearFaults: () => Promise.resolve(faults.clear()),
    commitMain,
    forgetAgentSessions: () => Promise.resolve(helpdesk.memories.forget()),
    createTickets: (count, { followUpsEach = 2 } = {}) => {
      const made = createManyTickets(helpdesk, count, followUpsEach);
      return commitMain().then(() => made);
    },
    createUsers: (users) => Promise.resolve(createManyUsers(helpdesk.store, users)),
    fillKnowledge: (knowledge) => Promise.resolve(void (helpdesk.knowledge = knowledge)),
    addCustomFields: (fields) => {
      const added = fields.map((field) => ({ choices: [], required: false, ...field }));
      return Promise.resolve(void settings.customFields.push(...added));
    },
    addCopy: (ticket, email) => Promise.resolve(void onMain(ticket)?.copies.push(email)),
    addDependency: (ticket, other) => Promise.resolve(void onMain(ticket)?.dependsOn.push(other)),
    ticket: (id, on) =>
      Promise.try(() => {
        const ticket = stateOf(helpdesk.branches, on).tickets.get(id);
        return ticket === undefined ? null : ticketRecord(ticket);
      }),
    followups: (id, on) => Promise.try(() => followUpRecords(stateOf(helpdesk.branches, on), id)),
    reset: () => {
      settings.customFields.splice(1);
      helpdesk = start();
      faults.clear();
      return Promise.resolve(log.clear());
    },
  };
}
