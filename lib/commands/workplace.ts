import type { Fetch } from "../http/client.ts";
import { HelpdeskError } from "../errors.ts";
import { type Config, type Environment, readConfig } from "../settings/config.ts";
import { demoSettings } from "../settings/demo_settings.ts";
import { requireKnownTools } from "../mcp/tool_choice.ts";
import { settleNetworkVariables } from "./network_variables.ts";
import type { DemoAccount, RunningProgram } from "./running_program.ts";

/** Where the tools work. */
export interface Workplace {
  readonly config: Config;
  readonly fetch: Fetch;
}

/**
 * The helpdesk of the settings, or one that lives in this program: then the network is given up for good, and
 * the settings but for the address and the account hold there too.
 *
 * @throws {HelpdeskError} "config" with every problem, a line each
 */
export async function openWorkplace(
  program: RunningProgram,
  account: DemoAccount,
): Promise<Workplace> {
  if (account === undefined) {
    const config = readConfig(program.environment);
    requireKnownTools(config.limits);
    const isConfined = Deno.permissions.querySync({ name: "net" }).state !== "granted";
    const told = settleNetworkVariables({ ...config, isConfined }, program.variables);
    return {
      config: { ...config, warnings: [...config.warnings, ...told] },
      fetch: networkFor(config.baseUrl, program.address),
    };
  }
  Deno.permissions.revokeSync({ name: "net" });
  const { createDemoHelpdesk } = await import("../demo/demo_helpdesk.ts");
  const helpdesk = createDemoHelpdesk();
  const { username, password } = helpdesk.accounts[account];
  const { given, unseen } = settingsForDemo(program.environment);
  given.set("HELPDESK_BASE_URL", helpdesk.baseUrl);
  given.set("HELPDESK_USERNAME", username);
  given.set("HELPDESK_PASSWORD", password);
  const config = readConfig((setting) => given.get(setting));
  requireKnownTools(config.limits);
  return {
    config: { ...config, warnings: [...config.warnings, ...unseen] },
    fetch: (request) => helpdesk.fetch(request),
  };
}

/** What a demo takes of the settings, and a sentence when it may not see them. */
function settingsForDemo(
  environment: Environment,
): { given: Map<string, string | undefined>; unseen: string[] } {
  try {
    return { given: new Map(demoSettings.map((name) => [name, environment(name)])), unseen: [] };
  } catch (error) {
    if (!(error instanceof HelpdeskError) || error.kind !== "config") throw error;
    const flag = `--allow-env=${demoSettings.join(",")}`;
    return {
      given: new Map(),
      unseen: [`No setting holds in this demo, because it may read none: start it with ${flag}`],
    };
  }
}

/**
 * In the executable, which has to reach any host that its user names: a network that from the first request
 * on is one origin's. Elsewhere `--allow-net=HOST` does that, and a worker would have to read its source.
 */
function networkFor(origin: URL, program: string): Fetch {
  if (!Deno.build.standalone) return fetch;
  const confine = async () => {
    const { confinedFetch } = await import("../http/confined/confined_fetch.ts");
    return confinedFetch(origin, new URL("./lib/http/confined/confined_worker.js", program));
  };
  let confined: Promise<Fetch> | undefined;
  return async (request) => {
    confined ??= confine();
    return await (await confined)(request);
  };
}
