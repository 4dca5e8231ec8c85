import assert from "node:assert/strict";
import { settingsOf } from "../account_settings.ts";
import type { RecordedRequest, StoredTicket } from "../../site/site_records.ts";
import type { AccountName } from "../../site/site_fixture.ts";
import type { TestHelpdesk } from "../helpdesk_test_case.ts";
import { createToolCaller, type ToolCaller } from "../tool_caller.ts";

/** The program for an account of a site; `settings` overrides the environment it would read. */
export function callerOf(
  site: TestHelpdesk,
  account: AccountName,
  settings: Readonly<Record<string, string>> = {},
): ToolCaller {
  return callerWith(site, { ...settingsOf(site, account), ...settings });
}

/** The program on a helpdesk, with nothing but these settings. */
export function callerWith(
  site: TestHelpdesk,
  settings: Readonly<Record<string, string>>,
): ToolCaller {
  const carry = (request: Request) => site.fetch(request);
  return createToolCaller({ HELPDESK_BASE_URL: site.baseUrl, ...settings }, carry);
}

/** A site back at its fixture, and the program that has logged in and knows the catalogue. */
export async function freshCaller(site: TestHelpdesk, account: AccountName): Promise<ToolCaller> {
  await site.reset();
  const caller = callerOf(site, account);
  await caller.succeed("get_queues");
  await site.resetRequests();
  return caller;
}

/** The recorded requests that pass, each as "METHOD PATH" or "METHOD PATH?QUERY". */
export async function requestLines(
  site: TestHelpdesk,
  passes: (request: RecordedRequest) => boolean = () => true,
): Promise<string[]> {
  const { requests } = await site.requests();
  return requests.filter(passes).map(({ method, path, query }) =>
    `${method} ${path}${query === "" ? "" : `?${query}`}`
  );
}

/** Orders an answer in JSON to the next request that is like this: "POST api/followups/". */
export async function answerNext(
  site: Pick<TestHelpdesk, "failNext">,
  where: string,
  status: number,
  body: unknown,
  times = 1,
): Promise<void> {
  const [method, pathContains] = where.split(" ");
  const headers = { "content-type": "application/json" };
  const answer = { kind: "status", status, headers, body: JSON.stringify(body) } as const;
  await site.failNext({ ...answer, method, pathContains, times });
}

/** Whether a request may change something on the helpdesk; logging in does not count. */
export function isWrite({ method, path }: RecordedRequest): boolean {
  return ["POST", "PATCH", "PUT", "DELETE"].includes(method) && !path.endsWith("/login/");
}

/** The recorded requests that read through tickets by the API. */
export async function scans(site: TestHelpdesk): Promise<string[]> {
  return await requestLines(
    site,
    ({ method, path, query }) => method === "GET" && path.endsWith("/api/tickets/") && query !== "",
  );
}

/** Whether a request sends a user name and a password. */
export function isLogin({ method, path }: RecordedRequest): boolean {
  return method === "POST" && path.endsWith("/login/");
}

/** The bodies of the recorded changes, in their order. */
export async function sentBodies(site: TestHelpdesk): Promise<Record<string, unknown>[]> {
  const { requests } = await site.requests();
  return requests.filter(isWrite).map(({ json }) => JSON.parse(json ?? "null"));
}

/** The fixture's tickets as the database holds them, newest first. */
export async function storedTickets(site: TestHelpdesk): Promise<StoredTicket[]> {
  const ids = Array.from({ length: site.fixture.ticketCount }, (_, place) => place + 1);
  const tickets = await Promise.all(ids.map((id) => site.ticket(id)));
  return tickets.filter((ticket) => ticket !== null).reverse();
}

/** The newest of the fixture's tickets that passes, as the database holds it. */
export async function ticketThat(
  site: TestHelpdesk,
  passes: (ticket: StoredTicket) => boolean,
): Promise<StoredTicket> {
  const ticket = (await storedTickets(site)).find(passes);
  return ticket ?? assert.fail("The fixture has no such ticket");
}

/** The fixture's queues in the order of the helpdesk's own form: by title. */
export function queuesOf(site: TestHelpdesk): { id: number; name: string }[] {
  const byTitle = site.fixture.queues.toSorted((left, right) => left.title < right.title ? -1 : 1);
  return byTitle.map(({ id, title }) => ({ id, name: title }));
}

/** What refuses queue 9: it lists those that there are. */
export function unknownQueue(site: TestHelpdesk): RegExp {
  const [first, second] = queuesOf(site).map(({ id, name }) => `${id} ${JSON.stringify(name)}`);
  return new RegExp(RegExp.escape(`no queue 9; get_queues lists ${first}, ${second}`));
}
