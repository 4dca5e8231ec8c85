import { clientForms, type ServerStart } from "./client_forms.ts";
import type { Environment } from "./config.ts";
import { demoSettings } from "./demo_settings.ts";
import { platformVariables } from "./platform_variables.ts";
import { settings } from "./settings.ts";

/** The MCP clients whose configuration is known, by the names that the command line takes. */
export const clients = Object.keys(clientForms) as readonly Client[];

export type Client = keyof typeof clientForms;

/** How this copy of the program is started. */
export type Installation =
  /** A compiled executable; `path` is its own. */
  | { readonly kind: "executable"; readonly path: string }
  /** `main.ts` run by a Deno on this computer; `deno` is its path. */
  | { readonly kind: "deno"; readonly deno: string; readonly program: string }
  /** `main.ts` run by a Deno that npx fetches. */
  | { readonly kind: "npx"; readonly denoVersion: string; readonly program: string }
  /** The executable that npx fetches. */
  | { readonly kind: "npm" };

/** What to put into a client, and where. */
export interface ClientConfiguration {
  /** Text of the client's own form, or a command line; ends without a line end. */
  readonly snippet: string;
  /** What to do with the snippet, a sentence. */
  readonly use: string;
}

const NAME = "helpdesk";
/** Of the package that brings the executable. */
const PACKAGE = "helpdesk-mcp";

/**
 * Finds out how the program was started.
 *
 * @param running `program`: the path of `main.ts`; `deno`: that of the running executable
 */
export function installationOf(
  running: {
    readonly isStandalone: boolean;
    readonly deno: string;
    readonly denoVersion: string;
    readonly program: string;
  },
): Installation {
  const { isStandalone, deno, denoVersion, program } = running;
  // npx keeps what it fetches in a folder of this name, which it may empty at any time.
  const isFetched = /[/\\]_npx[/\\]/.test(deno);
  if (isStandalone) return isFetched ? { kind: "npm" } : { kind: "executable", path: deno };
  if (isFetched) return { kind: "npx", denoVersion, program };
  return { kind: "deno", deno, program };
}

/**
 * The permissions that the program needs, as Deno's flags: its settings, Deno's own variables that it watches,
 * and the network.
 *
 * @param host the only host to be reached, with or without a port; every host when it is left out
 */
export function permissionFlags(host?: string): string[] {
  return [
    host === undefined ? "--allow-net" : `--allow-net=${host}`,
    `--allow-env=${[...settings.map(({ name }) => name), ...platformVariables].join(",")}`,
  ];
}

/** The permissions of a demo, as Deno's flags: no network, and the settings that hold there. */
export function demoPermissionFlags(): string[] {
  return ["--deny-net", `--allow-env=${demoSettings.join(",")}`];
}

/**
 * The variables of a client's configuration: every setting that is set, with placeholders for what is
 * needed and not set. Credentials are never taken over, nor addresses that hold one.
 *
 * @param environment gives an environment variable's value, undefined when it is not set
 */
export function configuredSettings(
  environment: Environment,
): Record<string, string> {
  const chosen: Record<string, string> = {
    HELPDESK_BASE_URL: "https://helpdesk.example.com/",
    HELPDESK_USERNAME: "your-agent-account",
    HELPDESK_PASSWORD: "its-password",
  };
  for (const { name, isSecret } of settings) {
    const value = isSecret ? "" : environment(name)?.trim() ?? "";
    if (value !== "" && !holdsCredentials(value)) chosen[name] = value;
  }
  return chosen;
}

function holdsCredentials(value: string): boolean {
  const url = URL.parse(value, "http://localhost");
  return url !== null && (url.username !== "" || url.password !== "" || url.search !== "");
}

/**
 * What to put into an MCP client to have it start this copy of the program.
 *
 * @param environment variables for the program, from `configuredSettings`; undefined: it works the
 * helpdesk that lives inside it, which needs none
 */
export function clientConfiguration(
  client: Client,
  installation: Installation,
  environment: Readonly<Record<string, string>> | undefined,
): ClientConfiguration {
  const isDemo = environment === undefined;
  const server: ServerStart = { ...startCommand(installation, isDemo), env: environment };
  const form = clientForms[client];
  return {
    snippet: form.snippet(serverNameFor(environment?.HELPDESK_PROFILE), server),
    use: form.use(isDemo ? "" : ", with the account's password"),
  };
}

/** A name of its own for each helpdesk that has one, so that a client can have several. */
function serverNameFor(profile = ""): string {
  const plain = profile.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(
    /[^a-z0-9]+/g,
    "-",
  );
  const words = plain.split("-").filter(Boolean);
  return [NAME, ...words].join("-");
}

function startCommand(
  installation: Installation,
  isDemo: boolean,
): { command: string; args: string[] } {
  const options = isDemo ? ["--demo"] : [];
  if (installation.kind === "npm") return { command: "npx", args: ["-y", PACKAGE, ...options] };
  if (installation.kind === "executable") return { command: installation.path, args: options };
  const { program } = installation;
  const permissions = isDemo ? demoPermissionFlags() : permissionFlags();
  const run = ["run", "--no-prompt", ...permissions, program, ...options];
  return installation.kind === "npx"
    ? { command: "npx", args: ["-y", `deno@${installation.denoVersion}`, ...run] }
    : { command: installation.deno, args: run };
}
