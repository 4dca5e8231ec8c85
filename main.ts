import project from "./deno.json" with { type: "json" };
import type { CommandLine } from "./lib/commands/command_line.ts";
import type { RunningProgram } from "./lib/commands/running_program.ts";
import { serveClient } from "./lib/commands/serve.ts";
import { HelpdeskError } from "./lib/errors.ts";
import { createLog } from "./lib/log/log.ts";
import { settings } from "./lib/settings/settings.ts";

const program: RunningProgram = {
  name: project.name,
  version: project.version,
  address: import.meta.url,
  path: import.meta.filename ?? import.meta.url,
  environment,
};

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

/** Does what the command line asks for; what a normal start does not need is loaded when it is. */
async function run(line: CommandLine): Promise<number> {
  switch (line.command) {
    case "serve":
      return await serveClient(program, line.account);
    case "doctor": {
      const { doctor } = await import("./lib/commands/doctor.ts");
      return await doctor(program, line);
    }
    case "config": {
      const { showClientConfiguration } = await import("./lib/commands/config.ts");
      showClientConfiguration(program, line, createLog({ debug: false }));
      return 0;
    }
    case "help": {
      const { print } = await import("./lib/commands/print.ts");
      const { helpText } = await import("./lib/commands/help.ts");
      print(helpText(program));
      return 0;
    }
    case "version": {
      const { print } = await import("./lib/commands/print.ts");
      print(`${program.version}\n`);
      return 0;
    }
  }
}

async function main(args: readonly string[]): Promise<number> {
  if (args.length === 0) return await run({ command: "serve", account: undefined });
  const { readCommandLine } = await import("./lib/commands/command_line.ts");
  const line = readCommandLine(args);
  if ("command" in line) return await run(line);
  createLog({ debug: false }).warn(line.problem);
  return 2;
}

/** What the person who runs the program is told of settings that cannot be used. */
function tellOfSettings(error: unknown): number {
  if (!(error instanceof HelpdeskError) || error.kind !== "config") throw error;
  const log = createLog({ debug: false });
  log.warn("The settings cannot be used; --help lists them");
  for (const problem of error.message.split("\n")) log.warn(problem);
  return 2;
}

Deno.exit(await main(Deno.args).catch(tellOfSettings));
