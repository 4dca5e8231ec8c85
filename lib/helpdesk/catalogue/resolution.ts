import type { Catalogue } from "./catalogue.ts";
import type { WireTicket } from "../answers/wire.ts";
import { labelOf } from "./choice.ts";

/** The ids of django-helpdesk's own settings, which few sites change. */
const RESOLVED = { id: 3, label: /^resolved$/i };
const CLOSED = { id: 4, label: /^closed$/i };

/** Whether a ticket with this status is resolved or closed. */
export function isSettled(status: number | undefined, catalogue: Catalogue): boolean {
  return is(RESOLVED, status, catalogue) || is(CLOSED, status, catalogue);
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
