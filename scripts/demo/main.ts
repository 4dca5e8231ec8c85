import { fileURLToPath } from "node:url";
// @ts-types="@modelcontextprotocol/sdk/client/index"
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
// @ts-types="@modelcontextprotocol/sdk/client/stdio"
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import {
  clientConfiguration,
  configuredSettings,
  demoPermissionFlags,
  installationOf,
} from "../../lib/settings/client_configuration.ts";
import { readHelpAlone, runProgram } from "../command_line.ts";
import { type Step, steps } from "./steps.ts";
import { Terminal } from "./terminal.ts";

const USAGE =
  `Shows an agent's day: starts the server on the helpdesk inside it, and prints calls and answers.

Usage: deno task demo

  --help  print this`;

/** Lines of an answer shown at most, so that a step stays about a screen. */
const MOST_LINES = 24;

const terminal = Terminal.ofThisProcess(Deno.env.get("NO_COLOR"));
const program = fileURLToPath(new URL("../../main.ts", import.meta.url));

async function callTool(client: Client, { tool, input }: Step): Promise<string> {
  const result = await client.callTool({ name: tool, arguments: { ...input } });
  const content = Array.isArray(result.content) ? result.content : [];
  return content.map((part) => part.type === "text" ? String(part.text) : "").join("\n");
}

function writeInput(input: Step["input"]): void {
  for (const [name, value] of Object.entries(input)) {
    const [first = "", ...rest] = String(value).split("\n");
    terminal.write(`${name}: ${first}`, "call", 4);
    for (const line of rest) terminal.write(line, "call", 6 + name.length);
  }
}

function writeAnswer(answer: string): void {
  const lines = answer.split("\n");
  terminal.write(lines.slice(0, MOST_LINES).join("\n"), "data", 4);
  if (lines.length > MOST_LINES) {
    terminal.write(`… ${lines.length - MOST_LINES} more lines`, "plain", 4);
  }
}

async function walkThrough(client: Client): Promise<void> {
  for (const [index, step] of steps.entries()) {
    terminal.write(`\n${index + 1}. ${step.heading}`, "heading");
    terminal.write(step.why, "plain", 3);
    terminal.write("");
    terminal.write(`→ ${step.tool}`, "call", 2);
    writeInput(step.input);
    terminal.write("");
    writeAnswer(await callTool(client, step));
  }
}

async function demonstrate(): Promise<void> {
  const transport = new StdioClientTransport({
    command: Deno.execPath(),
    args: ["run", "--no-prompt", ...demoPermissionFlags(), program, "--demo"],
  });
  const client = new Client({ name: "helpdesk-mcp-demo", version: "1.0.0" });
  await client.connect(transport);
  const server = client.getServerVersion();
  const { tools } = await client.listTools();
  terminal.write(
    `${server?.name} ${server?.version}, an agent's day on the embedded helpdesk`,
    "heading",
  );
  terminal.write(
    `An MCP client has started the server with --demo, which has no network permission, and found ` +
      `${tools.length} tools:`,
  );
  for (const { name, title } of tools) terminal.write(`${name.padEnd(24)} ${title}`, "data", 4);
  await walkThrough(client);
  await client.close();
  showConfiguration();
}

/** What to paste into a client, for the embedded helpdesk and for a real one. */
function showConfiguration(): void {
  const installation = installationOf({
    isStandalone: false,
    deno: Deno.execPath(),
    denoVersion: Deno.version.deno,
    program,
  });
  terminal.write("\nTry it in your own MCP client: paste this into its configuration", "heading");
  console.log(clientConfiguration("claude-desktop", installation, undefined).snippet);
  terminal.write("\nOr this, for your own django-helpdesk", "heading");
  const placeholders = configuredSettings(() => undefined);
  console.log(clientConfiguration("claude-desktop", installation, placeholders).snippet);
  terminal.write(
    "\nOther clients take other forms: the program's config command shows them",
    "plain",
  );
}

await runProgram({ usage: USAGE, read: readHelpAlone, run: demonstrate });
