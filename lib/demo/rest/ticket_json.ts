import { formatDateTime } from "../python/date_text.ts";
import { formatDuration } from "../python/duration.ts";
import type { Exchange, ServedHelpdesk } from "../web/exchange.ts";
import { shownValue } from "./custom_fields.ts";
import { compareValues } from "../state/store.ts";
import { ENDED, type FollowUp, type FollowUpAttachment, type Ticket } from "../state/model.ts";

/** A ticket as `api/tickets/` shows it. */
export function ticketJson(exchange: Exchange, ticket: Ticket): Record<string, unknown> {
  const { settings, store } = exchange.helpdesk;
  return {
    id: ticket.id,
    queue: ticket.queue,
    title: ticket.title,
    description: ticket.description,
    resolution: ticket.resolution,
    submitter_email: ticket.submitterEmail,
    assigned_to: ticket.assignedTo,
    status: ticket.status,
    on_hold: ticket.onHold,
    priority: ticket.priority,
    due_date: ticket.dueDate && formatDateTime(ticket.dueDate, settings.timeZone),
    merged_to: ticket.mergedTo,
    followup_set: store.followUpsOf(ticket.id).map((followUp) => followUpJson(exchange, followUp)),
    ...customValues(exchange.helpdesk, ticket),
  };
}

/** A follow-up as `api/followups/` shows it. */
export function followUpJson(exchange: Exchange, followUp: FollowUp): Record<string, unknown> {
  return {
    id: followUp.id,
    ticket: followUp.ticket,
    user: followUp.user,
    title: followUp.title,
    comment: followUp.comment,
    public: followUp.public,
    new_status: followUp.newStatus,
    time_spent: followUp.timeSpent === null ? null : formatDuration(followUp.timeSpent),
    followupattachment_set: followUp.attachments
      .toSorted((a, b) => compareValues(a.filename, b.filename))
      .map((attachment) => attachmentJson(exchange, attachment, followUp)),
    date: formatDateTime(followUp.date, exchange.helpdesk.settings.timeZone),
    message_id: null,
    email_recipients: followUp.emailRecipients,
  };
}

/** An attachment as `api/followups-attachments/` shows it. */
export function attachmentJson(
  exchange: Exchange,
  attachment: FollowUpAttachment,
  followUp: FollowUp,
): Record<string, unknown> {
  // As Django does: by the name that it was asked under.
  const { headers, url } = exchange;
  const origin = `${url.protocol}//${headers.get("host") ?? url.host}`;
  return {
    id: attachment.id,
    followup: followUp.id,
    file: `${origin}${exchange.helpdesk.settings.mount}media/${attachment.path}`,
    filename: attachment.filename,
    mime_type: attachment.mimeType,
    size: attachment.content.length,
  };
}

/** A ticket as `api/user_tickets/` shows it to its submitter; it carries the secret key. */
export function userTicketJson(exchange: Exchange, ticket: Ticket): Record<string, unknown> {
  const { settings, store } = exchange.helpdesk;
  const queue = store.queue(ticket.queue);
  return {
    ticket: `${ticket.id} [${printedName(exchange.helpdesk, ticket)}]`,
    id: ticket.id,
    title: ticket.title,
    queue: { title: queue?.title, id: ticket.queue },
    status: statusLabel(exchange.helpdesk, ticket),
    created: formatDateTime(ticket.created, settings.timeZone),
    due_date: ticket.dueDate && formatDateTime(ticket.dueDate, settings.timeZone),
    submitter: ticket.submitterEmail,
    kbitem: "",
    secret_key: ticket.secretKey,
    ...customValues(exchange.helpdesk, ticket),
  };
}

function customValues(helpdesk: ServedHelpdesk, ticket: Ticket): Record<string, unknown> {
  return Object.fromEntries(
    helpdesk.settings.customFields.map((field) => [
      `custom_${field.name}`,
      shownValue(field, ticket.customValues.get(field.name) ?? null),
    ]),
  );
}

/** The ticket's name in mails and links: the slug of its queue and its id. */
export function printedName(helpdesk: ServedHelpdesk, ticket: Ticket): string {
  return `${helpdesk.store.queue(ticket.queue)?.slug}-${ticket.id}`;
}

/** The label of a status id. */
export function statusName(helpdesk: ServedHelpdesk, status: number): string {
  return helpdesk.settings.statuses.find(({ value }) => value === status)?.label ?? String(status);
}

/** The ticket's status for people; one that is held, or waits for another one, says so. */
export function statusLabel(helpdesk: ServedHelpdesk, ticket: Ticket): string {
  const waits = ticket.dependsOn.some((id) => {
    const other = helpdesk.store.tickets.get(id);
    return other !== undefined && !ENDED.includes(other.status);
  });
  return statusName(helpdesk, ticket.status) + (ticket.onHold ? " - On Hold" : "") +
    (waits ? " - Open dependencies" : "");
}
