import { HelpdeskError } from "../errors.ts";
import { type Environment, readConfig } from "../settings/config.ts";
import { demoSettings } from "../settings/demo_settings.ts";
import type { DemoAccount, RunningProgram, Workplace } from "./running_program.ts";

/**
 * The helpdesk that lives in this program, as one of its accounts sees it: the network is given up for good.
 *
 * @throws {HelpdeskError} "config" with every problem, a line each
 */
export async function openDemo(
  program: RunningProgram,
  account: NonNullable<DemoAccount>,
): Promise<Workplace> {
  Deno.permissions.revokeSync({ name: "net" });
  const { createDemoHelpdesk } = await import("../demo/demo_helpdesk.ts");
  const helpdesk = createDemoHelpdesk();
  const { username, password } = helpdesk.accounts[account];
  const { given, unseen } = settingsForDemo(program.environment);
  given.set("HELPDESK_BASE_URL", helpdesk.baseUrl);
  given.set("HELPDESK_USERNAME", username);
  given.set("HELPDESK_PASSWORD", password);
  const config = readConfig((setting) => given.get(setting));
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
