import type { WireTicketTable } from "../answers/wire.ts";
import type { LimitedQuestion } from "./listing_question.ts";

type Row = WireTicketTable["data"][number];

/** Reads a part of the list in the order of the question. */
export type ReadPart = (offset: number, limit: number) => Promise<WireTicketTable>;

/** Whether the rows of a question may stand in an order of which some know nothing. */
export function mayBeUndated({ sort }: LimitedQuestion): boolean {
  return sort === "due_date" || sort === "last_followup";
}

/**
 * A page of a list by date in which the undated tickets come last, whichever end the database puts them at:
 * SQLite and MySQL take them for the earliest, PostgreSQL for the latest. Where they come first, their number
 * is found by halving the list: with 10,000 tickets that takes 14 more requests of one row each.
 *
 * @param table the page that was asked for, in the database's own order
 */
export async function undatedLast(
  table: WireTicketTable,
  question: LimitedQuestion,
  read: ReadPart,
): Promise<WireTicketTable> {
  const isUndated = (row: Row | undefined) => {
    const date = question.sort === "due_date" ? row?.due_date : row?.last_followup;
    return date === undefined || date === "" || date === "None";
  };
  const { offset, limit } = question;
  const total = table.recordsFiltered;
  const beginning = offset === 0 ? table : await read(0, 1);
  if (total === 0 || !isUndated(beginning.data[0])) return table;
  const undated = await countUndated(beginning.data, total, isUndated, read);
  const dated = total - undated;
  const end = Math.min(offset + limit, total);
  const parts = [
    { from: undated + offset, count: Math.min(end, dated) - offset },
    { from: Math.max(0, offset - dated), count: end - Math.max(offset, dated) },
  ];
  const data: Row[] = [];
  for (const { from, count } of parts) if (count > 0) data.push(...(await read(from, count)).data);
  return { ...table, data };
}

/** How many undated tickets a list begins with. */
async function countUndated(
  beginning: readonly Row[],
  total: number,
  isUndated: (row: Row | undefined) => boolean,
  read: ReadPart,
): Promise<number> {
  const firstDated = beginning.findIndex((row) => !isUndated(row));
  if (firstDated >= 0) return firstDated;
  let least = beginning.length;
  let most = total;
  while (least < most) {
    const middle = Math.floor((least + most) / 2);
    const { data: [row] } = await read(middle, 1);
    // A list that has become shorter meanwhile ends in nothing.
    if (row !== undefined && isUndated(row)) least = middle + 1;
    else most = middle;
  }
  return least;
}
