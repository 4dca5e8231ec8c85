import type { ServedHelpdesk } from "../web/exchange.ts";
import type { Ticket } from "../state/model.ts";
import { type DatabaseManners, mannersOf } from "./database_manners.ts";

type Key = (ticket: Ticket) => string | number | null;

/** The columns of the ticket list by their numbers; the list can be ordered by each. */
export const SORT_COLUMNS: ReadonlyMap<string, string> = new Map([
  ["0", "id"],
  ["1", "title"],
  ["2", "priority"],
  ["3", "queue"],
  ["4", "status"],
  ["5", "created"],
  ["6", "due_date"],
  ["7", "assigned_to"],
  ["8", "submitter_email"],
  ["9", "last_followup"],
  ["11", "kbitem"],
]);

/** When the ticket's last follow-up was made, null when it has none. */
export function lastFollowUp(helpdesk: ServedHelpdesk, ticket: Ticket): Date | null {
  return helpdesk.store.followUpsOf(ticket.id).at(-1)?.date ?? null;
}

function keyOf(helpdesk: ServedHelpdesk, column: string): Key {
  switch (column) {
    case "title":
      return ({ title }) => title;
    case "priority":
      return ({ priority }) => priority;
    case "queue":
      return ({ queue }) => helpdesk.store.queue(queue)?.title ?? null;
    case "status":
      return ({ status }) => status;
    case "created":
      return ({ created }) => created.getTime();
    case "due_date":
      return ({ dueDate }) => dueDate?.getTime() ?? null;
    case "assigned_to":
      return ({ assignedTo }) => assignedTo;
    case "submitter_email":
      return ({ submitterEmail }) => submitterEmail;
    case "last_followup":
      return (ticket) => lastFollowUp(helpdesk, ticket)?.getTime() ?? null;
    case "id":
      return ({ id }) => id;
    default:
      return () => null;
  }
}

/** Orders tickets by a column as the database does; those that are alike stand in the order of their ids. */
export function orderTickets(
  helpdesk: ServedHelpdesk,
  tickets: readonly Ticket[],
  column: string,
  descending: boolean,
): Ticket[] {
  const key = keyOf(helpdesk, column);
  const keyed = tickets.map((ticket) => ({ ticket, key: key(ticket) }));
  const direction = descending ? -1 : 1;
  const manners = mannersOf(helpdesk.settings);
  return keyed
    .sort((a, b) => direction * compareKeys(a.key, b.key, manners) || a.ticket.id - b.ticket.id)
    .map(({ ticket }) => ticket);
}

function compareKeys(
  a: string | number | null,
  b: string | number | null,
  { compareTexts, isNothingGreatest }: DatabaseManners,
): number {
  if (a === null || b === null) {
    return (isNothingGreatest ? -1 : 1) * (Number(b === null) - Number(a === null));
  }
  if (typeof a === "number" && typeof b === "number") return a - b;
  return compareTexts(String(a), String(b));
}
