import type { WireTicketTable } from "../answers/wire.ts";
import type { LimitedQuestion } from "./listing_question.ts";

type Row = WireTicketTable["data"][number];

/** Most questions of which the number of undated tickets is remembered. */
const MOST_NUMBERS = 1_000;

/** Reads a part of the list in the order of the question. */
export type ReadPart = (offset: number, limit: number) => Promise<WireTicketTable>;

/** Whether the rows of a question may stand in an order of which some know nothing. */
export function mayBeUndated({ sort }: LimitedQuestion): boolean {
  return sort === "due_date" || sort === "last_followup";
}

/** Whether a row knows nothing of the order that is asked for. */
export function isUndated(row: Row | undefined, question: LimitedQuestion): boolean {
  if (!mayBeUndated(question)) return false;
  const date = question.sort === "due_date" ? row?.due_date : row?.last_followup;
  return date === undefined || date === "" || date === "None";
}

/**
 * A page of a list by date in which the undated tickets come last, whichever end the database puts them at:
 * SQLite and MySQL take them for the earliest, PostgreSQL for the latest. Where they come first, their number
 * is found by halving the list: with 10,000 tickets that takes 14 more requests of one row each. The number
 * that was found before takes one, as long as it holds.
 *
 * @param table the page that was asked for, in the database's own order
 * @param numbers of undated tickets found before, by what was asked; the one found now is added
 */
export async function undatedLast(
  table: WireTicketTable,
  question: LimitedQuestion,
  read: ReadPart,
  numbers: Map<string, number>,
): Promise<WireTicketTable> {
  const isWithout = (row: Row | undefined) => isUndated(row, question);
  const { offset, limit } = question;
  const total = table.recordsFiltered;
  const { limit: _, offset: __, ...asked } = question;
  const key = JSON.stringify(asked);
  let undated = numbers.get(key) ?? 0;
  if (undated === 0 || !await areUndated(undated, isWithout, read)) {
    const beginning = offset === 0 ? table : await read(0, 1);
    if (total === 0 || !isWithout(beginning.data[0])) return table;
    undated = await countUndated(beginning.data, total, isWithout, read);
    if (numbers.size >= MOST_NUMBERS) numbers.clear();
    numbers.set(key, undated);
  }
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

/** Whether a list still begins with so many undated tickets, and no more. */
async function areUndated(
  number: number,
  isUndated: (row: Row | undefined) => boolean,
  read: ReadPart,
): Promise<boolean> {
  const { data: [last, next], recordsFiltered } = await read(number - 1, 2);
  return last !== undefined && isUndated(last) &&
    (next === undefined ? recordsFiltered === number : !isUndated(next));
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
