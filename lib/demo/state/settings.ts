import {
  CUSTOM_STATUSES,
  DEFAULT_STATUSES,
  type FieldChoice,
  PRIORITIES,
  type StoredCustomField,
} from "./model.ts";
import type { MemoryKind } from "./session_memory.ts";

type Database = "sqlite" | "postgresql";

/** What varies between two embedded helpdesks; everything may be left out. */
export interface EmbeddedHelpdeskOptions {
  /** The clock; default the real one. */
  now?: () => Date;
  /** As which database lists are sorted and searched. Default "sqlite". */
  database?: Database;
  /** Where sessions live; signed cookies are renewed by every response. Default "database". */
  sessionEngine?: "database" | "signed_cookies";
  /** Path of the helpdesk, starting and ending with a slash. Default "/". */
  mount?: string;
  /** False: the REST framework renders JSON only. Default true. */
  browsablePage?: boolean;
  /** "custom" adds 6 "In Progress" and 7 "Waiting for customer". Default "default". */
  statuses?: "default" | "custom";
  /** The site's own priorities, ids with labels, in place of 1 to 5. */
  priorities?: readonly (readonly [id: number, label: string])[];
  /** The priority that the form for new tickets proposes. Default 3. */
  formPriority?: number;
  /** False: a plain 2.6.1, without agent endpoints and without the access rule. Default true. */
  agentEndpoints?: boolean;
  /**
   * What finishes an account's earlier agent session when another one comes in: what each server process
   * remembers ("process"), what all of them do ("shared"), or nothing ("off"). Default "process".
   */
  agentMemory?: MemoryKind;
  /** "api": agents log in at `api/auth/login/` alone, as with the Dolt edition's backend. Default "anywhere". */
  agentLogin?: "anywhere" | "api";
  /**
   * True: as on Dolt 1.83, searches of the staff list tell capital letters from small ones, it orders by the last
   * follow-up only where its first row alone is asked for, and ids of attachments begin with 0. Default false.
   */
  doltDatabase?: boolean;
  /** How many server processes take requests in turn. Default 1. */
  processes?: number;
  /** Default "sessionid". */
  sessionCookieName?: string;
  /** Default "csrftoken". */
  csrfCookieName?: string;
  /** The only page with a login form, such as "/accounts/login/"; `login/` redirects to it. */
  loginPath?: string;
  /** Time zone of the server, by which a date without an offset is read. Default "Europe/Berlin". */
  timeZone?: string;
}

/** The options with their defaults, and what never varies. */
export interface Settings {
  readonly now: () => Date;
  readonly database: Database;
  readonly sessionEngine: "database" | "signed_cookies";
  readonly mount: string;
  readonly browsablePage: boolean;
  readonly agentEndpoints: boolean;
  readonly agentMemory: MemoryKind;
  readonly agentLogin: "anywhere" | "api";
  readonly doltDatabase: boolean;
  readonly processes: number;
  readonly sessionCookieName: string;
  readonly csrfCookieName: string;
  /** The page with the login form, from the root of the site. */
  readonly loginPath: string;
  readonly timeZone: string;
  readonly statuses: readonly FieldChoice[];
  readonly priorities: readonly FieldChoice[];
  readonly formPriority: number;
  /** A test may add some. */
  readonly customFields: StoredCustomField[];
  /** With their dots; a file without an extension is always taken. */
  readonly attachmentExtensions: readonly string[];
}

/** The extensions that django-helpdesk 2.6.1 takes when a site names none. */
const ATTACHMENT_EXTENSIONS = [
  ".txt",
  ".asc",
  ".pdf",
  ".doc",
  ".docx",
  ".odt",
  ".jpg",
  ".png",
  ".eml",
];

const CUSTOM_FIELDS: readonly StoredCustomField[] = [
  {
    ...{ name: "room", label: "Room", dataType: "varchar", maxLength: 40 },
    ...{ choices: [], required: false },
  },
];

/**
 * Fills in the defaults.
 *
 * @throws {RangeError} when the mount does not start and end with a slash, or there is no process
 */
export function readSettings(options: EmbeddedHelpdeskOptions): Settings {
  const mount = options.mount ?? "/";
  if (!mount.startsWith("/") || !mount.endsWith("/")) {
    throw new RangeError(`The mount must start and end with a slash, got "${mount}"`);
  }
  const processes = options.processes ?? 1;
  if (!Number.isInteger(processes) || processes < 1) {
    throw new RangeError(`The number of processes must be 1 or more, got ${processes}`);
  }
  return {
    now: options.now ?? (() => new Date()),
    database: options.database ?? "sqlite",
    sessionEngine: options.sessionEngine ?? "database",
    mount,
    browsablePage: options.browsablePage ?? true,
    agentEndpoints: options.agentEndpoints ?? true,
    agentMemory: options.agentMemory ?? "process",
    agentLogin: options.agentLogin ?? "anywhere",
    doltDatabase: options.doltDatabase ?? false,
    processes,
    sessionCookieName: options.sessionCookieName ?? "sessionid",
    csrfCookieName: options.csrfCookieName ?? "csrftoken",
    loginPath: options.loginPath ?? `${mount}login/`,
    timeZone: options.timeZone ?? "Europe/Berlin",
    statuses: options.statuses === "custom" ? CUSTOM_STATUSES : DEFAULT_STATUSES,
    priorities: options.priorities?.map(([value, label]) => ({ value, label })) ?? PRIORITIES,
    formPriority: options.formPriority ?? 3,
    customFields: [...CUSTOM_FIELDS],
    attachmentExtensions: ATTACHMENT_EXTENSIONS,
  };
}
