import type { Helpdesk } from "../helpdesk/helpdesk.ts";
import { createLog } from "../log/log.ts";
import type { Limits } from "../settings/config.ts";
import { serveOverStdio } from "../mcp/serve_over_stdio.ts";
import type { DemoAccount, RunningProgram } from "./running_program.ts";
import { openWorkplace } from "./workplace.ts";

/** Where the executable has the thread that reads documents; from source it lies beside its modules. */
function builtWorker({ address }: RunningProgram): { readonly documentWorker?: URL } {
  if (!Deno.build.standalone) return {};
  return { documentWorker: new URL("./lib/documents/document_worker.js", address) };
}

/**
 * Serves a client over stdin and stdout.
 *
 * @returns the exit code
 * @throws {HelpdeskError} "config" with every problem of the settings, a line each
 */
export async function serveClient(program: RunningProgram, account: DemoAccount): Promise<number> {
  const { name, version } = program;
  const { config, fetch } = await openWorkplace(program, account);
  const log = createLog({ debug: config.debug });
  log.hide(config.account.kind === "session" ? config.account.password : config.account.token);
  if (config.proxy !== undefined) log.hide(config.proxy.password);
  for (const warning of config.warnings) log.warn(warning);
  const userAgent = `${name}/${version}`;
  const open = async () => {
    const { createHelpdesk } = await import("../helpdesk/helpdesk.ts");
    return createHelpdesk({ config, fetch, log, userAgent, ...builtWorker(program) });
  };
  let opened: Promise<Helpdesk> | undefined;
  const helpdesk = () => opened ??= open();
  const { timeoutMilliseconds, limits, profile } = config;
  const load = async () => {
    const { createLoadedServer } = await import("./loaded_server.ts");
    return createLoadedServer({ helpdesk, log, timeoutMilliseconds, limits });
  };
  const exitCode = await serveOverStdio(load, {
    program: {
      name,
      version,
      profile,
      readOnly: limits.readOnly,
      tools: await namesListed(limits),
    },
    ...{ limits, log },
  });
  if (opened !== undefined) {
    const { leave } = await import("../helpdesk/leaving.ts");
    await leave(await opened, config.onExit, log);
  }
  return exitCode;
}

/** The tools that settings leave, where they leave out any; to know that takes the list. */
async function namesListed(limits: Limits): Promise<string[] | undefined> {
  if (!limits.readOnly && limits.tools === undefined) return undefined;
  const { namesLeft } = await import("../mcp/early/tool_choice.ts");
  return namesLeft(limits);
}
