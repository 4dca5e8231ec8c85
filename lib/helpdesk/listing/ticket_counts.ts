import type { ListedTicket, Named } from "./listing_question.ts";

/** What tickets can be counted by. */
export const countFields = ["status", "queue", "priority", "assignee"] as const;
export type CountField = (typeof countFields)[number];

/** How many tickets have one status, queue, priority or assignee; without a name: none. */
export interface TicketCount {
  readonly id?: number;
  readonly name?: string;
  readonly count: number;
}

/** Counts tickets, the most frequent first. */
export function countTickets(tickets: readonly ListedTicket[], by: CountField): TicketCount[] {
  const named = ({ status, queue, priority, assignedTo }: ListedTicket): Named | undefined =>
    ({ status, queue, priority, assignee: assignedTo })[by];
  const groups = Map.groupBy(tickets, (ticket) => {
    const value = named(ticket);
    return value === undefined ? "" : `${value.id ?? value.name}`;
  });
  return [...groups.values()]
    .map((group) => ({ ...group[0] && named(group[0]), count: group.length }))
    .sort((left, right) => right.count - left.count || (left.id ?? 0) - (right.id ?? 0));
}
