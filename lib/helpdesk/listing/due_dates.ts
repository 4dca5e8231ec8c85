import { HelpdeskError } from "../../errors.ts";
import type { Call } from "../calls/call.ts";
import type { Tickets } from "../tickets/tickets.ts";
import { readDueDate } from "../../text/moment.ts";
import type { ListedTicket } from "./listing_question.ts";

/** Tickets that are read for their due dates at most: each costs a walk over all tickets of its status. */
export const MOST_READ = 5;

const NOTE =
  "This helpdesk's list does not tell due dates, as django-helpdesk tells them from 2.6 on: rows say at " +
  `most whether they are past. A page_size of ${MOST_READ} or less shows the dates, and get_ticket does`;

/**
 * Puts real dates in place of prose about them, where few tickets have one: dates or words, never both.
 *
 * @returns the tickets, and a sentence on what could not be told
 */
export async function tellDueDates(
  listed: readonly ListedTicket[],
  tickets: Tickets,
  call: Call,
): Promise<{ tickets: readonly ListedTicket[]; warnings: readonly string[] }> {
  const untold = listed.filter(({ dueProse }) => dueProse !== undefined);
  if (untold.length === 0) return { tickets: listed, warnings: [] };
  if (listed.length > MOST_READ) return { tickets: listed, warnings: [NOTE] };
  let dates: ReadonlyMap<number, string | undefined>;
  try {
    dates = new Map(
      await Promise.all(untold.map(async ({ id }) => {
        const { due_date } = await tickets.get(id, call);
        return [id, readDueDate(due_date) ?? due_date] as const;
      })),
    );
  } catch (error) {
    // The list is right without them, too: a ticket may have left the helpdesk meanwhile.
    if (error instanceof HelpdeskError) return { tickets: listed, warnings: [NOTE] };
    throw error;
  }
  return {
    tickets: listed.map((ticket) =>
      dates.has(ticket.id)
        ? { ...ticket, dueDate: dates.get(ticket.id), dueProse: undefined }
        : ticket
    ),
    warnings: [],
  };
}
