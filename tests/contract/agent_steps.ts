import assert from "node:assert/strict";
import type { Branch, BranchWrite, PullRequest } from "../../site/site_records.ts";
import type { Answer, ContractClient } from "./contract_client.ts";
import type { HelpdeskUnderTest } from "./helpdesk_under_test.ts";
import { createTicket, type VariantName } from "./http_case.ts";

/** Both ways to keep sessions. */
export const ENGINES: readonly VariantName[] = ["plain", "signed_cookies"];

/** What the REST framework says to those who are not logged in. */
export const NOT_AUTHENTICATED = { detail: "Authentication credentials were not provided." };

/** What a request for JSON outside the API gets. */
export const DENIED = {
  code: "AGENT_WEB_ACCESS_DENIED",
  error: "Agents work through the API only",
};

/** What the helpdesk tells an agent of its session. */
export interface Info {
  user_id: number;
  username: string;
  is_agent: boolean;
  branch_name: string;
  intent: string | null;
  session_key: string;
  session_available: boolean;
  authentication_method: string;
}

/** Asks for the session. */
export async function info(client: ContractClient): Promise<Info> {
  const answer = await client.get("api/agent-session-info/");
  assert.equal(answer.status, 200, answer.text);
  return answer.json<Info>();
}

/** Says what the session is for. */
export async function setIntent(client: ContractClient, intent: string): Promise<void> {
  const answer = await client.post("api/set-agent-intent/", { intent });
  assert.equal(answer.status, 200, answer.text);
}

/** Finishes the session; it always says that this worked. */
export async function finish(client: ContractClient): Promise<Answer> {
  const answer = await client.post("api/finish-agent-session/", {});
  assert.equal(answer.status, 200, answer.text);
  assert.equal(answer.json().success, true);
  return answer;
}

/** Whether a session finds a ticket where its request runs. */
export async function sees(client: ContractClient, ticket: number): Promise<boolean> {
  const { status, text } = await client.get(`api/tickets/${ticket}/`);
  assert.ok(status === 200 || status === 404, text);
  return status === 200;
}

/** The record of a branch. */
export async function branch(helpdesk: HelpdeskUnderTest, name: string): Promise<Branch> {
  const found = (await helpdesk.control.branches()).find((one) => one.name === name);
  assert.ok(found, `branch ${name}`);
  return found;
}

/** State of a branch, and whose attempt to finish it was the last. */
export async function fate(
  helpdesk: HelpdeskUnderTest,
  name: string,
): Promise<[Branch["state"], Branch["endedBy"]]> {
  const { state, endedBy } = await branch(helpdesk, name);
  return [state, endedBy];
}

/** The record of a branch's pull request. */
export async function pullRequest(
  helpdesk: HelpdeskUnderTest,
  name: string,
): Promise<PullRequest | undefined> {
  return (await helpdesk.control.pullRequests()).find((one) => one.branch === name);
}

/** A write as it is recorded for a new ticket. */
export function creation(
  helpdesk: HelpdeskUnderTest,
  objectId: number,
  session: string,
  late = false,
): BranchWrite {
  const path = `${new URL(helpdesk.baseUrl).pathname}api/tickets/`;
  return { method: "POST", path, objectId, session, late };
}

/** Creates a ticket and tells on which branch it landed: its name, or "main". */
export async function landingOf(
  helpdesk: HelpdeskUnderTest,
  client: ContractClient,
): Promise<string> {
  const { id } = await createTicket(client);
  const { control } = helpdesk;
  const has = (writes: readonly BranchWrite[]) => writes.some(({ objectId }) => objectId === id);
  if (has(await control.mainWrites())) return "main";
  const landed = (await control.branches()).find(({ writes }) => has(writes));
  assert.ok(landed, `Ticket ${id} is on no branch`);
  return landed.name;
}
