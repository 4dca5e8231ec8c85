import type { Database, Release } from "./releases.ts";

/** What varies between two sites; everything may be left out. */
export interface SiteOptions {
  /** Of django-helpdesk; by default the newest. */
  release?: Release;
  /** Default "sqlite". PostgreSQL is a cluster of the site's own, thrown away with its end. */
  database?: Database;
  /** Where sessions live; signed cookies are renewed by every response. Default "database". */
  sessions?: "database" | "signed_cookies";
  /** Path of the helpdesk, starting and ending with a slash. Default "/". */
  mount?: string;
  /** False: the REST framework renders JSON only. Default true. */
  browsablePage?: boolean;
  /** "custom" adds 6 "In Progress" and 7 "Waiting for customer". Default "default". */
  statuses?: "default" | "custom";
  /** What identifies users: integers, or UUIDs as with a user model of the site's own. Default "integer". */
  users?: "integer" | "uuid";
  /** True: django-axes locks an account out with the second wrong password. Default false. */
  lockouts?: boolean;
  /** True: the helpdesk's paths begin with the language, "/en/" (`i18n_patterns`). Default false. */
  languagePrefix?: boolean;
  /** True: every new ticket must have the custom field, until a reset. Default false. */
  requiredCustomField?: boolean;
  /** The site's own priorities, ids with labels, in place of 1 to 5. */
  priorities?: readonly (readonly [id: number, label: string])[];
  /** The priority that the form for new tickets proposes. Default 3. */
  formPriority?: number;
  /** Parts of a question to the staff list that it passes over, as older releases do. */
  listIgnores?: readonly (
    | "filtering"
    | "filtering_null"
    | "sorting"
    | "search_string"
    | "order"
  )[];
  /**
   * Settings of Django, the REST framework and django-helpdesk that replace those of the site; what is an
   * object adds to it.
   */
  settings?: Readonly<Record<string, unknown>>;
  /** False: a plain 2.6.1, without agent endpoints and without the access rule. Default true. */
  agents?: boolean;
  /**
   * What remembers agent sessions, to finish one when another one of its account comes in: every server
   * process for itself, all together ("shared"), nothing ("off"). Default "process".
   */
  agentMemory?: "process" | "shared" | "off";
  /** "api": agents log in at `api/auth/login/` alone, as with the Dolt edition's backend. Default "anywhere". */
  agentLogin?: "anywhere" | "api";
  /**
   * True: as on Dolt 1.83, searches of the staff list tell capital letters from small ones, it orders by the last
   * follow-up only where its first row alone is asked for, and ids of attachments begin with 0. Default false.
   */
  doltDatabase?: boolean;
  /** How many server processes the requests go to in turn. Default 1. */
  processes?: number;
  /** Default "sessionid". */
  sessionCookieName?: string;
  /** Default "csrftoken". */
  csrfCookieName?: string;
  /** The only page with a login form, such as "/accounts/login/"; `login/` redirects to it. */
  loginPath?: string;
  /** Time zone of the server, by which a date without an offset is read. Default "Europe/Berlin". */
  timeZone?: string;
  /** Default 0: a free one. */
  port?: number;
  /** Where the data is kept; without it the site starts from the fixture and leaves nothing. */
  dataDirectory?: string;
  /** False: no control pages, for a site that people try. Default true. */
  control?: boolean;
}

/** The environment variable SITE_OPTIONS as `project/options.py` reads it. */
export function optionsForPython(options: SiteOptions, dataDirectory: string): string {
  return JSON.stringify({
    data_directory: dataDirectory,
    database: options.database,
    sessions: options.sessions,
    mount: options.mount,
    browsable_page: options.browsablePage,
    statuses: options.statuses,
    users: options.users,
    lockouts: options.lockouts,
    required_custom_field: options.requiredCustomField,
    language_prefix: options.languagePrefix,
    agents: options.agents,
    agent_memory: options.agentMemory,
    agent_login: options.agentLogin,
    dolt_database: options.doltDatabase,
    processes: options.processes,
    session_cookie_name: options.sessionCookieName,
    csrf_cookie_name: options.csrfCookieName,
    login_path: options.loginPath,
    time_zone: options.timeZone,
    control: options.control ?? true,
    settings: {
      HELPDESK_TICKET_PRIORITY_CHOICES: options.priorities,
      CONTROL_LIST_IGNORES: options.listIgnores,
      HELPDESK_PUBLIC_TICKET_PRIORITY: options.formPriority,
      ...options.settings,
    },
  });
}
