import project from "./deno.json" with { type: "json" };
import { type Config, readConfig, settings } from "./lib/config.ts";
import { HelpdeskError } from "./lib/errors.ts";
import { createHelpdesk } from "./lib/helpdesk/helpdesk.ts";
import type { Fetch } from "./lib/http/client.ts";
import { leave } from "./lib/helpdesk/leaving.ts";
import { createLog } from "./lib/log.ts";
import { serveOverStdio } from "./lib/mcp/serve.ts";
import { createToolServer } from "./lib/mcp/server.ts";
import { tools } from "./lib/tools/registry.ts";

const { name, version } = project;

const knownOptions = ["--demo", "--help", "-h", "--version"];

const help = `${name} ${version}
Serves a django-helpdesk to an AI agent, over the Model Context Protocol on stdin and stdout.

Usage: ${name} [--demo] [--help] [--version]

  --demo     work a helpdesk that lives inside this program: no settings, no network
  --help     show this text
  --version  show the version

Settings, from the environment:
${settings.map(settingLine).join("\n")}
`;

function settingLine(setting: { name: string; meaning: string; byDefault: string }): string {
  const byDefault = setting.byDefault === "" ? "" : ` (default: ${setting.byDefault})`;
  return `  ${setting.name.padEnd(20)} ${setting.meaning.replaceAll("`", "")}${byDefault}`;
}

function environment(setting: string): string | undefined {
  try {
    return Deno.env.get(setting);
  } catch (cause) {
    const names = settings.map((known) => known.name).join(",");
    throw new HelpdeskError(
      "config",
      `- ${setting} may not be read: start the program with --allow-env=${names}`,
      { cause },
    );
  }
}

/** Where the tools work: the helpdesk of the settings, or one that lives in this program. */
async function workplace(options: readonly string[]): Promise<{ config: Config; fetch: Fetch }> {
  if (!options.includes("--demo")) return { config: readConfig(environment), fetch };
  const { createEmbeddedHelpdesk } = await import("./lib/demo/embedded_helpdesk.ts");
  const helpdesk = createEmbeddedHelpdesk();
  const { username, password } = helpdesk.accounts.agent;
  const demoSettings = new Map([
    ["HELPDESK_BASE_URL", helpdesk.baseUrl],
    ["HELPDESK_USERNAME", username],
    ["HELPDESK_PASSWORD", password],
  ]);
  const config = readConfig((setting) => demoSettings.get(setting));
  return { config, fetch: (request) => helpdesk.fetch(request) };
}

async function serve(config: Config, fetch: Fetch): Promise<number> {
  const log = createLog({ debug: config.debug });
  const { account, timeoutMilliseconds } = config;
  log.hide(account.kind === "session" ? account.password : account.token);
  for (const warning of config.warnings) log.warn(warning);
  const userAgent = `${name}/${version}`;
  const helpdesk = createHelpdesk({ config, fetch, log, userAgent });
  const { readOnly } = config.limits;
  const toolServer = createToolServer({ tools, helpdesk, log, timeoutMilliseconds, readOnly });
  const exitCode = await serveOverStdio(toolServer, { name, version, log });
  await leave(helpdesk, config.onExit, log);
  return exitCode;
}

function print(text: string): void {
  Deno.stdout.writeSync(new TextEncoder().encode(text));
}

async function main(options: readonly string[]): Promise<number> {
  const log = createLog({ debug: false });
  const unknown = options.find((option) => !knownOptions.includes(option));
  if (unknown !== undefined) {
    log.warn(`Unknown option ${JSON.stringify(unknown)}; --help lists the options`);
    return 2;
  }
  if (options.includes("--version")) {
    print(`${version}\n`);
    return 0;
  }
  if (options.includes("--help") || options.includes("-h")) {
    print(help);
    return 0;
  }
  try {
    const { config, fetch } = await workplace(options);
    return await serve(config, fetch);
  } catch (error) {
    if (!(error instanceof HelpdeskError) || error.kind !== "config") throw error;
    log.warn("The settings cannot be used; --help lists them");
    for (const problem of error.message.split("\n")) log.warn(problem);
    return 2;
  }
}

Deno.exit(await main(Deno.args));
