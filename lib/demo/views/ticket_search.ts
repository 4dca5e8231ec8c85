import { storedDateTime } from "../python/date_text.ts";
import type { ServedHelpdesk } from "../web/exchange.ts";
import type { Ticket } from "../state/model.ts";
import { lowerAscii, strip } from "../python/python_text.ts";

/**
 * Whether a ticket answers a search of the ticket list. `queue:` and `priority:` search only these; any
 * other text is cut at every capital "OR", even inside a word, and one part is enough.
 *
 * @param search empty: every ticket
 */
export function matchesSearch(helpdesk: ServedHelpdesk, ticket: Ticket, search: string): boolean {
  if (search === "") return true;
  if (search.startsWith("queue:")) {
    const { title } = helpdesk.store.queue(ticket.queue) ?? {};
    return contains(helpdesk, title, search.slice("queue:".length));
  }
  if (search.startsWith("priority:")) {
    return contains(helpdesk, String(ticket.priority), search.slice("priority:".length));
  }
  const parts = search.split("OR").map(strip).filter((part) => part !== "");
  if (parts.length === 0) return true;
  const texts = [
    String(ticket.id),
    ticket.title,
    ticket.description,
    String(ticket.priority),
    ticket.resolution,
    ticket.submitterEmail,
    helpdesk.store.account(ticket.assignedTo)?.email,
    ...ticket.customValues.values(),
    storedDateTime(ticket.created),
    ticket.dueDate && storedDateTime(ticket.dueDate),
  ];
  return parts.some((part) => texts.some((text) => contains(helpdesk, text, part)));
}

/** Case counts for other letters than A to Z, as in SQLite, or for all. */
function contains(
  { settings }: ServedHelpdesk,
  text: string | null | undefined,
  part: string,
): boolean {
  if (text === null || text === undefined) return false;
  return settings.doltDatabase ? text.includes(part) : lowerAscii(text).includes(lowerAscii(part));
}
