import type { Fetch } from "../http/client.ts";
import { type Config, readConfig } from "../settings/config.ts";
import { settleNetworkVariables } from "./network_variables.ts";
import type { DemoAccount, RunningProgram, Workplace } from "./running_program.ts";

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
    await checkChosenTools(config);
    const isConfined = Deno.permissions.querySync({ name: "net" }).state !== "granted";
    const told = settleNetworkVariables({ ...config, isConfined }, program.variables);
    return {
      config: { ...config, warnings: [...config.warnings, ...told] },
      fetch: networkFor(config.baseUrl, program.address),
    };
  }
  const { openDemo } = await import("./demo_workplace.ts");
  const demo = await openDemo(program, account);
  await checkChosenTools(demo.config);
  return demo;
}

/** @throws {HelpdeskError} "config" when the settings name a tool that there is not */
async function checkChosenTools({ limits }: Config): Promise<void> {
  if (limits.tools === undefined) return;
  const { requireKnownTools } = await import("../mcp/early/tool_choice.ts");
  requireKnownTools(limits);
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
