import type { Fetch } from "../http/client.ts";
import { type Config, readConfig } from "../settings/config.ts";
import type { DemoAccount, RunningProgram } from "./running_program.ts";

/** Where the tools work. */
export interface Workplace {
  readonly config: Config;
  readonly fetch: Fetch;
}

/**
 * The helpdesk of the settings, or one that lives in this program: then the network is given up for good.
 *
 * @throws {HelpdeskError} "config" with every problem, a line each
 */
export async function openWorkplace(
  program: RunningProgram,
  account: DemoAccount,
): Promise<Workplace> {
  if (account === undefined) {
    const config = readConfig(program.environment);
    return { config, fetch: networkFor(config.baseUrl, program.address) };
  }
  Deno.permissions.revokeSync({ name: "net" });
  const { createDemoHelpdesk } = await import("../demo/demo_helpdesk.ts");
  const helpdesk = createDemoHelpdesk();
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
