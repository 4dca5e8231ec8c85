/** How a client starts the program. */
export interface ServerStart {
  readonly command: string;
  readonly args: readonly string[];
  /** Undefined: nothing is handed over. */
  readonly env: Readonly<Record<string, string>> | undefined;
}

/** The form in which a client has it, and where that goes. */
export interface ClientForm {
  /** @param name the server's, of letters, digits and hyphens */
  snippet(name: string, server: ServerStart): string;
  /**
   * What to do with the snippet, a sentence.
   *
   * @param withPassword ", with the account's password" where the snippet has a placeholder for one; else empty
   */
  use(withPassword: string): string;
}

const PASSWORD_INPUT = "helpdesk-password";

/** Each client's documented form. */
export const clientForms = {
  "claude-desktop": {
    snippet: mcpServers,
    use: (withPassword) =>
      "Put this into claude_desktop_config.json (Settings, Developer, Edit Config)" +
      `${withPassword}, and start Claude Desktop again`,
  },
  "claude-code": {
    snippet(name, server) {
      const json = JSON.stringify({ type: "stdio", ...server });
      return `claude mcp add-json ${name} '${json.replaceAll("'", `'\\''`)}'`;
    },
    use: (withPassword) =>
      `Run this command in a POSIX shell${withPassword}; --scope user behind add-json makes ` +
      "it available in every folder",
  },
  "vscode": {
    snippet: (name, server) => indent(forVisualStudioCode(name, server)),
    use: (withPassword) =>
      "Put this into .vscode/mcp.json of a folder, or into the file that the command " +
      `"MCP: Open User Configuration" opens${withPassword && "; VS Code asks for the password"}`,
  },
  "cursor": {
    snippet: mcpServers,
    use: (withPassword) => `Put this into ~/.cursor/mcp.json${withPassword}`,
  },
  "codex": {
    snippet: forCodex,
    use: (withPassword) => `Put this at the end of ~/.codex/config.toml${withPassword}`,
  },
  "gemini-cli": {
    snippet: mcpServers,
    use: (withPassword) => `Put this into ~/.gemini/settings.json${withPassword}`,
  },
  "windsurf": {
    snippet: mcpServers,
    use: (withPassword) =>
      `Put this into ~/.codeium/windsurf/mcp_config.json${withPassword}, and press refresh in Cascade`,
  },
  "zed": {
    snippet: (name, server) => indent({ context_servers: { [name]: server } }),
    use: (withPassword) =>
      `Put this into Zed's settings.json (the command "zed: open settings file")${withPassword}`,
  },
  "goose": {
    snippet: forGoose,
    use: (withPassword) => `Put this into ~/.config/goose/config.yaml${withPassword}`,
  },
  "opencode": {
    snippet: forOpenCode,
    use: (withPassword) =>
      `Put this into ~/.config/opencode/opencode.json${withPassword}; OpenCode 2 takes the entry inside ` +
      'mcp.servers, without "enabled"',
  },
} as const satisfies Record<string, ClientForm>;

/** The form that most clients took over from Claude Desktop. */
function mcpServers(name: string, server: ServerStart): string {
  return indent({ mcpServers: { [name]: server } });
}

function forVisualStudioCode(name: string, { command, args, env }: ServerStart) {
  if (env === undefined) return { servers: { [name]: { type: "stdio", command, args } } };
  const asked = { ...env, HELPDESK_PASSWORD: `\${input:${PASSWORD_INPUT}}` };
  const input = {
    type: "promptString",
    id: PASSWORD_INPUT,
    description: `Password of the helpdesk account ${env.HELPDESK_USERNAME ?? ""}`.trim(),
    password: true,
  };
  return { inputs: [input], servers: { [name]: { type: "stdio", command, args, env: asked } } };
}

/** TOML 1.0: what JSON writes as a string is a basic string there, but for DEL. */
function forCodex(name: string, { command, args, env }: ServerStart): string {
  const list = args.map(quoted).join(", ");
  const lines = [`[mcp_servers.${name}]`, `command = ${quoted(command)}`, `args = [${list}]`];
  if (env !== undefined) {
    lines.push("", `[mcp_servers.${name}.env]`);
    lines.push(...Object.entries(env).map(([key, value]) => `${key} = ${quoted(value)}`));
  }
  return lines.join("\n");
}

/** YAML 1.2, in which JSON's strings and lists mean the same. */
function forGoose(name: string, { command, args, env = {} }: ServerStart): string {
  const envs = Object.entries(env).map(([key, value]) => `      ${key}: ${quoted(value)}`);
  return [
    "extensions:",
    `  ${name}:`,
    "    type: stdio",
    `    name: ${name}`,
    "    enabled: true",
    `    cmd: ${quoted(command)}`,
    `    args: [${args.map(quoted).join(", ")}]`,
    "    env_keys: []",
    ...envs.length === 0 ? ["    envs: {}"] : ["    envs:", ...envs],
    "    timeout: 300",
  ].join("\n");
}

function forOpenCode(name: string, { command, args, env }: ServerStart): string {
  return indent({
    $schema: "https://opencode.ai/config.json",
    mcp: {
      [name]: { type: "local", command: [command, ...args], enabled: true, environment: env },
    },
  });
}

function quoted(text: string): string {
  return JSON.stringify(text).replaceAll("\x7f", "\\u007f");
}

function indent(value: unknown): string {
  return JSON.stringify(value, undefined, 2);
}
