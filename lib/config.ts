import { HelpdeskError } from "./errors.ts";

/** How the program proves who it is. */
export type Account =
  | { readonly kind: "session"; readonly username: string; readonly password: string }
  | { readonly kind: "token"; readonly token: string };

/** What the person who runs the program lets a model do; it holds whatever the model asks for. */
export interface Limits {
  readonly readOnly: boolean;
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
  readonly timeoutMilliseconds: number;
  readonly onExit: "leave" | "finish";
  readonly limits: Limits;
  readonly debug: boolean;
  /** Sentences for the person who runs the program, to be written to stderr once. */
  readonly warnings: readonly string[];
}

const ON_EXIT = ["leave", "finish"] as const;
const PUBLIC_FOLLOW_UPS = ["allow", "ask", "never"] as const;
const DEFAULT_BASE_URL = "http://localhost:8080";

function isLoopback(hostname: string): boolean {
  return hostname === "localhost" || hostname.endsWith(".localhost") ||
    /^127(?:\.\d{1,3}){3}$/.test(hostname) || hostname === "[::1]";
}

function readBaseUrl(text: string, problems: string[]): URL | undefined {
  const url = URL.parse(text);
  if (url === null || !["http:", "https:"].includes(url.protocol)) {
    problems.push(
      `HELPDESK_BASE_URL must be an http or https address such as "https://helpdesk.example.com/helpdesk/"`,
    );
    return undefined;
  }
  if (url.username !== "" || url.password !== "") {
    problems.push(
      "HELPDESK_BASE_URL must not hold a user name or password: use HELPDESK_USERNAME and HELPDESK_PASSWORD",
    );
  }
  // A lone "?" or "#" shows in the address alone.
  if (/[?#]/.test(url.href)) {
    problems.push(
      'HELPDESK_BASE_URL must not hold "?" or "#": name only the place of the helpdesk',
    );
  }
  if (!url.pathname.endsWith("/")) url.pathname += "/";
  return url;
}

function readAccount(
  username: string,
  password: string,
  token: string,
  problems: string[],
): Account {
  if (username !== "") {
    if (password === "") {
      problems.push("HELPDESK_PASSWORD is missing: HELPDESK_USERNAME needs its password");
    }
    return { kind: "session", username, password };
  }
  if (password !== "") {
    problems.push("HELPDESK_USERNAME is missing: HELPDESK_PASSWORD needs its user name");
  } else if (token === "") {
    problems.push("HELPDESK_USERNAME and HELPDESK_PASSWORD are missing: name the account to use");
  } else if (!/^[\x21-\x7e]+$/.test(token)) {
    problems.push("HELPDESK_API_TOKEN holds characters that no token has: copy it again");
  }
  return { kind: "token", token };
}

function readLoginUrl(text: string, baseUrl: URL | undefined, problems: string[]): URL | undefined {
  if (text === "" || baseUrl === undefined) return undefined;
  const url = URL.parse(text, baseUrl);
  if (url !== null && (url.username !== "" || url.password !== "")) {
    problems.push(
      "HELPDESK_LOGIN_URL must not hold a user name or password: use HELPDESK_USERNAME and HELPDESK_PASSWORD",
    );
    return undefined;
  }
  if (url !== null && url.origin === baseUrl.origin) return url;
  problems.push(
    `HELPDESK_LOGIN_URL must be a page of ${baseUrl.origin}: the password is sent nowhere else`,
  );
  return undefined;
}

function readTimeout(text: string, problems: string[]): number {
  if (text === "") return 30_000;
  const seconds = Number(text);
  if (/^\d+(?:\.\d+)?$/.test(text) && seconds >= 1 && seconds <= 600) return seconds * 1000;
  problems.push(`HELPDESK_TIMEOUT must be a number of seconds from 1 to 600, not ${quote(text)}`);
  return 30_000;
}

function readChoice<Choice extends string>(
  name: string,
  text: string,
  choices: readonly [Choice, ...Choice[]],
  problems: string[],
): Choice {
  const chosen = text === "" ? choices[0] : choices.find((choice) => choice === text.toLowerCase());
  if (chosen !== undefined) return chosen;
  problems.push(`${name} must be ${choices.join(" or ")}, not ${quote(text)}`);
  return choices[0];
}

function readFlag(name: string, text: string, problems: string[]): boolean {
  if (["1", "true"].includes(text.toLowerCase())) return true;
  if (!["", "0", "false"].includes(text.toLowerCase())) {
    problems.push(`${name} must be 1 or 0, not ${quote(text)}`);
  }
  return false;
}

function readQueues(text: string, problems: string[]): number[] | undefined {
  if (text === "") return undefined;
  const parts = text.split(",").map((part) => part.trim());
  if (parts.every((part) => /^[1-9]\d{0,8}$/.test(part))) return parts.map(Number);
  problems.push(`HELPDESK_QUEUES must be queue ids such as 1,4, not ${quote(text)}`);
  return [];
}

function readExtensions(text: string, problems: string[]): string[] | undefined {
  if (text === "") return undefined;
  const parts = text.toLowerCase().split(",").map((part) => part.trim());
  if (parts.every((part) => /^\.?[a-z0-9_+-]{1,20}$/.test(part))) {
    return parts.map((part) => part.startsWith(".") ? part : `.${part}`);
  }
  problems.push(
    `HELPDESK_ATTACHMENT_EXTENSIONS must be extensions such as .txt,.zip, not ${quote(text)}`,
  );
  return [];
}

function quote(text: string): string {
  return JSON.stringify(text.slice(0, 40));
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

/**
 * Reads and checks the settings.
 *
 * @param environment gives an environment variable's value, undefined when it is not set
 * @throws {HelpdeskError} "config", with every problem in its message, a line each
 */
export function readConfig(environment: (name: string) => string | undefined): Config {
  const text = (name: string) => environment(name)?.trim() ?? "";
  const problems: string[] = [];

  const baseUrl = readBaseUrl(text("HELPDESK_BASE_URL") || DEFAULT_BASE_URL, problems);
  const account = readAccount(
    text("HELPDESK_USERNAME"),
    environment("HELPDESK_PASSWORD") ?? "",
    text("HELPDESK_API_TOKEN"),
    problems,
  );
  const loginUrl = readLoginUrl(text("HELPDESK_LOGIN_URL"), baseUrl, problems);
  const timeoutMilliseconds = readTimeout(text("HELPDESK_TIMEOUT"), problems);
  const onExit = readChoice("HELPDESK_ON_EXIT", text("HELPDESK_ON_EXIT"), ON_EXIT, problems);
  const limits: Limits = {
    readOnly: readFlag("HELPDESK_READ_ONLY", text("HELPDESK_READ_ONLY"), problems),
    queues: readQueues(text("HELPDESK_QUEUES"), problems),
    publicFollowUps: readChoice(
      "HELPDESK_PUBLIC_FOLLOWUPS",
      text("HELPDESK_PUBLIC_FOLLOWUPS"),
      PUBLIC_FOLLOW_UPS,
      problems,
    ),
    attachmentExtensions: readExtensions(text("HELPDESK_ATTACHMENT_EXTENSIONS"), problems),
  };
  const debug = readFlag("MCP_DEBUG", text("MCP_DEBUG"), problems);

  if (problems.length > 0 || baseUrl === undefined) {
    throw new HelpdeskError("config", problems.map((problem) => `- ${problem}`).join("\n"));
  }
  const warnings = warningsFor(baseUrl, account);
  return { baseUrl, account, loginUrl, timeoutMilliseconds, onExit, limits, debug, warnings };
}
