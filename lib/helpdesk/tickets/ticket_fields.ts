import type { WireTicket } from "../answers/wire.ts";
import type { CustomValues } from "../catalogue/custom_values.ts";
import type { FieldValue, WrittenField } from "./difference.ts";
import { storedDue } from "./due_date.ts";
import { type NewAttachment, writtenAttachments } from "./new_attachments.ts";

/** A new ticket, in the helpdesk's own ids. */
export interface NewTicket {
  readonly queue: number;
  readonly title: string;
  readonly description: string;
  readonly submitterEmail: string;
  readonly priority: number;
  readonly assignedTo?: number;
  /** As `wireDate` has it. */
  readonly dueDate?: string;
  readonly custom?: CustomValues;
  readonly attachment?: NewAttachment;
}

/** Fields of a ticket to change; absent ones stay, `null` clears. */
export interface TicketChanges {
  readonly title?: string;
  readonly description?: string;
  readonly status?: number;
  readonly priority?: number;
  readonly assignedTo?: number | null;
  /** As `wireDate` has it. */
  readonly dueDate?: string | null;
  readonly queue?: number;
  readonly submitterEmail?: string;
  readonly onHold?: boolean;
  readonly resolution?: string | null;
  readonly custom?: CustomValues;
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
  const opening = stored.followup_set.toSorted((left, right) => left.id - right.id)[0];
  const files = fields.attachment === undefined ? [] : [fields.attachment];
  const written = [
    ...fieldsOf(fields, stored),
    writtenAttachments(files, { followupattachment_set: opening?.followupattachment_set ?? [] }),
  ].filter(({ asked, stored }) => asked !== undefined || stored !== undefined && stored !== false);
  return { ticket: stored, fields: written };
}

/** The fields of a ticket, each as asked and as stored. */
export function fieldsOf(asked: TicketChanges, stored: WireTicket): WrittenField[] {
  const custom = Object.entries(asked.custom ?? {});
  return [
    { field: "queue", asked: asked.queue, stored: stored.queue },
    { field: "title", asked: asked.title, stored: stored.title },
    { field: "description", asked: asked.description, stored: stored.description },
    { field: "submitter_email", asked: asked.submitterEmail, stored: stored.submitter_email },
    { field: "status", asked: asked.status, stored: stored.status },
    { field: "priority", asked: asked.priority, stored: stored.priority },
    { field: "assigned_to", asked: asked.assignedTo, stored: stored.assigned_to },
    { field: "due_date", asked: asked.dueDate, stored: storedDue(stored.due_date, asked.dueDate) },
    { field: "on_hold", asked: asked.onHold, stored: stored.on_hold },
    { field: "resolution", asked: asked.resolution, stored: stored.resolution },
    ...custom.map(([field, value]) => ({
      field,
      asked: value,
      stored: storedCustom(stored[field], value),
    })),
  ];
}

/** Its own answer tells more of a custom moment than the helpdesk stores. */
function storedCustom(stored: unknown, asked: string | number | boolean): FieldValue {
  if (typeof stored === "string") {
    return isCustomMoment(asked) ? stored.slice(0, asked.length) : stored;
  }
  return typeof stored === "number" || typeof stored === "boolean" ? stored : undefined;
}

/** Whether a value of a custom field is one of which the helpdesk stores neither seconds nor an offset. */
export function isCustomMoment(value: unknown): value is string {
  return typeof value === "string" && /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(value);
}
