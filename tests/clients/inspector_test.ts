import assert from "node:assert/strict";
import { instructions } from "../../lib/mcp/introduction/introduction.ts";
import { clientTest } from "./client_test_case.ts";
import {
  inspect,
  inspectAsStaff,
  inspectByNpx,
  type Inspection,
  installInspector,
  missingNode,
} from "./inspector.ts";
import {
  promptCalls,
  resourceTexts,
  type SampleIds,
  templateTexts,
  toolCalls,
} from "./inspector_calls.ts";

const UNFINISHED = /^helpdesk-mcp: Unfinished agent session: branch agent-\w+ has 1 change .*\n$/;

interface ToolResult {
  readonly content: readonly unknown[];
  readonly structuredContent?: Readonly<Record<string, unknown>>;
  readonly isError?: boolean;
}

/** The result of a run in which all was well. */
function resultOf<Result>({ code, stderr, answer }: Inspection, expectedStderr = /^$/): Result {
  assert.equal(code, 0, stderr);
  assert.match(stderr, expectedStderr);
  return answer?.result as Result;
}

async function inspectCall(name: string, input: unknown): Promise<Inspection> {
  return await inspect(
    "tools/call",
    "--tool-name",
    name,
    "--tool-args-json",
    JSON.stringify(input),
  );
}

/** Calls a tool, which must succeed; the inspector checks its structured content. */
async function callTool<Result extends ToolResult>(
  name: string,
  input: unknown,
  expectedStderr?: RegExp,
): Promise<Result> {
  const result = resultOf<Result>(await inspectCall(name, input), expectedStderr);
  assert.equal(result.isError ?? false, false);
  assert.equal(typeof result.structuredContent, "object");
  return result;
}

/** Calls a tool, which must answer with an error and nothing else. */
async function beRefused(name: string, input: unknown): Promise<ToolResult> {
  const { code, answer } = await inspectCall(name, input);
  assert.equal(code, 5);
  const result = answer?.result as ToolResult;
  assert.equal(result.isError, true);
  assert.equal(result.structuredContent, undefined);
  return result;
}

function assertShows(result: unknown, expected: readonly string[]): void {
  const text = JSON.stringify(result);
  for (const part of expected) assert(text.includes(part), `"${part}" is not in: ${text}`);
}

/** What there is a call for must be what the server lists. */
function assertComplete(calls: ReadonlyMap<string, unknown>, listed: readonly string[]): void {
  assert.deepEqual(listed.toSorted(), [...calls.keys()].sort());
}

interface FoundTickets extends ToolResult {
  readonly structuredContent: { readonly tickets: readonly { readonly id: number }[] };
}
interface FoundTicket extends ToolResult {
  readonly structuredContent: {
    readonly followups: readonly { readonly attachments: readonly { readonly id: number }[] }[];
  };
}

async function findTicket(search: string): Promise<number> {
  const { structuredContent: { tickets } } = await callTool<FoundTickets>("list_tickets", {
    search,
  });
  assert.equal(tickets.length, 1);
  return tickets[0]?.id ?? NaN;
}

async function findFile(ticket: number): Promise<number> {
  const { structuredContent: { followups } } = await callTool<FoundTicket>("get_ticket", {
    ticket_id: ticket,
  });
  const [file, ...others] = followups.flatMap(({ attachments }) => attachments);
  assert(file !== undefined && others.length === 0);
  return file.id;
}

async function findSamples(): Promise<SampleIds> {
  const printerTicket = await findTicket("Label printer");
  return {
    printerTicket,
    printerLog: await findFile(printerTicket),
    readerPhoto: await findFile(await findTicket("Badge reader")),
  };
}

clientTest("the inspector lists and calls everything on --demo", missingNode, async (context) => {
  await installInspector();
  const tools: string[] = [];

  await context.step(
    "npx inspector --cli --method tools/list --strict finds no fault",
    async () => {
      const inspection = await inspectByNpx("tools/list", "--strict");
      const result = resultOf<{ tools: { name: string }[] }>(inspection);
      assert.equal(inspection.answer?.schemaFindings, undefined);
      tools.push(...result.tools.map(({ name }) => name));
    },
  );

  await context.step("the handshake tells capabilities and instructions", async () => {
    for (const era of ["legacy", "auto", "modern"]) {
      const greeting = resultOf<{
        serverInfo: { name: string };
        capabilities: Record<string, unknown>;
        instructions: string;
      }>(await inspect("initialize", "--protocol-era", era));
      assert.equal(greeting.serverInfo.name, "helpdesk-mcp");
      const capabilities = ["completions", "logging", "prompts", "resources", "tools"];
      assert.deepEqual(Object.keys(greeting.capabilities).sort(), capabilities);
      assert.equal(greeting.instructions, instructions);
    }
  });

  const ids = await findSamples();

  const calls = toolCalls(ids);
  await context.step("there is a call of every tool", () => assertComplete(calls, tools));
  for (const [name, { arguments: input, shows, isRefused, leavesWork }] of calls) {
    await context.step(`tools/call ${name}`, async () => {
      const answer = isRefused
        ? await beRefused(name, input)
        : await callTool(name, input, leavesWork && UNFINISHED);
      assertShows(answer, shows);
    });
  }

  await context.step("a staff account is shown files: a text and an image", async () => {
    const show = (id: number) =>
      inspectAsStaff(
        "tools/call",
        "--tool-name",
        "get_attachment",
        "--tool-arg",
        `attachment_id=${id}`,
      );
    assertShows(resultOf(await show(ids.printerLog)), ["Driver reports paper size A4"]);
    const { content } = resultOf<ToolResult>(await show(ids.readerPhoto));
    assertShows(content, ["reader.png", '"type":"image"', '"mimeType":"image/png"']);
  });

  await context.step("arguments arrive as a person types them", async () => {
    const typed = ["--tool-arg", `ticket_id=${ids.printerTicket}`, "followups=1"];
    const ticket = resultOf(await inspect("tools/call", "--tool-name", "get_ticket", ...typed));
    assertShows(ticket, ["spooler-log.txt"]);
  });

  await context.step("a call that fails is an error to the inspector", async () => {
    assertShows(await beRefused("get_ticket", { ticket_id: 999_999 }), [
      "There is no ticket 999999",
    ]);
  });

  await context.step("every resource and an address of every template is read", async () => {
    type Addresses = { resources: { uri: string }[] };
    const { resources } = resultOf<Addresses>(await inspect("resources/list"));
    assertComplete(resourceTexts, resources.map(({ uri }) => uri));
    type Templates = { resourceTemplates: { uriTemplate: string }[] };
    const listed = resultOf<Templates>(await inspect("resources/templates/list"));
    const templates = templateTexts(ids);
    assertComplete(templates, listed.resourceTemplates.map(({ uriTemplate }) => uriTemplate));
    const texts = [...resourceTexts].map(([uri, shows]) => ({ uri, shows }));
    for (const { uri, shows } of [...texts, ...templates.values()]) {
      assertShows(resultOf(await inspect("resources/read", "--uri", uri)), [uri, ...shows]);
    }
  });

  await context.step("every prompt is written", async () => {
    const { prompts } = resultOf<{ prompts: { name: string }[] }>(await inspect("prompts/list"));
    const written = promptCalls(ids);
    assertComplete(written, prompts.map(({ name }) => name));
    for (const [name, { arguments: values, shows }] of written) {
      const pairs = Object.entries(values).map(([argument, value]) => `${argument}=${value}`);
      const args = ["--prompt-name", name, "--prompt-args", ...pairs];
      assertShows(resultOf(await inspect("prompts/get", ...args)), shows);
    }
  });

  await context.step("the level of the log is set", async () => {
    assert.deepEqual(resultOf(await inspect("logging/setLevel", "--log-level", "debug")), {});
  });
});
