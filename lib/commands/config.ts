import type { Log } from "../log/log.ts";
import {
  type Client,
  clientConfiguration,
  configuredSettings,
  installationOf,
} from "../settings/client_configuration.ts";
import { print } from "./print.ts";
import type { RunningProgram } from "./running_program.ts";

/**
 * Shows what to put into a client; what to do with it goes to the log, so that stdout can be piped.
 *
 * @throws {HelpdeskError} "config" when a setting may not be read
 */
export function showClientConfiguration(
  program: RunningProgram,
  { client, isDemo }: { client: Client; isDemo: boolean },
  log: Log,
): void {
  const installation = installationOf({
    isStandalone: Deno.build.standalone,
    deno: Deno.execPath(),
    denoVersion: Deno.version.deno,
    program: program.path,
  });
  const chosen = isDemo ? undefined : configuredSettings(program.environment);
  const { snippet, use } = clientConfiguration(client, installation, chosen);
  print(`${snippet}\n`);
  log.warn(use);
}
