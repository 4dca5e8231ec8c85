import project from "./deno.json" with { type: "json" };
import { type Config, readConfig } from "./lib/config.ts";
import { HelpdeskError } from "./lib/errors.ts";
import type { Helpdesk } from "./lib/helpdesk/helpdesk.ts";
import type { Fetch } from "./lib/http/client.ts";
import { createLog } from "./lib/log.ts";
import { serveOverStdio } from "./lib/mcp/serve.ts";
import { createToolServer } from "./lib/mcp/server.ts";
import { prompts } from "./lib/prompts/registry.ts";
import { resources, resourceTemplates } from "./lib/resources/registry.ts";
import { settings } from "./lib/settings.ts";
import { tools } from "./lib/tools/registry.ts";

const { name, version } = project;

const LONGEST_NAME = Math.max(...settings.map((setting) => setting.name.length));

/** The options of each command; without a command the program serves. */
const knownOptions = {
  serve: ["--demo", "--demo=staff", "--help", "-h", "--version"],
  doctor: ["--demo", "--demo=staff", "--json", "--no-login", "--help", "-h"],
  config: ["--demo", "--help", "-h"],
} as const;

const help = `${name} ${version}
Serves a django-helpdesk to an AI agent, over the Model Context Protocol on stdin and stdout.

Usage: ${name} [--demo[=staff]] [--help] [--version]
       ${name} doctor [--json] [--no-login] [--demo[=staff]]
       ${name} config CLIENT [--demo]

  doctor     check the setup step by step, and say what to change; ends with 1 when it does not work.
             It logs in, for which the helpdesk finishes the branch of another client that is at work with
             the same agent account
  config     show what to put into a client to have it start this program; CLIENT is claude-desktop,
             claude-code, vscode or cursor
  --demo     work a helpdesk that lives inside this program, as an agent account on a branch of its own:
             no settings, no network; --demo=staff works it as a staff account, without a branch
  --json     show doctor's findings as JSON
  --no-login have doctor check what can be checked without opening a session
  --help     show this text
  --version  show the version

Settings, from the environment:
${settings.map(settingLine).join("\n")}
`;

function settingLine(setting: { name: string; meaning: string; byDefault: string }): string {
  const byDefault = setting.byDefault === "" ? "" : ` (default: ${setting.byDefault})`;
  return `  ${setting.name.padEnd(LONGEST_NAME)} ${
    setting.meaning.replaceAll("`", "")
  }${byDefault}`;
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

function demoAccount(options: readonly string[]): "agent" | "staff" | undefined {
  if (options.includes("--demo=staff")) return "staff";
  return options.includes("--demo") ? "agent" : undefined;
}

/** Where the tools work: the helpdesk of the settings, or one that lives in this program. */
async function workplace(options: readonly string[]): Promise<{ config: Config; fetch: Fetch }> {
  const account = demoAccount(options);
  if (account === undefined) {
    const config = readConfig(environment);
    return { config, fetch: networkFor(config.baseUrl) };
  }
  Deno.permissions.revokeSync({ name: "net" });
  const { createEmbeddedHelpdesk } = await import("./lib/demo/embedded_helpdesk.ts");
  const helpdesk = createEmbeddedHelpdesk();
  const { username, password } = helpdesk.accounts[account];
  const demoSettings = new Map([
    ["HELPDESK_BASE_URL", helpdesk.baseUrl],
    ["HELPDESK_USERNAME", username],
    ["HELPDESK_PASSWORD", password],
  ]);
  const config = readConfig((setting) => demoSettings.get(setting));
  return { config, fetch: (request) => helpdesk.fetch(request) };
}

/**
 * In the executable, which has to reach any host that its user names: a network that from the first request
 * on is one origin's. Elsewhere `--allow-net=HOST` does that, and a worker would have to read its source.
 */
function networkFor(origin: URL): Fetch {
  if (!Deno.build.standalone) return fetch;
  const confine = async () => {
    const { confinedFetch } = await import("./lib/http/confined_fetch.ts");
    return confinedFetch(origin, new URL("./lib/http/confined_worker.js", import.meta.url));
  };
  let confined: Promise<Fetch> | undefined;
  return async (request) => {
    confined ??= confine();
    return await (await confined)(request);
  };
}

async function serve(config: Config, fetch: Fetch): Promise<number> {
  const log = createLog({ debug: config.debug });
  const { account, timeoutMilliseconds } = config;
  log.hide(account.kind === "session" ? account.password : account.token);
  for (const warning of config.warnings) log.warn(warning);
  const userAgent = `${name}/${version}`;
  const open = async () => {
    const { createHelpdesk } = await import("./lib/helpdesk/helpdesk.ts");
    return createHelpdesk({ config, fetch, log, userAgent });
  };
  let opened: Promise<Helpdesk> | undefined;
  const helpdesk = () => opened ??= open();
  const { readOnly } = config.limits;
  const toolServer = createToolServer({
    ...{ tools, resources, resourceTemplates, prompts },
    ...{ helpdesk, log, timeoutMilliseconds, readOnly },
  });
  const exitCode = await serveOverStdio(toolServer, { name, version, log });
  if (opened !== undefined) {
    const { leave } = await import("./lib/helpdesk/leaving.ts");
    await leave(await opened, config.onExit, log);
  }
  return exitCode;
}

function print(text: string): void {
  Deno.stdout.writeSync(new TextEncoder().encode(text));
}

/** Shows what is right and what is wrong with the setup. */
async function doctor(options: readonly string[]): Promise<number> {
  const { diagnose, diagnosisJson, diagnosisText } = await import("./lib/doctor/diagnosis.ts");
  const diagnosis = await diagnose({
    workplace: () => workplace(options),
    isEmbedded: demoAccount(options) !== undefined,
    userAgent: `${name}/${version}`,
    mayLogIn: !options.includes("--no-login"),
    announce: (sentence) => createLog({ debug: false }).warn(sentence),
  });
  print(options.includes("--json") ? diagnosisJson(diagnosis) : diagnosisText(diagnosis));
  return diagnosis.works ? 0 : 1;
}

/** Shows what to put into a client; what to do with it goes to stderr, so that stdout can be piped. */
async function configureClient(names: readonly string[], isDemo: boolean): Promise<number> {
  const { clientConfiguration, clients, configuredSettings, installationOf } = await import(
    "./lib/client_configuration.ts"
  );
  const log = createLog({ debug: false });
  const client = clients.find((known) => known === names[0]);
  if (client === undefined || names.length > 1) {
    log.warn(`config takes the name of one client: ${clients.join(", ")}`);
    return 2;
  }
  const installation = installationOf({
    isStandalone: Deno.build.standalone,
    deno: Deno.execPath(),
    denoVersion: Deno.version.deno,
    program: import.meta.filename ?? import.meta.url,
  });
  const chosen = isDemo ? undefined : configuredSettings(environment);
  const { snippet, use } = clientConfiguration(client, installation, chosen);
  print(`${snippet}\n`);
  log.warn(use);
  return 0;
}

async function main(args: readonly string[]): Promise<number> {
  const log = createLog({ debug: false });
  const command = args[0] === "doctor" || args[0] === "config" ? args[0] : "serve";
  const rest = command === "serve" ? args : args.slice(1);
  const names = command === "config" ? rest.filter((word) => !word.startsWith("-")) : [];
  const options = rest.filter((word) => !names.includes(word));
  const known: readonly string[] = knownOptions[command];
  const unknown = options.find((option) => !known.includes(option));
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
    if (command === "doctor") return await doctor(options);
    if (command === "config") return await configureClient(names, options.includes("--demo"));
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
