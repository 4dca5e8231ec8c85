import assert from "node:assert/strict";
import { instructions } from "../../lib/mcp/introduction/introduction.ts";
import {
  type ClientDay,
  type ClientMode,
  type ClientReport,
  missingPython,
  recordDay,
  runPythonClient,
} from "./client_day.ts";
import { clientTest } from "./client_test_case.ts";
import { spendTypescriptDay } from "./typescript_client.ts";

type SpendDay = (day: ClientDay) => Promise<ClientReport>;

const CLIENTS: readonly [name: string, spend: SpendDay][] = [
  ["the TypeScript SDK's client", spendTypescriptDay],
  ["the Python SDK's client", (day) => runPythonClient("client.py", JSON.stringify(day))],
];
const MODES: readonly [mode: ClientMode, version: string][] = [
  ["legacy", "2025-11-25"],
  ["auto", "2026-07-28"],
  ["2026-07-28", "2026-07-28"],
];

/** What the last call of a tool answered, as one text. */
function lastAnswer(report: ClientReport, tool: string): string {
  const call = report.calls.findLast((made) => made.tool === tool);
  assert(call !== undefined, `The client does not call ${tool}`);
  return call.shown.join("\n");
}

function assertShows(text: string, expected: readonly string[]): void {
  for (const part of expected) assert(text.includes(part), `"${part}" is not in: ${text}`);
}

for (const [client, spend] of CLIENTS) {
  for (const [mode, version] of MODES) {
    clientTest(`${client} (${mode}) works a day on --demo`, missingPython, async (context) => {
      const { report, frames, abandoned } = await recordDay(mode, spend);
      const isModern = version === "2026-07-28";

      await context.step("every message fits the schema of its version", () => {
        assert.deepEqual(frames.wrong, []);
        const versions = new Set(Object.keys(frames.counted).map((key) => key.slice(0, 10)));
        assert.deepEqual([...versions], [version]);
        assert.equal(report.protocol, version);
      });

      await context.step("the server says who it is and how it is used", () => {
        assert.deepEqual([report.server, report.title], ["helpdesk-mcp", "Helpdesk"]);
        assert.deepEqual(report.icons, ["image/svg+xml", "image/png"]);
        const capabilities = ["completions", "logging", "prompts", "resources", "tools"];
        assert.deepEqual(report.capabilities, capabilities);
        assert.equal(report.instructions, instructions);
      });

      await context.step("every tool is called", () => {
        const called = new Set(report.calls.map(({ tool }) => tool));
        assert.deepEqual([...called].sort(), report.tools.toSorted());
      });

      await context.step("lists name what the helpdesk has", () => {
        assertShows(lastAnswer(report, "get_queues"), ["1 IT Support", "4 Lab Equipment – 実験室"]);
        assertShows(lastAnswer(report, "get_users"), ["2 staff", "5 network"]);
        const [first] = report.calls.filter(({ tool }) => tool === "list_tickets");
        const title = "Label printer in the warehouse prints Letter instead of A4";
        assertShows(first?.shown.join("\n") ?? "", [title, "Radio link to the test field"]);
      });

      await context.step("what was written is what is read back", () => {
        const tickets = report.calls.filter(({ tool }) => tool === "get_ticket");
        const [before, made, after] = tickets.map(({ shown }) => shown.join("\n"));
        assertShows(before ?? "", ["Priority: 2. High", "spooler-log.txt"]);
        assertShows(made ?? "", [
          ...["Order a spare label printer", "Queue: 1 IT Support", "warehouse@example.com"],
          "Same model, for the warehouse",
        ]);
        assertShows(after ?? "", [
          ...["Status: 3 Resolved", "Priority: 1. Critical", "Assigned to: 5 network"],
          "The driver was set to Letter; {{ it }} is A4 now.",
          ...["Look at all printers of the hall", "2031-03-30"],
        ]);
      });

      await context.step("a person is asked before each public follow-up, and may decline", () => {
        const asked = /^Add a public follow-up to ticket \d+\? /;
        assert.deepEqual(report.questions.map((question) => asked.test(question)), [true, true]);
        assertShows(report.questions[0] ?? "", ["The driver was set to Letter", "driver.txt"]);
        assertShows(lastAnswer(report, "add_followup"), ["The person did not allow the follow-up"]);
        const kind = isModern ? "input_required tools/call" : "server elicitation/create";
        assert.equal(frames.counted[`${version} ${kind}`], 2);
      });

      await context.step("files and web pages are refused to an agent, who sends files", () => {
        assertShows(lastAnswer(report, "get_attachment"), ["agent account"]);
        assertShows(lastAnswer(report, "search_knowledge"), ["use its API only"]);
        assertShows(lastAnswer(report, "get_ticket"), ["driver.txt (text/plain, 14 bytes)"]);
      });

      await context.step("a staff account is shown files: a text and an image", () => {
        const [log, photo, ...others] = report.files;
        assertShows(log?.join("\n") ?? "", ["spooler-log.txt", "Driver reports paper size A4"]);
        assertShows(photo?.join("\n") ?? "", ["reader.png", "image image/png"]);
        assert.deepEqual(others, []);
      });

      await context.step("the session tells its intent and changes, and is handed over", () => {
        assertShows(lastAnswer(report, "set_agent_intent"), ["Sort out the label printer"]);
        const work = ["Intent: Sort out the label printer", "Changes by this program: 6"];
        assertShows(lastAnswer(report, "get_agent_session_info"), work);
        assertShows(lastAnswer(report, "finish_agent_session"), [...work, "waits for review"]);
      });

      await context.step("every resource is read", () => {
        assert.deepEqual(report.templates, ["helpdesk://ticket/{id}"]);
        const addresses = [...report.resources, "helpdesk://ticket/1"];
        assert.deepEqual(Object.keys(report.read), addresses);
        assertShows(report.read["helpdesk://queues"] ?? "", ["2 Facilities & Workplace"]);
        assertShows(report.read["helpdesk://statuses"] ?? "", ["5 Duplicate"]);
        assertShows(report.read["helpdesk://ticket/1"] ?? "", ["Blinds in the reading room"]);
      });

      await context.step("every prompt is written", () => {
        assert.deepEqual(Object.keys(report.written), report.prompts);
        const expected: Readonly<Record<string, readonly string[]>> = {
          triage_queue: ["Triage queue 1", "Order a spare label printer"],
          draft_answer: ["ticket 1", "Blinds in the reading room"],
          report_session: ["Intent: Sort out the label printer"],
        };
        assert.deepEqual(report.prompts.toSorted(), Object.keys(expected).sort());
        for (const [prompt, shown] of Object.entries(expected)) {
          assertShows(report.written[prompt]?.join("\n") ?? "", shown);
        }
      });

      await context.step("arguments are completed", () => {
        const { id, ...choices } = report.completed;
        const [queue, status] = [["Facilities & Workplace"], ["Reopened", "Resolved"]];
        assert.deepEqual(choices, { queue, status, assigned_to: ["network"] });
        assertShows(id?.join(" ") ?? "", ["41", "40"]);
      });

      await context.step("what is not there has the code of the version", () => {
        const { resource, ...others } = report.errors;
        const code = -32602;
        assert.deepEqual(others, { tool: code, prompt: code, completion: code, cursor: code });
        // A client may call the code of the past by the new one.
        assert([-32002, code].includes(resource ?? 0), String(resource));
        assert.equal(frames.counted[`${version} error -32002`] ?? 0, isModern ? 0 : 1);
      });

      await context.step("a long list tells how far it has come", () => {
        assert((frames.counted[`${version} told notifications/progress`] ?? 0) >= 2);
        const [done = NaN, total] = report.progress.at(-1) ?? [];
        // The TypeScript SDK forgets a request with its answer, and what it has not handed on by then.
        if (client.includes("Python")) assert.equal(done, total);
        else assert(done <= (total ?? NaN), JSON.stringify(report.progress));
      });

      await context.step("a call that the client gives up is given up on the helpdesk", () => {
        assert.equal(report.cancelled, true);
        // To listen is given up, too.
        const expected = isModern ? 2 : 1;
        assert.equal(frames.counted[`${version} client notifications/cancelled`], expected);
        assert.equal(abandoned, 1);
      });

      await context.step("it is told that the tools have changed", () => {
        assert.deepEqual(report.listened, isModern ? ["toolsListChanged"] : null);
        // With the login it is known what the account may use, and with the session's end no more.
        assert.equal(report.changes, 2);
      });

      await context.step("the log arrives as notifications, and nothing on stderr", () => {
        assert(report.logged.some((line) => /^debug: POST \/api\/followups\/ 201 /.test(line)));
        assert.equal(report.stderr, "");
      });
    });
  }
}
