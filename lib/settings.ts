/** One setting of the program: an environment variable that it may read. */
export interface Setting {
  readonly name: string;
  readonly meaning: string;
  readonly byDefault: string;
  /** Whether its value must not be shown. */
  readonly isSecret?: boolean;
}

/** Every environment variable the program reads, in the order shown to people. */
export const settings: readonly Setting[] = [
  {
    name: "HELPDESK_BASE_URL",
    meaning: "Address of the helpdesk, with the path it is mounted at, such as `/helpdesk/`",
    byDefault: "http://localhost:8080",
  },
  { name: "HELPDESK_USERNAME", meaning: "Account to log in with", byDefault: "" },
  {
    name: "HELPDESK_PASSWORD",
    meaning: "Password of that account",
    byDefault: "",
    isSecret: true,
  },
  {
    name: "HELPDESK_LOGIN_URL",
    meaning: "Login page, where it is none of the usual ones; an address or a path of the helpdesk",
    byDefault: "found by trying the usual pages",
  },
  {
    name: "HELPDESK_TIMEOUT",
    meaning: "Seconds that one call may take, 1 to 600",
    byDefault: "30",
  },
  {
    name: "HELPDESK_READ_ONLY",
    meaning: "`1` refuses every tool that changes something",
    byDefault: "0",
  },
  {
    name: "HELPDESK_QUEUES",
    meaning: "Ids of the only queues that may be worked, such as `1,4`",
    byDefault: "all",
  },
  {
    name: "HELPDESK_PUBLIC_FOLLOWUPS",
    meaning:
      "`allow` public follow-ups, `ask` the person through the client before each, or `never` write one",
    byDefault: "allow",
  },
  {
    name: "HELPDESK_ATTACHMENT_EXTENSIONS",
    meaning:
      "Extensions of the only files that may be attached, where the site takes others than " +
      "django-helpdesk does by itself, such as `.txt,.zip`",
    byDefault: ".txt, .asc, .pdf, .doc, .docx, .odt, .jpg, .png, .eml",
  },
  {
    name: "HELPDESK_ON_EXIT",
    meaning:
      "`finish` finishes an agent session that has an intent when the client leaves; `leave` keeps it open",
    byDefault: "leave",
  },
  {
    name: "HELPDESK_API_TOKEN",
    meaning:
      "Deprecated: API token, used when there is no user name; without agent sessions and fast lists",
    byDefault: "",
    isSecret: true,
  },
  {
    name: "MCP_DEBUG",
    meaning: "`1` writes a line for each request to stderr: method, path, status, milliseconds",
    byDefault: "0",
  },
];
