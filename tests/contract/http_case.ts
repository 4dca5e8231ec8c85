import assert from "node:assert/strict";
import { type Answer, type ContractClient, logIn } from "./contract_client.ts";
import type { HelpdeskUnderTest, VariantOptions } from "./helpdesk_under_test.ts";

/** The kinds of helpdesk on which cases run. */
export const VARIANTS = {
  plain: {},
  signed_cookies: { sessions: "signed_cookies" },
  mounted: { mount: "/helpdesk/" },
  json_only: { browsablePage: false },
  custom_statuses: { statuses: "custom" },
  without_agents: { agents: false },
  memory_off: { sessions: "signed_cookies", agentMemory: "off" },
  shared_memory: { sessions: "signed_cookies", agentMemory: "shared", processes: 3 },
  three_processes: { sessions: "signed_cookies", processes: 3 },
  api_login: { agentLogin: "api" },
  login_elsewhere: { loginPath: "/accounts/login/" },
} as const satisfies Record<string, VariantOptions>;

export type VariantName = keyof typeof VARIANTS;

/** What holds on the embedded helpdesk and on a real site. */
export interface HttpCase {
  /** A sentence about the server. */
  readonly name: string;
  /** Where it holds; "plain" when left out. */
  readonly variants?: readonly VariantName[];
  run(helpdesk: HelpdeskUnderTest): Promise<void>;
}

/** A case that may be said to hold elsewhere than on the plain helpdesk. */
interface PlainCase extends HttpCase {
  on(variants: readonly VariantName[]): HttpCase;
}

/** What a case of an account is given. */
interface AtWork {
  readonly client: ContractClient;
  readonly helpdesk: HelpdeskUnderTest;
}

function plainCase(name: string, run: HttpCase["run"]): PlainCase {
  return { name, run, on: (variants) => ({ name, run, variants }) };
}

/** Makes cases: of a helpdesk, or of a client that has logged in. */
export const test = {
  helpdesk: plainCase,
  asStaff: (name: string, run: (work: AtWork) => Promise<void>) =>
    plainCase(name, async (helpdesk) => run({ client: await asStaff(helpdesk), helpdesk })),
  asAgent: (name: string, run: (work: AtWork) => Promise<void>) =>
    plainCase(name, async (helpdesk) => run({ client: await asAgent(helpdesk), helpdesk })),
};

export function asStaff(helpdesk: HelpdeskUnderTest): Promise<ContractClient> {
  return logIn(helpdesk, helpdesk.accounts.staff);
}

export function asAgent(helpdesk: HelpdeskUnderTest): Promise<ContractClient> {
  return logIn(helpdesk, helpdesk.accounts.agent);
}

/** A ticket as the server sends it, as far as cases look at it. */
export interface TicketBody {
  id: number;
  queue: number;
  title: string;
  description: string | null;
  resolution: string | null;
  submitter_email: string | null;
  assigned_to: number | null;
  status: number;
  on_hold: boolean;
  priority: number;
  due_date: string | null;
  merged_to: number | null;
  followup_set: FollowUpBody[];
  custom_room: string | null;
}

/** A follow-up as the server sends it. */
export interface FollowUpBody {
  id: number;
  ticket: number;
  user: number | null;
  title: string | null;
  comment: string | null;
  public: boolean;
  new_status: number | null;
  time_spent: string | null;
  followupattachment_set: {
    id: number;
    file: string;
    filename: string;
    mime_type: string;
    size: number;
  }[];
  date: string;
  message_id: string | null;
  email_recipients: string[] | null;
}

/** The fields of a ticket that is fit to be created. */
export const TICKET = {
  queue: 1,
  title: "Contract",
  description: "Made by a contract case.",
  submitter_email: "someone@example.net",
  priority: 3,
} as const;

/** Makes a ticket. */
export async function createTicket(
  client: ContractClient,
  fields: Record<string, unknown> = {},
): Promise<TicketBody> {
  const answer = await client.post("api/tickets/", { ...TICKET, ...fields });
  assert.equal(answer.status, 201, answer.text);
  return answer.json<TicketBody>();
}

export async function readTicket(client: ContractClient, id: number): Promise<TicketBody> {
  const answer = await client.get(`api/tickets/${id}/`);
  assert.equal(answer.status, 200, answer.text);
  return answer.json<TicketBody>();
}

/** Sends a follow-up that keeps the ticket's title, unless `fields` say otherwise. */
export function sendFollowUp(
  client: ContractClient,
  ticket: number,
  fields: Record<string, unknown> = {},
): Promise<Answer> {
  return client.post("api/followups/", { ticket, title: "", comment: "A comment", ...fields });
}

export async function addFollowUp(
  client: ContractClient,
  ticket: number,
  fields: Record<string, unknown> = {},
): Promise<FollowUpBody> {
  const answer = await sendFollowUp(client, ticket, fields);
  assert.equal(answer.status, 201, answer.text);
  return answer.json<FollowUpBody>();
}

/** Asserts an error of the REST framework, body and all. */
export function assertRefused(answer: Answer, status: number, body: unknown): void {
  assert.equal(answer.status, status, answer.text);
  assert.equal(answer.headers.get("content-type"), "application/json");
  assert.deepEqual(answer.json(), body);
}

/** Asserts one of Django's bare error pages. */
export function assertErrorPage(answer: Answer, status: 400 | 404 | 500): void {
  assert.equal(answer.status, status, answer.text);
  assert.equal(answer.headers.get("content-type"), "text/html; charset=utf-8");
}
