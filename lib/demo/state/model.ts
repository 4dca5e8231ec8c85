/** An account that can log in. Agents are the members of the group "agent". */
export interface User {
  readonly id: number;
  readonly username: string;
  readonly password: string;
  readonly email: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly isStaff: boolean;
  readonly isSuperuser: boolean;
  readonly isAgent: boolean;
}

/** A queue; its slug is part of a ticket's printed name, as in `[network-12]`. */
export interface Queue {
  readonly id: number;
  readonly title: string;
  readonly slug: string;
  readonly emailAddress: string;
}

/** A status or a priority: its id and its label. */
export interface FieldChoice {
  readonly value: number;
  readonly label: string;
}

/** A file of a follow-up, with its content. */
export interface FollowUpAttachment {
  readonly id: number;
  readonly filename: string;
  readonly mimeType: string;
  readonly content: Uint8Array<ArrayBuffer>;
  /** Below the media address, percent-encoded where needed. */
  readonly path: string;
}

/** A follow-up. `timeSpent` is in microseconds, as a Django duration has it. */
export interface FollowUp {
  readonly id: number;
  ticket: number;
  user: number | null;
  title: string | null;
  comment: string | null;
  public: boolean;
  newStatus: number | null;
  timeSpent: number | null;
  readonly attachments: FollowUpAttachment[];
  readonly date: Date;
  /** Who was mailed about it; null when that was never recorded. */
  emailRecipients: string[] | null;
}

/** A ticket. `secretKey` opens it to people without an account. */
export interface Ticket {
  readonly id: number;
  queue: number;
  title: string;
  description: string | null;
  resolution: string | null;
  submitterEmail: string | null;
  assignedTo: number | null;
  status: number;
  onHold: boolean;
  priority: number;
  dueDate: Date | null;
  mergedTo: number | null;
  readonly secretKey: string;
  readonly created: Date;
  modified: Date;
  /** By the custom field's name; absent until it was saved once. */
  readonly customValues: Map<string, string | null>;
  /** Addresses in copy, which its queue mails. */
  readonly copies: string[];
  /** Ids of the tickets that it waits for. */
  readonly dependsOn: number[];
}

/** A custom field. */
export interface StoredCustomField {
  readonly name: string;
  readonly label: string;
  /** django-helpdesk's: "varchar", "text", "integer", "decimal", "list", "boolean", "date", … */
  readonly dataType: string;
  /** Of a text in characters, of a decimal in digits. */
  readonly maxLength?: number;
  readonly decimalPlaces?: number;
  /** Of a list. */
  readonly choices: readonly string[];
  readonly required: boolean;
}

/** The choices that django-helpdesk has by default. */
export const DEFAULT_STATUSES: readonly FieldChoice[] = [
  { value: 1, label: "Open" },
  { value: 2, label: "Reopened" },
  { value: 3, label: "Resolved" },
  { value: 4, label: "Closed" },
  { value: 5, label: "Duplicate" },
];

/** The choices of a site that added two of its own. */
export const CUSTOM_STATUSES: readonly FieldChoice[] = [
  ...DEFAULT_STATUSES,
  { value: 6, label: "In Progress" },
  { value: 7, label: "Waiting for customer" },
];

/** The priorities of every django-helpdesk that does not define its own. */
export const PRIORITIES: readonly FieldChoice[] = [
  { value: 1, label: "1. Critical" },
  { value: 2, label: "2. High" },
  { value: 3, label: "3. Normal" },
  { value: 4, label: "4. Low" },
  { value: 5, label: "5. Very Low" },
];

/** Status ids with a meaning of their own in django-helpdesk. */
export const OPEN = 1;
export const RESOLVED = 3;
export const CLOSED = 4;
/** Of tickets that nobody waits for any more: resolved, closed, duplicates. */
export const ENDED: readonly number[] = [RESOLVED, CLOSED, 5];
