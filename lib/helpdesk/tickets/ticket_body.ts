import type { HttpReply } from "../../http/message.ts";
import { parseJson } from "../answers/reply.ts";
import { keyOf } from "../answers/stand_in.ts";
import { ticket, type WireTicket } from "../answers/wire.ts";
import { traceIn } from "../branch/branch_trace.ts";
import type { ChangedValue } from "../branch/ledger.ts";
import { wireDate } from "./due_date.ts";
import { changedValues } from "./seen_tickets.ts";
import { isCustomMoment, type NewTicket, type TicketChanges } from "./ticket_fields.ts";

/** A new ticket as `api/tickets/` takes it, without its file. */
export function newTicketBody(fields: NewTicket) {
  return {
    queue: keyOf(fields.queue),
    title: fields.title,
    description: fields.description,
    submitter_email: fields.submitterEmail,
    priority: fields.priority,
    assigned_to: keyOf(fields.assignedTo),
    due_date: wireDate(fields.dueDate),
    ...fields.custom,
  };
}

/** Changes of a ticket as `api/tickets/ID/` takes them; what is undefined is not sent. */
export function changedTicketBody(changes: TicketChanges) {
  return {
    title: changes.title,
    description: changes.description,
    status: changes.status,
    priority: changes.priority,
    assigned_to: keyOf(changes.assignedTo),
    due_date: changes.dueDate === null ? null : wireDate(changes.dueDate),
    queue: keyOf(changes.queue),
    submitter_email: changes.submitterEmail,
    on_hold: changes.onHold,
    resolution: changes.resolution,
    ...changes.custom,
  };
}

/** What a change made of fields, by its answer. */
export function valuesIn(
  reply: HttpReply,
  before: WireTicket | undefined,
  fields: readonly string[],
): ChangedValue[] {
  const stored = ticketIn(reply);
  return stored === undefined ? [] : changedValues(before, stored, fields);
}

/** The trace of a write to a ticket, from its answer: the fields that were sent. */
export function ticketTrace(body: object) {
  // The answer to a change tells of a custom moment what is not stored of it.
  const fields = Object.entries(body)
    .filter(([field, value]) =>
      value !== undefined && !(field.startsWith("custom_") && isCustomMoment(value))
    )
    .map(([field]) => field);
  return (reply: HttpReply) => traceIn(reply, "tickets", fields);
}

/** The id of the ticket that an answer holds; undefined where it holds none. */
export function idIn(reply: HttpReply): number | undefined {
  return ticketIn(reply)?.id;
}

function ticketIn(reply: HttpReply): WireTicket | undefined {
  return ticket.safeParse(parseJson(reply.text)).data;
}
