import type { ServedHelpdesk } from "../web/exchange.ts";
import type { Ticket } from "../state/model.ts";
import { type DatabaseManners, mannersOf } from "./database_manners.ts";
import { strip } from "../python/python_text.ts";

/**
 * Whether a ticket answers a search of the ticket list. `queue:` and `priority:` search only these; any
 * other text is cut at every capital "OR", even inside a word, and one part is enough.
 *
 * @param search empty: every ticket
 */
export function matchesSearch(helpdesk: ServedHelpdesk, ticket: Ticket, search: string): boolean {
  if (search === "") return true;
  const manners = mannersOf(helpdesk.settings);
  const contains = (text: string | null | undefined, part: string) => holds(text, part, manners);
  if (search.startsWith("queue:")) {
    const { title } = helpdesk.store.queue(ticket.queue) ?? {};
    return contains(title, search.slice("queue:".length));
  }
  if (search.startsWith("priority:")) {
    return contains(String(ticket.priority), search.slice("priority:".length));
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
    manners.write(ticket.created),
    ticket.dueDate && manners.write(ticket.dueDate),
  ];
  return parts.some((part) => texts.some((text) => contains(text, part)));
}

function holds(
  text: string | null | undefined,
  part: string,
  { fold }: DatabaseManners,
): boolean {
  return text !== null && text !== undefined && fold(text).includes(fold(part));
}
