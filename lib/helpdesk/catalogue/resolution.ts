import type { Catalogue } from "./catalogue.ts";
import type { WireTicket } from "../answers/wire.ts";
import { labelOf } from "./choice.ts";

/** The ids of django-helpdesk's own settings, which few sites change. */
const RESOLVED = { id: 3, label: /^resolved$/i };
const CLOSED = { id: 4, label: /^closed$/i };
const DUPLICATE = { id: 5, label: /^duplicate$/i };

/** Whether a ticket with this status is closed. */
export function isClosed(status: number | undefined, catalogue: Catalogue): boolean {
  return is(CLOSED, status, catalogue);
}

/** Whether a ticket with this status is resolved or closed. */
export function isSettled(status: number | undefined, catalogue: Catalogue): boolean {
  return is(RESOLVED, status, catalogue) || is(CLOSED, status, catalogue);
}

/** Whether a ticket with this status is done with: resolved, closed, or a duplicate. */
export function isEnded(status: number | undefined, catalogue: Catalogue): boolean {
  return isSettled(status, catalogue) || is(DUPLICATE, status, catalogue);
}

/**
 * Whether a follow-up mails the resolution that the ticket has, in place of its own text: django-helpdesk
 * mails the resolution when a ticket gets closed, and stores the text as that only where there is none.
 *
 * @param newStatus status that the follow-up gives the ticket; undefined: it keeps its own
 */
export function mailsOldResolution(
  newStatus: number | undefined,
  ticket: WireTicket,
  catalogue: Catalogue,
): boolean {
  return is(CLOSED, newStatus, catalogue) && newStatus !== ticket.status &&
    ticket.resolution !== undefined;
}

/**
 * Whether a comment becomes the ticket's resolution, which its submitter can see, of a private follow-up
 * too: django-helpdesk stores it when the ticket gets resolved or is so already, and when it gets closed
 * or is so already without having a resolution.
 *
 * @param newStatus status that the follow-up gives the ticket; undefined: it keeps its own
 */
export function becomesResolution(
  newStatus: number | undefined,
  ticket: WireTicket,
  catalogue: Catalogue,
): boolean {
  const status = newStatus ?? ticket.status;
  return is(RESOLVED, status, catalogue) ||
    is(CLOSED, status, catalogue) && ticket.resolution === undefined;
}

function is(
  { id, label }: typeof RESOLVED,
  status: number | undefined,
  { statuses }: Catalogue,
): boolean {
  return status !== undefined && (status === id || label.test(labelOf(statuses, status) ?? ""));
}
