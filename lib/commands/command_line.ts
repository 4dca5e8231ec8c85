import { parseArgs } from "node:util";
import { type Client, clients } from "../settings/client_configuration.ts";
import type { DemoAccount } from "./running_program.ts";

/** What the program is asked to do. */
export type CommandLine =
  | { readonly command: "serve"; readonly account: DemoAccount }
  | {
    readonly command: "doctor";
    readonly account: DemoAccount;
    readonly isJson: boolean;
    readonly mayLogIn: boolean;
  }
  | { readonly command: "config"; readonly client: Client; readonly isDemo: boolean }
  | { readonly command: "help" }
  | { readonly command: "version" };

/** What cannot be understood of a command line, a sentence without its full stop. */
export interface Misunderstanding {
  readonly problem: string;
}

/** The options of each command, as they are written; without a command the program serves. */
const OPTIONS = {
  serve: ["--demo", "--demo=staff"],
  doctor: ["--demo", "--demo=staff", "--json", "--no-login"],
  config: ["--demo"],
} as const;
/** Those that every command has. */
const COMMON_OPTIONS = ["--help", "-h", "--version"];

/** Reads the arguments: a command, with its options before or behind it. */
export function readCommandLine(args: readonly string[]): CommandLine | Misunderstanding {
  const switchOf = { type: "boolean" } as const;
  // Without `strict`, because an option that may have a value is none of its kinds.
  const { tokens } = parseArgs({
    args: [...args],
    options: {
      demo: switchOf,
      json: switchOf,
      "no-login": switchOf,
      help: { ...switchOf, short: "h" },
    },
    ...{ strict: false, allowPositionals: true, tokens: true },
  });
  const words = tokens.flatMap((token) => token.kind === "positional" ? token.value : []);
  const options = tokens.flatMap((token) =>
    token.kind === "option" ? joinOption(token.rawName, token.value) : []
  );
  const [name = "serve", ...rest] = words;
  const command = (["doctor", "config"] as const).find((known) => known === name);
  if (command === undefined && words.length > 0) {
    return { problem: `There is no command ${JSON.stringify(name)}; --help lists the commands` };
  }
  const known: readonly string[] = [...OPTIONS[command ?? "serve"], ...COMMON_OPTIONS];
  const unknown = options.find((option) => !known.includes(option));
  if (unknown !== undefined) {
    return { problem: `Unknown option ${JSON.stringify(unknown)}; --help lists the options` };
  }
  if (options.includes("--version")) return { command: "version" };
  if (options.includes("--help") || options.includes("-h")) return { command: "help" };
  const account = accountOf(options);
  if (command === "config") return readClient(rest, account !== undefined);
  if (rest.length > 0) {
    return { problem: `${name} takes no ${JSON.stringify(rest[0])}; --help lists what it takes` };
  }
  if (command === undefined) return { command: "serve", account };
  const [isJson, mayLogIn] = [options.includes("--json"), !options.includes("--no-login")];
  return { command, account, isJson, mayLogIn };
}

/** An option as it stood on the command line. */
function joinOption(name: string, value: string | undefined): string {
  return value === undefined ? name : `${name}=${value}`;
}

function accountOf(options: readonly string[]): DemoAccount {
  if (options.includes("--demo=staff")) return "staff";
  return options.includes("--demo") ? "agent" : undefined;
}

function readClient(names: readonly string[], isDemo: boolean): CommandLine | Misunderstanding {
  const client = clients.find((known) => known === names[0]);
  return client === undefined || names.length > 1
    ? { problem: `config takes the name of one client: ${clients.join(", ")}` }
    : { command: "config", client, isDemo };
}
