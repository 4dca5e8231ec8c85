import assert from "node:assert/strict";
import { instructions } from "../../lib/mcp/introduction/introduction.ts";
import { tools } from "../../lib/tools/registry.ts";
import { clientTest } from "./client_test_case.ts";
import {
  inspect,
  inspectByNpx,
  type Inspection,
  installInspector,
  missingNode,
} from "./inspector.ts";

const UNFINISHED = /^helpdesk-mcp: Unfinished agent session: branch agent-\w+ has 1 change .*\n$/;

/** The result of a run in which all was well. */
function resultOf<Result>({ code, stderr, answer }: Inspection, expectedStderr = /^$/): Result {
  assert.equal(code, 0, stderr);
  assert.match(stderr, expectedStderr);
  return answer?.result as Result;
}

async function callTool(name: string, input: object): Promise<Inspection> {
  const args = ["--tool-name", name, "--tool-args-json", JSON.stringify(input)];
  return await inspect("tools/call", ...args);
}

function assertShows(result: unknown, expected: string): void {
  const text = JSON.stringify(result);
  assert(text.includes(expected), `"${expected}" is not in: ${text}`);
}

// That every tool, resource and prompt works for a client is shown by days_test.ts.
clientTest("the inspector finds no fault with --demo", missingNode, async (context) => {
  await installInspector();

  await context.step("npx inspector --cli --method tools/list --strict", async () => {
    const inspection = await inspectByNpx("tools/list", "--strict");
    const listed = resultOf<{ tools: { name: string }[] }>(inspection).tools;
    assert.equal(inspection.answer?.schemaFindings, undefined);
    assert.deepEqual(listed.map(({ name }) => name), tools.map(({ name }) => name));
  });

  await context.step("the handshake tells capabilities and instructions", async () => {
    type Greeting = {
      readonly serverInfo: { readonly name: string };
      readonly capabilities: Record<string, unknown>;
      readonly instructions: string;
    };
    for (const era of ["legacy", "auto", "modern"]) {
      const greeting = resultOf<Greeting>(await inspect("initialize", "--protocol-era", era));
      assert.equal(greeting.serverInfo.name, "helpdesk-mcp");
      const capabilities = ["completions", "logging", "prompts", "resources", "tools"];
      assert.deepEqual(Object.keys(greeting.capabilities).sort(), capabilities);
      assert.equal(greeting.instructions, instructions);
    }
  });

  await context.step("calls are made, those that write and those that fail too", async () => {
    const comment = "The driver was set to Letter";
    const written = await callTool("add_followup", { ticket_id: 36, comment, new_status: 3 });
    assertShows(resultOf(written, UNFINISHED), "new_status: 3 Resolved");
    const { code, answer } = await callTool("get_ticket", { ticket_id: 999_999 });
    assert.equal(code, 5);
    assertShows(answer, "There is no ticket 999999");
  });

  await context.step("arguments arrive as a person types them", async () => {
    const typed = ["--tool-name", "get_ticket", "--tool-arg", "ticket_id=36", "followups=1"];
    assertShows(resultOf(await inspect("tools/call", ...typed)), "Ticket 36");
  });

  await context.step("resources are read and prompts written", async () => {
    for (const uri of ["helpdesk://queues", "helpdesk://ticket/36"]) {
      assertShows(resultOf(await inspect("resources/read", "--uri", uri)), uri);
    }
    const prompt = ["--prompt-name", "triage_queue", "--prompt-args", "queue=IT Support"];
    assertShows(resultOf(await inspect("prompts/get", ...prompt)), "Triage queue 1");
  });
});
