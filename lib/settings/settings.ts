import {
  readBaseUrl,
  readChoice,
  type Reader,
  readExtensions,
  readFlag,
  readProfile,
  readProxy,
  readQueues,
  readSeconds,
  readToken,
  readTools,
  takeText,
} from "./readers.ts";

/** What people are told of a setting. */
interface About {
  readonly name: string;
  readonly meaning: string;
  /** What counts where it is not set: a value that could be set, or words for what happens then. */
  readonly byDefault: string;
  /** Whether its value must not be shown. */
  readonly isSecret?: boolean;
}

/** One setting of the program: an environment variable that it may read. */
export interface Setting<Value = unknown> extends About {
  /**
   * @param given the variable's value, empty when it is not set
   * @throws {HelpdeskError} "config", with one sentence, when it cannot be used
   */
  readonly read: (given: string) => Value;
}

function withDefault<Value>(about: About, read: Reader<Value>): Setting<Value> {
  return { ...about, read: (given) => read(given.trim() || about.byDefault, about.name) };
}

function optional<Value>(about: About, read: Reader<Value>): Setting<Value | undefined> {
  return {
    ...about,
    read: (given) => given.trim() === "" ? undefined : read(given.trim(), about.name),
  };
}

/** Every environment variable that the program reads, in the order shown to people. */
export const table = {
  baseUrl: withDefault({
    name: "HELPDESK_BASE_URL",
    meaning: "Address of the helpdesk, with the path it is mounted at, such as `/helpdesk/`",
    byDefault: "http://localhost:8080",
  }, readBaseUrl),
  username: optional({
    name: "HELPDESK_USERNAME",
    meaning: "Account to log in with",
    byDefault: "",
  }, takeText),
  password: {
    name: "HELPDESK_PASSWORD",
    meaning: "Password of that account",
    byDefault: "",
    isSecret: true,
    // White space may be part of it.
    read: (given: string) => given === "" ? undefined : given,
  },
  loginUrl: optional({
    name: "HELPDESK_LOGIN_URL",
    meaning: "Login page, where it is none of the usual ones; an address or a path of the helpdesk",
    byDefault: "found by trying the usual pages",
  }, takeText),
  proxy: optional({
    name: "HELPDESK_PROXY",
    meaning:
      "Address of the only proxy that requests may take, such as `http://proxy.example.com:3128`; " +
      "a helpdesk on this machine is asked without one",
    byDefault: "",
    // It may hold a password of the proxy.
    isSecret: true,
  }, readProxy),
  timeoutMilliseconds: withDefault({
    name: "HELPDESK_TIMEOUT",
    meaning: "Seconds that one call may take, 1 to 600",
    byDefault: "30",
  }, readSeconds(1, 600)),
  readOnly: withDefault({
    name: "HELPDESK_READ_ONLY",
    meaning: "`1` refuses every tool that changes something",
    byDefault: "0",
  }, readFlag),
  tools: optional({
    name: "HELPDESK_TOOLS",
    meaning:
      "Names of the only tools that a model gets, such as `list_tickets,get_ticket`, or of those that it " +
      "does not get, as in `-create_ticket`",
    byDefault: "all of them",
  }, readTools),
  queues: optional({
    name: "HELPDESK_QUEUES",
    meaning: "Ids of the only queues that may be worked, such as `1,4`",
    byDefault: "all",
  }, readQueues),
  publicFollowUps: withDefault({
    name: "HELPDESK_PUBLIC_FOLLOWUPS",
    meaning:
      "`allow` public follow-ups, `ask` the person through the client before each, or `never` write one",
    byDefault: "allow",
  }, readChoice("allow", "ask", "never")),
  attachmentExtensions: optional({
    name: "HELPDESK_ATTACHMENT_EXTENSIONS",
    meaning:
      "Extensions of the only files that may be attached, where the site takes others than " +
      "django-helpdesk does by itself, such as `.txt,.zip`",
    byDefault: ".txt, .asc, .pdf, .doc, .docx, .odt, .jpg, .png, .eml",
  }, readExtensions),
  onExit: withDefault({
    name: "HELPDESK_ON_EXIT",
    meaning:
      "`finish` finishes an agent session that has an intent when the client leaves; `leave` keeps it open",
    byDefault: "leave",
  }, readChoice("leave", "finish")),
  token: optional({
    name: "HELPDESK_API_TOKEN",
    meaning:
      "Deprecated: API token, used when there is no user name; without agent sessions and fast lists",
    byDefault: "",
    isSecret: true,
  }, readToken),
  profile: optional({
    name: "HELPDESK_PROFILE",
    meaning:
      "A name for this helpdesk, such as `Facilities`, by which a model that works several tells them apart",
    byDefault: "",
  }, readProfile),
  debug: withDefault({
    name: "MCP_DEBUG",
    meaning: "`1` writes a line for each request to stderr: method, path, status, milliseconds",
    byDefault: "0",
  }, readFlag),
};

/** The table as a list. */
export const settings: readonly Setting[] = Object.values(table);
