import { HelpdeskError } from "../errors.ts";
import { isLoopback } from "./loopback.ts";
import { readLoginUrl, type ToolChoice } from "./readers.ts";
import { type Setting, settings, table } from "./settings.ts";

/** How the program proves who it is. */
export type Account =
  | { readonly kind: "session"; readonly username: string; readonly password: string }
  | { readonly kind: "token"; readonly token: string };

/** What the person who runs the program lets a model do; it holds whatever the model asks for. */
export interface Limits {
  readonly readOnly: boolean;
  /** Of the tools; undefined: all. */
  readonly tools: ToolChoice | undefined;
  /** Ids of the only queues that may be worked; undefined: all. */
  readonly queues: readonly number[] | undefined;
  readonly publicFollowUps: "allow" | "ask" | "never";
  /** Of files that may be attached, in lower case with their dots; undefined: the helpdesk's usual ones. */
  readonly attachmentExtensions: readonly string[] | undefined;
}

/** The program's settings, checked. */
export interface Config {
  /** Ends in `/`; without credentials, query or fragment. */
  readonly baseUrl: URL;
  readonly account: Account;
  /** On the origin of `baseUrl`; undefined: the usual pages are tried. */
  readonly loginUrl: URL | undefined;
  /** The only proxy that requests may take; undefined: none was named here. */
  readonly proxy: URL | undefined;
  readonly timeoutMilliseconds: number;
  readonly onExit: "leave" | "finish";
  readonly limits: Limits;
  /** What people call this helpdesk; undefined: nothing in particular. */
  readonly profile: string | undefined;
  readonly debug: boolean;
  /** Sentences for the person who runs the program, to be written to stderr once. */
  readonly warnings: readonly string[];
}

/** Gives an environment variable's value, undefined when it is not set. */
export type Environment = (name: string) => string | undefined;

/**
 * Reads and checks the settings.
 *
 * @throws {HelpdeskError} "config", with every problem in its message, a line each
 */
export function readConfig(environment: Environment): Config {
  const given = new Map(settings.map(({ name }) => [name, environment(name)]));
  const problems: string[] = [];
  const read = <Value>(setting: Setting<Value>): Value =>
    attempt(() => setting.read(given.get(setting.name) ?? ""), problems) ?? setting.read("");

  const baseUrl = read(table.baseUrl);
  const hasBase = problems.length === 0;
  const account = readAccount(read, problems);
  const page = read(table.loginUrl);
  const loginUrl = page === undefined || !hasBase
    ? undefined
    : attempt(() => readLoginUrl(baseUrl)(page, table.loginUrl.name), problems);
  const proxy = read(table.proxy);
  const timeoutMilliseconds = read(table.timeoutMilliseconds);
  const onExit = read(table.onExit);
  const limits: Limits = {
    readOnly: read(table.readOnly),
    tools: read(table.tools),
    queues: read(table.queues),
    publicFollowUps: read(table.publicFollowUps),
    attachmentExtensions: read(table.attachmentExtensions),
  };
  const profile = read(table.profile);
  const debug = read(table.debug);

  if (problems.length > 0) {
    throw new HelpdeskError("config", problems.map((problem) => `- ${problem}`).join("\n"));
  }
  const warnings = warningsFor(baseUrl, account);
  return {
    ...{ baseUrl, account, loginUrl, proxy, timeoutMilliseconds },
    ...{ onExit, limits, profile, debug, warnings },
  };
}

/** The value; undefined after a problem, which is kept so that all of them are told at once. */
function attempt<Value>(read: () => Value, problems: string[]): Value | undefined {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof HelpdeskError)) throw error;
    problems.push(error.message);
    return undefined;
  }
}

function readAccount(
  read: <Value>(setting: Setting<Value>) => Value,
  problems: string[],
): Account {
  const username = read(table.username);
  const password = read(table.password);
  if (username !== undefined) {
    if (password === undefined) {
      problems.push("HELPDESK_PASSWORD is missing: HELPDESK_USERNAME needs its password");
    }
    return { kind: "session", username, password: password ?? "" };
  }
  if (password !== undefined) {
    problems.push("HELPDESK_USERNAME is missing: HELPDESK_PASSWORD needs its user name");
    return { kind: "token", token: "" };
  }
  const before = problems.length;
  const token = read(table.token);
  if (token === undefined && problems.length === before) {
    problems.push("HELPDESK_USERNAME and HELPDESK_PASSWORD are missing: name the account to use");
  }
  return { kind: "token", token: token ?? "" };
}

function warningsFor(baseUrl: URL, account: Account): string[] {
  const warnings: string[] = [];
  if (baseUrl.protocol === "http:" && !isLoopback(baseUrl.hostname)) {
    const secret = account.kind === "session" ? "The password" : "The API token";
    warnings.push(
      `${secret} is sent unencrypted to ${baseUrl.host}: use an https address in HELPDESK_BASE_URL`,
    );
  }
  if (account.kind === "token") {
    warnings.push(
      "HELPDESK_API_TOKEN is deprecated: set HELPDESK_USERNAME and HELPDESK_PASSWORD, " +
        "which agent sessions and fast lists need",
    );
  }
  if (/\/(?:api|login|tickets)\/$/.test(baseUrl.pathname)) {
    warnings.push(
      `HELPDESK_BASE_URL ends in "${baseUrl.pathname}": it should name the helpdesk itself, without that`,
    );
  }
  return warnings;
}
