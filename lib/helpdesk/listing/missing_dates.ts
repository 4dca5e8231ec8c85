import { isAboutDueDates } from "./local_conditions.ts";
import type {
  LimitedQuestion,
  ListedTicket,
  ListingAnswer,
  LocalConditions,
} from "./listing_question.ts";

/**
 * Whether the conditions are about dates that the helpdesk's own list does not tell: up to 2.5.1 due dates are
 * words, up to 1.4 it knows of no follow-ups.
 */
export function needsDates(tickets: readonly ListedTicket[], local: LocalConditions): boolean {
  if (isAboutDueDates(local) && tickets.some(({ dueProse }) => dueProse !== undefined)) return true;
  return local.updatedAfter !== undefined && tickets.length > 0 &&
    tickets.every(({ lastFollowUp, created }) => (lastFollowUp ?? created) === undefined);
}

/**
 * The question for the same tickets, and perhaps others, to the API, which tells these dates. It knows no
 * creation dates, and searches otherwise.
 */
export function datesOf(question: LimitedQuestion): LimitedQuestion {
  const { createdAfter: _, createdBefore: __, search: ___, ...wider } = question;
  return { ...wider, sort: "id", offset: 0, limit: Infinity };
}

/** The tickets, with the dates that the API tells of them; those that it does not have are gone. */
export function withDates(
  tickets: readonly ListedTicket[],
  scanned: ListingAnswer,
): readonly ListedTicket[] {
  const known = new Map(scanned.tickets.map((ticket) => [ticket.id, ticket]));
  return tickets.flatMap((ticket) => {
    const dates = known.get(ticket.id);
    if (dates === undefined) return [];
    const { dueDate, lastFollowUp = ticket.lastFollowUp } = dates;
    return [{ ...ticket, dueDate, dueProse: undefined, lastFollowUp }];
  });
}
