import assert from "node:assert/strict";
import { instructions } from "../../lib/mcp/introduction/introduction.ts";
import { clientTest } from "./client_test_case.ts";
import { type ClientReport, missingPython, spendDay } from "./python_client.ts";

/** What the last call of a tool answered, as one text. */
function lastAnswer(report: ClientReport, tool: string): string {
  const call = report.calls.findLast((made) => made.tool === tool);
  assert(call !== undefined, `client.py does not call ${tool}`);
  return call.shown.join("\n");
}

function assertShows(text: string, expected: readonly string[]): void {
  for (const part of expected) assert(text.includes(part), `"${part}" is not in: ${text}`);
}

clientTest("the Python SDK's client works a day on --demo", missingPython, async (context) => {
  const report = await spendDay();

  await context.step("the handshake tells capabilities and instructions", () => {
    assert.equal(report.server, "helpdesk-mcp");
    const capabilities = ["completions", "logging", "prompts", "resources", "tools"];
    assert.deepEqual(report.capabilities, capabilities);
    assert.equal(report.instructions, instructions);
  });

  await context.step("a client that negotiates the protocol agrees on the newest version", () => {
    assert.equal(report.protocol, "2025-11-25");
    assert.equal(report.negotiated, "2026-07-28");
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
      "Order a spare label printer",
      "Queue: 1 IT Support",
      "warehouse@example.com",
      "Same model, for the warehouse",
    ]);
    assertShows(after ?? "", [
      "Status: 3 Resolved",
      "Priority: 1. Critical",
      "Assigned to: 5 network",
      "The driver was set to Letter; {{ it }} is A4 now.",
    ]);
  });

  await context.step("files are refused to an agent, and sent by one", () => {
    assertShows(lastAnswer(report, "get_attachment"), ["agent account"]);
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
    const work = ["Intent: Sort out the label printer", "Changes by this program: 3"];
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
    assert.deepEqual(choices, {
      queue: ["Facilities & Workplace"],
      status: ["Reopened", "Resolved"],
      assigned_to: ["network"],
    });
    assertShows(id?.join(" ") ?? "", ["41", "40"]);
  });

  await context.step("the log arrives as notifications, and nothing on stderr", () => {
    assert(report.logged.some((line) => /^debug: POST \/api\/followups\/ 201 /.test(line)));
    assert.equal(report.stderr, "");
  });
});
