import type { WireTicket } from "../answers/wire.ts";
import { readDueDate } from "../../text/moment.ts";
import type { WrittenField } from "./difference.ts";

/** A new ticket, in the helpdesk's own ids. */
export interface NewTicket {
  readonly queue: number;
  readonly title: string;
  readonly description: string;
  readonly submitterEmail: string;
  readonly priority: number;
  readonly assignedTo?: number;
  /** YYYY-MM-DD, the start of that day where the helpdesk is. */
  readonly dueDate?: string;
}

/** Fields of a ticket to change; absent ones stay, `null` clears. */
export interface TicketChanges {
  readonly title?: string;
  readonly description?: string;
  readonly status?: number;
  readonly priority?: number;
  readonly assignedTo?: number | null;
  /** YYYY-MM-DD, the start of that day where the helpdesk is. */
  readonly dueDate?: string | null;
}

/** A ticket as stored after a write, and the written fields as asked and as stored. */
export interface WrittenTicket {
  readonly ticket: WireTicket;
  readonly fields: readonly WrittenField[];
  /** The branch of an agent's session that it is on. */
  readonly branch?: string;
}

/** A new ticket as asked and as stored, with what the helpdesk chose itself. */
export function describeOpened(fields: NewTicket, stored: WireTicket): WrittenTicket {
  const written = fieldsOf(fields, stored)
    .filter(({ asked, stored }) => asked !== undefined || stored !== undefined);
  return { ticket: stored, fields: written };
}

/** The fields of a ticket, each as asked and as stored. */
export function fieldsOf(
  asked: Omit<Partial<NewTicket>, keyof TicketChanges> & TicketChanges,
  stored: WireTicket,
): WrittenField[] {
  return [
    { field: "queue", asked: asked.queue, stored: stored.queue },
    { field: "title", asked: asked.title, stored: stored.title },
    { field: "description", asked: asked.description, stored: stored.description },
    { field: "submitter_email", asked: asked.submitterEmail, stored: stored.submitter_email },
    { field: "status", asked: asked.status, stored: stored.status },
    { field: "priority", asked: asked.priority, stored: stored.priority },
    { field: "assigned_to", asked: asked.assignedTo, stored: stored.assigned_to },
    {
      field: "due_date",
      asked: asked.dueDate,
      stored: storedDueDate(stored.due_date),
    },
  ];
}

/** The day that is stored, where it is stored from its start on: some days begin at one o'clock. */
function storedDueDate(stored: string | undefined): string | undefined {
  const due = readDueDate(stored) ?? stored;
  return due?.replace(/^(\d{4}-\d{2}-\d{2})T01:00:00.*$/, "$1");
}

/** With a time the date is understood by every Django version, also those before 4.0. */
export function wireDate(day: string | undefined): string | undefined {
  return day === undefined ? undefined : `${day}T00:00:00`;
}
