import assert from "node:assert/strict";
import { settingsOf } from "../account_settings.ts";
import type { Fetch } from "../../lib/http/client.ts";
import { listedTool } from "../../lib/mcp/listings.ts";
import type { ToolLimits } from "../../lib/mcp/early/tool_refusal.ts";
import { readTools } from "../../lib/settings/readers.ts";
import { tools } from "../../lib/tools/registry.ts";
import { helpdeskTest, type TestHelpdesk } from "../helpdesk_test_case.ts";
import { serverOf } from "../mcp/test_tools.ts";
import { createToolCaller, textOf, type ToolCaller } from "../tool_caller.ts";
import { callerOf } from "./site_caller.ts";

/** Most characters of the tools as `tools/list` sends them, all together. */
const TOOLS_BUDGET = 16_000;
/** Most characters of the text of a page of 25 tickets. */
const PAGE_BUDGET = 5_000;
const PAGE_SIZE = 25;

/** What a model is told of the tools, with limits that people set; each with its budget. */
const LISTS: readonly (readonly [what: string, limits: ToolLimits, most: number])[] = [
  ["everything", {}, TOOLS_BUDGET],
  ["HELPDESK_READ_ONLY=1", { readOnly: true }, TOOLS_BUDGET / 2],
  [
    "HELPDESK_TOOLS for answering tickets",
    { tools: readTools("list_tickets,get_ticket,add_followup,search_knowledge", "HELPDESK_TOOLS") },
    TOOLS_BUDGET / 2,
  ],
];

for (const [what, limits, most] of LISTS) {
  Deno.test(`tools/list has at most ${most} characters with ${what}`, () => {
    const listed = serverOf(tools, { limits }).server.tools().map(listedTool);
    for (const tool of listed) console.log(figure(tool.name, JSON.stringify(tool).length));
    const total = JSON.stringify({ tools: listed }).length;
    console.log(figure(`tools/list with ${what}`, total));
    assert.ok(total <= most, `${total} characters`);
  });
}

helpdeskTest("a page of 25 tickets has at most 5,000 characters", async (site, context) => {
  for (const account of ["staff", "agent"] as const) {
    await context.step(`of the fixture, as ${account}`, async () => {
      const text = await pageText(callerOf(site, account), {});
      assert.equal(text.match(/^\d+\|.*\|/gm)?.length, PAGE_SIZE);
      console.log(figure(`list_tickets as ${account}`, text.length));
      assert.ok(text.length <= PAGE_BUDGET, `${text.length} characters`);
    });
  }
});

helpdeskTest(
  "a page of 25 tickets of the longest texts has at most 5,000 characters",
  { statuses: "custom" },
  async (site, context) => {
    const ids = await ticketsOfLongTexts(site);
    for (const account of ["staff", "agent"] as const) {
      await context.step(`with warnings, as ${account}`, async () => {
        const caller = callerWithLongQueues(site, account);
        const question = { status: "Open,Nowhere to be found", search: "Long OR 2031" };
        const text = await pageText(caller, question);
        const rows = text.split("\n").filter((line) => /^\d+\|Long /.test(line));
        assert.deepEqual(rows.map((row) => Number(row.split("|")[0])), ids.toReversed());
        for (const row of rows) {
          assert.match(
            row,
            /^\d+\|.{29,79}…\|\d+ Queue .*…\|1 Open\|2\. High\|.*Lo.*…\|.*\|(?:2031-|due$)/,
          );
        }
        assert.match(text, /^Warning: Ignored status "Nowhere to be found"/m);
        assert.equal(/custom fields, but not creation dates/.test(text), account === "agent");
        console.log(figure(`list_tickets of long texts as ${account}`, text.length));
        assert.ok(text.length <= PAGE_BUDGET, `${text.length} characters`);
      });
    }
  },
);

function figure(what: string, characters: number): string {
  return `${what.padEnd(40)} ${String(characters).padStart(6)} characters`;
}

async function pageText(caller: ToolCaller, question: Record<string, unknown>): Promise<string> {
  const result = await caller.call("list_tickets", question);
  assert.equal(result.isError, undefined, textOf(result));
  return textOf(result);
}

/** Makes a page of tickets with long titles and a long-named assignee; their ids, oldest first. */
async function ticketsOfLongTexts(site: TestHelpdesk): Promise<number[]> {
  const name = "Long".repeat(35);
  const [assignee] = await site.createUsers([
    { username: name, firstName: name, lastName: name, staff: true },
  ]);
  const { firstId, lastId } = await site.createTickets(PAGE_SIZE, { followUpsEach: 0 });
  const ids = Array.from({ length: PAGE_SIZE }, (_, place) => firstId + place);
  assert.equal(ids.at(-1), lastId);
  const caller = callerOf(site, "staff");
  for (const ticket_id of ids) {
    const title = `Long ${"wide text ".repeat(20)}`.slice(0, 200).padEnd(200, ".");
    const due_date = "2031-03-30";
    const change = { title, status: 1, priority: 2, assigned_to: assignee, due_date };
    const { differences } = await caller.succeed("update_ticket", { ticket_id, ...change });
    assert.deepEqual(differences, []);
  }
  await site.commitMain();
  return ids;
}

/** The program on a helpdesk whose queues have names of 100 characters, django-helpdesk's limit. */
function callerWithLongQueues(site: TestHelpdesk, account: "staff" | "agent"): ToolCaller {
  const rename: Fetch = async (request) => {
    const response = await site.fetch(request);
    const inForm = request.method === "OPTIONS";
    if (response.status !== 200 || !(inForm || request.url.includes("datatables"))) return response;
    const text = (inForm ? withLongOptions : withLongRows)(await response.text());
    const headers = new Headers(response.headers);
    for (const name of ["content-length", "content-encoding"]) headers.delete(name);
    return new Response(text, { status: 200, headers });
  };
  return createToolCaller(settingsOf(site, account), rename);
}

function longName(id: number | string): string {
  return `Queue ${id} `.padEnd(100, "Q");
}

/** The browsable page's form with other names of the queues. */
function withLongOptions(html: string): string {
  return html.replace(/<select[^>]*name="queue".*?<\/select>/s, (select) => {
    return select.replace(
      /(<option value="(\d+)"[^>]*>)[^<]*/g,
      (_, tag, id) => tag + longName(id),
    );
  });
}

/** The staff list with other names of the queues. */
function withLongRows(json: string): string {
  const table: { data: { queue: { id: number } }[] } = JSON.parse(json);
  const data = table.data.map((row) => {
    return { ...row, queue: { ...row.queue, title: longName(row.queue.id) } };
  });
  return JSON.stringify({ ...table, data });
}
