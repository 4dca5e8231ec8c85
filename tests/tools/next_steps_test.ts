import assert from "node:assert/strict";
import type { HelpdeskOptions, TestHelpdesk } from "../helpdesk_test_case.ts";
import { tools } from "../../lib/tools/registry.ts";
import type { AccountName } from "../../site/site_fixture.ts";
import type { Fault } from "../../site/site_records.ts";
import type { ToolCaller } from "../tool_caller.ts";
import { callerOf, isWrite, requestLines } from "./site_caller.ts";
import { siteParts } from "./site_parts.ts";

/** A call that fails, and what the agent reads that fixes it. */
interface Mistake {
  readonly tool: string;
  readonly input: Record<string, unknown>;
  readonly nextStep: RegExp;
  readonly account?: AccountName;
  readonly settings?: Readonly<Record<string, string>>;
  /** What the helpdesk does with the call's own request. */
  readonly fault?: Fault;
}

const NEW_TICKET = {
  queue: 1,
  title: "Toner",
  description: "Low.",
  submitter_email: "a@b.example",
};
const FOLLOW_UP = { ticket_id: 20, comment: "Ordered.", public: false };

const withFile = (filename: string) => ({
  ...{ ...FOLLOW_UP, attachments: [{ filename, content_base64: btoa("text") }] },
});

const ARGUMENTS: readonly Mistake[] = [
  ["list_tickets", { queueId: 1 }, /"queueId" is not an argument .*\(did you mean queue_id\?\)/],
  ["list_tickets", { status: "Someday" }, /"Someday" names no .*; get_queues lists .*1 "Open"/],
  ["list_tickets", { queue_id: 9 }, /no queue 9; get_queues lists .*\b1 /],
  ["list_tickets", { queue_id: "Nowhere" }, /queue_id: there is no .*get_queues lists .*\b1 /],
  ["list_tickets", { assigned_to: 99 }, /no user 99; get_users lists .*staff/],
  ["list_tickets", { page: 900 }, /Page 900 does not exist.*; page=\d+ is the last$/],
  ["list_tickets", { page: 2, search: "zxqv" }, /no ticket matches\. Leave out .* or search$/],
  ["list_tickets", { page: 0 }, /page: .*>=1 \([^)]*from 1/i],
  ["list_tickets", { page_size: 100 }, /page_size: .*<=25/],
  ["list_tickets", { priority: "soon" }, /"soon" names no priority .* lists 1 "1. Critical"/],
  ["list_tickets", { created_after: "soon" }, /created_after: must be .*YYYY-MM-DD/],
  ["list_tickets", { sort: "age" }, /sort: .*"created".*\(Order\)/],
  ["list_tickets", { search: " " }, /search: must not be empty \(Exact phrase/],
  ["list_tickets", { mine: true, assigned_to: 1 }, /mine and assigned_to .*Give one of them$/],
  ["get_ticket", {}, /ticket_id is missing \(Ticket id, from list_tickets\)$/],
  ["get_ticket", { id: 20 }, /\(did you mean ticket_id\?\)/],
  ["get_ticket", { ticket_id: "twenty" }, /ticket_id: .*\(DH-12\).*list_tickets finds tickets$/],
  ["get_ticket", { ticket_id: 9_999 }, /no ticket 9999.*; list_tickets finds tickets$/],
  ["get_ticket", { ticket_id: 20, followups: 500 }, /followups: .*<=100/],
  ["get_attachment", {}, /attachment_id is missing \(.*get_ticket/],
  ["get_attachment", { attachment_id: 99_999 }, /no attachment 99999.*get_ticket/],
  ["create_ticket", {}, /queue is missing \(Queue id, from get_queues\); title is missing/],
  ["create_ticket", { ...NEW_TICKET, queue: 9 }, /no queue 9; get_queues lists .*\b1 /],
  ["create_ticket", { ...NEW_TICKET, email: "x" }, /\(did you mean submitter_email\?\)/],
  ["create_ticket", { ...NEW_TICKET, submitter_email: "x" }, /submitter_email: must be an e-mail/],
  ["create_ticket", { ...NEW_TICKET, assigned_to: 99 }, /no user 99; get_users lists .*staff/],
  ["create_ticket", { ...NEW_TICKET, priority: 9 }, /no priority 9; get_queues lists 1 "1\. Cri/],
  ["create_ticket", { ...NEW_TICKET, title: "x".repeat(201) }, /title has 201 .* allows 200$/],
  ["create_ticket", { ...NEW_TICKET, due_date: "2026-02-30" }, /due_date: must be a date that exi/],
  ["add_followup", { comment: "x" }, /ticket_id is missing \(Ticket id, from list_tickets\)/],
  ["add_followup", { ...FOLLOW_UP, comment: "" }, /comment: must not be empty \(Text of/],
  ["add_followup", { ...FOLLOW_UP, status: 33 }, /no status 33; get_queues lists/],
  ["add_followup", { ...FOLLOW_UP, new_state: 3 }, /\(did you mean new_status\?\)/],
  ["add_followup", { ...FOLLOW_UP, ticket_id: 9_999 }, /no ticket 9999.*list_tickets finds ticke/],
  ["add_followup", { ...FOLLOW_UP, new_status: 9 }, /no status 9; get_queues lists 1 "Open", /],
  ["add_followup", { ...FOLLOW_UP, time_spent: "soon" }, /time_spent "soon": give minutes such as/],
  ["add_followup", { ...FOLLOW_UP, public: "yes" }, /public: .*true/],
  ["add_followup", withFile("../log.txt"), /"\.\.\/log\.txt" is a path/],
  ["add_followup", withFile("a.exe"), /allowed are \.txt.*HELPDESK_ATT/],
  ["update_tickets", { ticket_ids: [20] }, /Give at least one of title, description, status/],
  ["edit_followup", { followup_id: 1 }, /Give at least one of comment, title, public/],
  ["update_ticket", { ticket_id: 20 }, /Give at least one of title, description, status/],
  ["update_ticket", { ticket_id: 9_999, priority: 1 }, /no ticket 9999.*list_tickets finds ticke/],
  ["update_ticket", { ticket_id: 20, status: 9 }, /no status 9; get_queues lists 1 "Open", /],
  [
    "update_ticket",
    { ticket_id: 20, status: "Cloned" },
    /\(did you mean 4 "Closed"\?\); get_queues/,
  ],
  ["update_ticket", { ticket_id: 20, assigned_to: 99 }, /no user 99; get_users lists .*staff/],
  ["update_ticket", { ticket_id: 20, due_date: "never" }, /due_date: must be .*or "" to clear it/],
  ["update_ticket", { ticket_id: 20, assigned: 2 }, /\(did you mean assigned_to\?\)/],
  ["search_knowledge", {}, /query is missing \(What is asked/],
  ["get_article", {}, /article_id is missing \(Article id, from search_knowledge/],
  ["canned_replies", { page: 1 }, /"page" is not an argument of canned_replies/],
  ["get_users", { page: 900 }, /Page 900 does not exist.*; page=\d+ is the last$/],
  ["get_users", { page: 1, page_size: 50 }, /"page_size" is not an .*\(did you mean page\?\)/],
].map(mistake);

const AGENT_MISTAKES: readonly Mistake[] = [
  ["list_tickets", { created_after: "2026-01-01" }, /after cannot be applied.*Leave it out/],
  ["finish_agent_session", {}, /set one with set_agent_intent, or give finish_agent_session an/],
  ["finish_agent_session", { intent: "" }, /intent: .*\(What the/],
  ["set_agent_intent", {}, /intent is missing \(What the/],
  ["set_agent_intent", { intent: "x".repeat(513) }, /intent: .*<=512 characters/],
].map(mistake).map((given) => ({ ...given, account: "agent" }));

/** By a setting and its value. */
const OTHERS: readonly Mistake[] = ([
  ["HELPDESK_QUEUES", "1", "list_tickets", { queue_id: 2 }, /it allows 1; get_queues names them/],
  [
    "HELPDESK_QUEUES",
    "1",
    "create_ticket",
    { ...NEW_TICKET, queue: 2 },
    /allows 1; get_queues nam/,
  ],
  [
    "HELPDESK_QUEUES",
    "9",
    "create_ticket",
    { ...NEW_TICKET, queue: 9 },
    /no queue 9; .* lists none$/,
  ],
  [
    ...["HELPDESK_PUBLIC_FOLLOWUPS", "never", "add_followup", { ...FOLLOW_UP, public: true }],
    /With public: false the follow-up/,
  ],
] as const).map(([setting, value, ...row]) => ({
  ...{ ...mistake(row), settings: { [setting as string]: String(value) } },
}));

/** What leaves the outcome of an intent open; that of other writes stands in the table of faults. */
const LOST: readonly Mistake[] =
  ([{ kind: "lost_answer" }, { kind: "status", status: 503 }] as const)
    .map((fault) => ({
      ...{ tool: "set_agent_intent", input: { intent: `After ${fault.kind}` }, account: "agent" },
      nextStep: /Call get_agent_session_info to see the int/,
      fault: { ...fault, method: "POST" },
    }));

/** What only the helpdesk itself can refuse: its lists are not known whole. */
const REFUSED: readonly Mistake[] = [
  ["create_ticket", { ...NEW_TICKET, queue: 99 }, /Correct queue \(get_queues lists the queues\)$/],
  ["create_ticket", { ...NEW_TICKET, assigned_to: 99 }, /Correct assigned_to \(get_users lists/],
  ["update_ticket", { ticket_id: 20, assigned_to: 99 }, /Correct assigned_to \(get_users lists/],
].map(mistake);

type Row = [tool: string, input: Record<string, unknown>, nextStep: RegExp];

function mistake(row: unknown[]): Mistake {
  const [tool, input, nextStep] = row as Row;
  return { tool, input, nextStep };
}

/** Asserts that a message names another tool, or an argument of the one that was called. */
function assertNamesRemedy(tool: string, message: string): void {
  const called = tools.find(({ name }) => name === tool);
  const remedies = new Set([
    ...tools.map(({ name }) => name),
    ...JSON.stringify(called?.inputSchema).matchAll(/"(\w+)":\{/g).map(([, name]) => name),
  ]);
  const words = message.replace(`${tool} was not called: `, "").match(/\w+/g) ?? [];
  assert.ok(words.some((word) => remedies.has(word)), message);
}

/** Makes each mistake, and reads what fixes it. */
async function makeAll(site: TestHelpdesk, mistakes: readonly Mistake[]): Promise<void> {
  const callers = new Map<string, ToolCaller>();
  for (const { tool, input, nextStep, account = "staff", settings = {}, fault } of mistakes) {
    const key = JSON.stringify([account, settings]);
    const caller = callers.get(key) ?? callerOf(site, account, settings);
    if (!callers.has(key)) await caller.succeed("get_queues");
    callers.set(key, caller);
    if (fault !== undefined) await site.failNext(fault);
    const message = await caller.fail(tool, input);
    assert.match(message, nextStep);
    assertNamesRemedy(tool, message);
    assert.ok(message.length < 700, `${message.length} characters: ${message}`);
  }
}

/** Makes each mistake; no change may be sent, unless only the helpdesk knows that there is no such ticket. */
async function makeUnsent(site: TestHelpdesk, mistakes: readonly Mistake[]): Promise<void> {
  const namesNoTicket = ({ input }: Mistake) => input.ticket_id === 9_999;
  await makeAll(site, mistakes.filter((given) => !namesNoTicket(given)));
  assert.deepEqual(await requestLines(site, isWrite), []);
  await makeAll(site, mistakes.filter(namesNoTicket));
}

const FORMS_ONLY: HelpdeskOptions = { browsablePage: false };

siteParts("each error that an agent can fix names what fixes it", {}, {
  "wrong arguments": (site) => makeUnsent(site, ARGUMENTS),
  "an agent's session": (site) => makeUnsent(site, AGENT_MISTAKES),
  "settings that allow something else": (site) => makeUnsent(site, OTHERS),
  "an outcome that is unknown": (site) => makeAll(site, LOST),
});

siteParts("what the helpdesk refuses names the tool's argument", FORMS_ONLY, {
  "as staff": (site) => makeAll(site, REFUSED),
  "as agent": (site) => makeAll(site, REFUSED.map((given) => ({ ...given, account: "agent" }))),
});

Deno.test("each tool with arguments has a mistake that is fixed by what it names", () => {
  const made = new Set([...ARGUMENTS, ...AGENT_MISTAKES].map(({ tool }) => tool));
  const missing = tools.filter(({ name, inputSchema }) =>
    Object.keys(inputSchema.properties).length > 0 && !made.has(name)
  );
  assert.deepEqual(missing.map(({ name }) => name), []);
});
