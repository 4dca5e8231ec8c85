/** A branch of an agent session. */
export interface BranchRecord {
  /** USERNAME-xxxxxxxx */
  name: string;
  username: string;
  /** The login it belongs to; parallel first requests make several branches of one login. */
  session: string;
  /**
   * "open" until somebody finishes it; "finished" was committed by the finish endpoint and
   * "finished_by_server" when another session of the account came in; "uncommitted" is work whose
   * commit was refused, of which nobody is told; "deleted" had nothing on it.
   */
  state: "open" | "finished" | "finished_by_server" | "uncommitted" | "deleted";
  /** Who tried last to finish it; null when nobody did. */
  endedBy: "finish" | "server" | null;
  /** The message of its first commit, empty without one; of an open branch what its session has now. */
  intent: string;
  /** What agents changed on it, whichever session it was. */
  writes: BranchWriteRecord[];
}

/** An agent's request that changed the helpdesk, where it landed. */
export interface BranchWriteRecord {
  method: string;
  path: string;
  /** Id of the ticket or follow-up in the answer. */
  objectId: number | null;
  /** The branch of the session that wrote: another one than the record's means misplaced. */
  session: string;
  /** It landed after the branch's first commit. */
  late: boolean;
}

/** What people are asked to review. */
export interface PullRequestRecord {
  branch: string;
  username: string;
  /** The intent. */
  title: string;
  /** How many writes the branch had at its first commit. */
  writes: number;
}

/** A message that was recorded instead of sent. */
export interface MailRecord {
  from: string;
  to: string[];
  cc: string[];
  bcc: string[];
  subject: string;
  body: string;
}

/** The requests that came, and how many were under way at once at most. */
export interface RequestLogRecord {
  requests: RequestRecord[];
  peak: number;
}

/** One request. */
export interface RequestRecord {
  method: string;
  /** From the root of the site, decoded, without the query. */
  path: string;
  /** As sent, without the question mark. */
  query: string;
  /** Names in lower case; cookies and tokens included. */
  headers: Record<string, string>;
  /** The body of a JSON request as text (up to 1 MB). */
  json: string | null;
  /** Whose session or token it had or, for a login, got; null for an anonymous request. */
  username: string | null;
  /** Null while under way, and when the connection was closed without an answer. */
  status: number | null;
  /** Beginnings and endings are counted in one sequence. */
  started: number;
  ended: number | null;
}

/** Which requests a fault is for, and what happens to them. */
export type Fault =
  & {
    /** Any when left out. */
    method?: string;
    /** Part of path and query; any when left out. */
    pathContains?: string;
    /** How many requests it hits; 1 when left out. */
    times?: number;
    /** How many matching requests go through first; 0 when left out. */
    skip?: number;
  }
  & (
    | {
      /**
       * "error_before": a 500 page with a traceback, nothing done; "error_after": the same, everything
       * done; "lost_request": the connection is closed, nothing done; "lost_answer": the same,
       * everything done.
       */
      kind: "error_before" | "error_after" | "lost_request" | "lost_answer";
    }
    | {
      /** "delay": waits, then does the work; "delay_answer": does it, then waits. */
      kind: "delay" | "delay_answer";
      milliseconds: number;
    }
    | {
      /** Answers this and does nothing. */
      kind: "status";
      status: number;
      headers?: Record<string, string>;
      body?: string;
    }
  );

/** A custom field to add. */
export interface NewCustomField {
  name: string;
  label: string;
  dataType: string;
  maxLength?: number;
  decimalPlaces?: number;
  /** Of a list. */
  choices?: readonly string[];
  required?: boolean;
}

/** An account to add that cannot log in. */
export interface NewUser {
  /** Default: the next one. */
  id?: number;
  username: string;
  firstName?: string;
  lastName?: string;
  email?: string;
  staff?: boolean;
}

/** A ticket as it is held; moments in ISO 8601, UTC. */
export interface TicketRecord {
  id: number;
  queue: number;
  title: string;
  description: string | null;
  resolution: string | null;
  submitter_email: string | null;
  assigned_to: number | null;
  status: number;
  on_hold: boolean;
  priority: number;
  due_date: string | null;
  merged_to: number | null;
  created: string;
  modified: string;
  secret_key: string;
  /** Values of custom fields by name. */
  custom: Record<string, string | null>;
}

/** A follow-up as it is held. */
export interface FollowUpRecord {
  id: number;
  ticket: number;
  user: number | null;
  title: string | null;
  comment: string | null;
  public: boolean;
  new_status: number | null;
  time_spent_seconds: number | null;
  date: string;
  message_id: string | null;
  email_recipients: string[] | null;
  attachments: { id: number; file: string; filename: string; mime_type: string; size: number }[];
}
