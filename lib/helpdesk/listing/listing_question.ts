import type { DueProse } from "./due_prose.ts";

/** What a list can be ordered by; the names are those of the list endpoint's columns. */
export const sortFields = [
  "id",
  "created",
  "due_date",
  "priority",
  "status",
  "title",
  "queue",
  "last_followup",
] as const;
export type SortField = (typeof sortFields)[number];

/** Conditions that no helpdesk applies itself: the tickets that fit the others are read and looked through. */
export interface LocalConditions {
  /** An address, or a part of one without "@"; any case. */
  readonly submitter?: string;
  /** YYYY-MM-DD; with a follow-up, or opened, on this day or later. */
  readonly updatedAfter?: string;
  /** YYYY-MM-DD; due on this day or later. */
  readonly dueAfter?: string;
  /** YYYY-MM-DD; due before this day. */
  readonly dueBefore?: string;
  /** Due before now, and neither resolved nor closed. */
  readonly overdue?: boolean;
}

/** Which tickets are asked for, in the helpdesk's ids; absent conditions hold for every ticket. */
export interface ListingQuestion {
  readonly statuses?: readonly number[];
  readonly queue?: number;
  readonly priorities?: readonly number[];
  /** Tickets of this user; together with `unassigned` those of either kind. */
  readonly assignedTo?: number;
  readonly unassigned?: boolean;
  /** Text to be found in a ticket, any case; ` OR ` separates alternatives. */
  readonly search?: string;
  /** YYYY-MM-DD; opened on this day or later. */
  readonly createdAfter?: string;
  /** YYYY-MM-DD; opened before this day. */
  readonly createdBefore?: string;
  readonly local?: LocalConditions;
  readonly sort: SortField;
  readonly descending: boolean;
  /** Tickets to skip, and to return at most. */
  readonly offset: number;
  readonly limit: number;
}

/** A question as the helpdesk is asked. */
export interface LimitedQuestion extends ListingQuestion {
  /** Without `queue`: only tickets of these queues. */
  readonly onlyQueues?: readonly number[];
  /** A text that every ticket holds that is looked for, beside `search`. */
  readonly narrowing?: string;
  /** Every ticket is wanted, however many fit on a page. */
  readonly isWhole?: boolean;
}

/** A name, with its id where the source tells it beyond doubt. */
export interface Named {
  readonly id?: number;
  readonly name: string;
}

/** A ticket as a list shows it. */
export interface ListedTicket {
  readonly id: number;
  readonly title: string;
  readonly queue?: Named;
  readonly status?: Named;
  readonly priority?: Named;
  readonly assignedTo?: Named;
  readonly submitterEmail?: string;
  /** A day, or a moment where its time is not midnight. */
  readonly dueDate?: string;
  /** Without `dueDate`: what the list tells of it. */
  readonly dueProse?: DueProse;
  readonly created?: string;
  readonly lastFollowUp?: string;
}

/** A page of tickets. */
export interface ListingAnswer {
  readonly tickets: readonly ListedTicket[];
  /** Tickets that match in all; absent when not all were looked at. */
  readonly total?: number;
  readonly hasMore: boolean;
  /** Sentences about what the way of listing could not do. */
  readonly warnings: readonly string[];
}
