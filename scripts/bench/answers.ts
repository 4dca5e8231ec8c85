import * as z from "zod";

const ticketList = z.object({ tickets: z.array(z.object({ id: z.int() })) });
const oneTicket = z.object({ id: z.int() });
const queueList = z.object({ queues: z.array(z.object({ id: z.int() })) });
const table = z.object({ data: z.array(z.object({ id: z.int() })) });
const page = z.object({
  count: z.int(),
  results: z.array(z.object({ id: z.int(), queue: z.int(), status: z.int() })),
});

/** A row of a page of `api/tickets/`. */
export type PageRow = z.infer<typeof page>["results"][number];

/** The ids of a `list_tickets` result. */
export function listedIds(result: unknown): number[] {
  return ticketList.parse(result).tickets.map(({ id }) => id);
}

/** The id of a `get_ticket` result, or of an answer of `api/tickets/ID/`. */
export function shownTicket(result: unknown): number[] {
  return [oneTicket.parse(result).id];
}

/** The ids of a `get_queues` result. */
export function queueIds(result: unknown): number[] {
  return queueList.parse(result).queues.map(({ id }) => id);
}

/** The ids in an answer of the staff list endpoint. */
export function tableIds(body: string): number[] {
  return table.parse(JSON.parse(body)).data.map(({ id }) => id);
}

/** The rows of a page of `api/tickets/`, newest first. */
export function newestRows(body: string): PageRow[] {
  return page.parse(JSON.parse(body)).results.sort((left, right) => right.id - left.id);
}

/** How many tickets a page of `api/tickets/` says there are. */
export function countOf(body: string): number {
  return page.parse(JSON.parse(body)).count;
}
