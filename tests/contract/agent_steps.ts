import assert from "node:assert/strict";
import type { Branch, BranchWrite, PullRequest } from "../../site/site_records.ts";
import type { ContractClient } from "./contract_client.ts";
import type { HelpdeskUnderTest } from "./helpdesk_under_test.ts";
import type { VariantName } from "./http_case.ts";

/** Both ways to keep sessions. */
export const ENGINES: readonly VariantName[] = ["plain", "signed_cookies"];

/** What the REST framework says to those who are not logged in. */
export const NOT_AUTHENTICATED = { detail: "Authentication credentials were not provided." };

/** What a request for JSON outside the API gets. */
export const DENIED = {
  code: "AGENT_WEB_ACCESS_DENIED",
  error: "Agents work through the API only",
};

/** The record of a branch. */
export async function branch({ control }: HelpdeskUnderTest, name: string): Promise<Branch> {
  const found = (await control.branches()).find((one) => one.name === name);
  return found ?? assert.fail(`There is no branch ${name}`);
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
  { control }: HelpdeskUnderTest,
  name: string,
): Promise<PullRequest | undefined> {
  return (await control.pullRequests()).find((one) => one.branch === name);
}

/** A write as it is recorded for a new ticket. */
export function creation(
  { baseUrl }: HelpdeskUnderTest,
  objectId: number,
  session: string,
  late = false,
): BranchWrite {
  const path = `${new URL(baseUrl).pathname}api/tickets/`;
  return { method: "POST", path, objectId, session, late };
}

/** Creates a ticket and tells on which branch it landed: its name, or "main". */
export async function landingOf(
  { control }: HelpdeskUnderTest,
  client: ContractClient,
): Promise<string> {
  const { id } = await client.createTicket();
  const has = (writes: readonly BranchWrite[]) => writes.some(({ objectId }) => objectId === id);
  if (has(await control.mainWrites())) return "main";
  const landed = (await control.branches()).find(({ writes }) => has(writes));
  return landed?.name ?? assert.fail(`Ticket ${id} is on no branch`);
}
