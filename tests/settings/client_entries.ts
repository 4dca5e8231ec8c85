import assert from "node:assert/strict";
import * as z from "zod";
import type { Client } from "../../lib/settings/client_configuration.ts";

/** A server as a client starts it. */
export interface ClientEntry {
  readonly type?: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

const env = z.record(z.string(), z.string()).optional();
const start = z.strictObject({ command: z.string(), args: z.array(z.string()), env });
const mcpServers = z.strictObject({ mcpServers: z.strictObject({ helpdesk: start }) })
  .transform(({ mcpServers }) => mcpServers.helpdesk);

/** The documented forms of what is JSON, each with its source; anything else in them is a fault. */
const FORMS: Partial<Record<Client, z.ZodType<ClientEntry>>> = {
  // https://modelcontextprotocol.io/docs/develop/connect-local-servers
  "claude-desktop": mcpServers,
  // https://cursor.com/docs/context/mcp
  cursor: mcpServers,
  // https://github.com/google-gemini/gemini-cli/blob/main/docs/tools/mcp-server.md
  "gemini-cli": mcpServers,
  // https://docs.windsurf.com/windsurf/cascade/mcp
  windsurf: mcpServers,
  // https://code.visualstudio.com/docs/copilot/reference/mcp-configuration
  vscode: z.strictObject({
    inputs: z.array(z.unknown()).optional(),
    servers: z.strictObject({ helpdesk: start.extend({ type: z.literal("stdio") }) }),
  }).transform(({ servers }) => servers.helpdesk),
  // https://zed.dev/docs/ai/mcp
  zed: z.strictObject({ context_servers: z.strictObject({ helpdesk: start }) })
    .transform(({ context_servers }) => context_servers.helpdesk),
  // https://opencode.ai/v1/docs/mcp-servers/
  opencode: z.strictObject({
    $schema: z.literal("https://opencode.ai/config.json"),
    mcp: z.strictObject({
      helpdesk: z.strictObject({
        ...{ type: z.literal("local"), command: z.array(z.string()).min(1) },
        ...{ enabled: z.literal(true), environment: env },
      }),
    }),
  }).transform(({ mcp: { helpdesk: { command: [command = "", ...args], environment } } }) => ({
    ...{ command, args },
    ...environment === undefined ? {} : { env: environment },
  })),
};

/** Reads the server out of a client's configuration. */
export function readClientEntry(client: Client, snippet: string): ClientEntry {
  if (client === "codex") return readToml(snippet);
  if (client === "goose") return readYaml(snippet);
  const form = FORMS[client];
  assert(form, `The form of ${client} is not known here`);
  return form.parse(JSON.parse(snippet));
}

/** Lines as https://developers.openai.com/codex/mcp shows them: a table, and one of its variables. */
function readToml(text: string): ClientEntry {
  const [head = "", variables] = text.split("\n\n[mcp_servers.helpdesk.env]\n");
  const lines = head.split("\n");
  assert.equal(lines[0], "[mcp_servers.helpdesk]");
  const { command, args, ...others } = pairsOf(lines.slice(1), " = ");
  assert.deepEqual(others, {});
  return {
    ...start.parse({ command, args }),
    ...variables === undefined
      ? {}
      : { env: z.record(z.string(), z.string()).parse(pairsOf(variables.split("\n"), " = ")) },
  };
}

/** Lines as https://block.github.io/goose/docs/guides/config-files/ shows them under "Extensions Configuration". */
function readYaml(text: string): ClientEntry {
  const lines = text.split("\n");
  assert.deepEqual(lines.slice(0, 5), [
    ...["extensions:", "  helpdesk:", "    type: stdio", "    name: helpdesk", "    enabled: true"],
  ]);
  const rest = lines.slice(5);
  const inner = rest.filter((line) => line.startsWith("      "));
  const outer = rest.filter((line) => !line.startsWith("      ") && line !== "    envs:");
  const { cmd, args, env_keys, timeout, envs = {}, ...others } = pairsOf(outer, ": ");
  assert.deepEqual([others, env_keys, timeout, envs], [{}, [], 300, {}]);
  return {
    ...start.parse({ command: cmd, args }),
    ...inner.length === 0
      ? {}
      : { env: z.record(z.string(), z.string()).parse(pairsOf(inner, ": ")) },
  };
}

/** Names and their values, which JSON writes as TOML and YAML do. */
function pairsOf(lines: readonly string[], separator: string): Record<string, unknown> {
  return Object.fromEntries(lines.map((line) => {
    const end = line.indexOf(separator);
    assert(end > 0, line);
    return [line.slice(0, end).trim(), JSON.parse(line.slice(end + separator.length))];
  }));
}
