import type { WireTicketTable } from "../answers/wire.ts";
import type { LimitedQuestion } from "./listing_question.ts";

/** Reads a part of the staff list. */
export type ReadTable = (question: LimitedQuestion) => Promise<WireTicketTable>;

/** So many of the newest tickets are looked through for a title that can tell. */
const MOST_TITLES = 5;

/**
 * Whether a list that seems ordered is: one that passes over the order shows the same tickets at both of its
 * ends. Dolt 1.83 orders by the last follow-up where one row is asked for, and not where there are more.
 *
 * @returns undefined when there are too few tickets to tell
 */
export async function appliesOrder(
  question: LimitedQuestion,
  read: ReadTable,
): Promise<boolean | undefined> {
  const [up, down] = await Promise.all([false, true].map(async (descending) => {
    const { data } = await read({ ...question, descending, offset: 0, limit: 2 });
    return data.map(({ id }) => id);
  }));
  if (up === undefined || up.length < 2) return undefined;
  return up.join() !== down?.join();
}

/** Whether a list looks for what is searched for: nothing holds a text that is made up here. */
export async function appliesSearch(read: ReadTable): Promise<boolean> {
  const newest = { sort: "id", descending: true, offset: 0, limit: 1 } as const;
  return (await read({ ...newest, search: crypto.randomUUID() })).recordsFiltered === 0;
}

/**
 * Whether a search tells capital letters from small ones, as databases do that compare bytes: Dolt, and MySQL
 * with such a collation. A newest ticket's title is searched for with its cases turned round.
 *
 * @returns undefined when no title can tell
 */
export async function tellsCases(
  { onlyQueues }: LimitedQuestion,
  read: ReadTable,
): Promise<boolean | undefined> {
  const newest = { onlyQueues, sort: "id", descending: true, offset: 0 } as const;
  const { data } = await read({ ...newest, limit: MOST_TITLES });
  const [title] = data.map(({ title = "" }) => title.trim()).filter(canTell);
  if (title === undefined) return undefined;
  const finds = async (search: string) =>
    (await read({ ...newest, search, limit: 1 })).recordsFiltered > 0;
  if (await finds(turnCases(title))) return false;
  return await finds(title) ? true : undefined;
}

/** Whether a text has letters of two cases. */
export function hasCases(text: string): boolean {
  return text.toLowerCase() !== text.toUpperCase();
}

/** SQLite compares the letters A to Z alone in any case, and every helpdesk splits a search at "OR". */
function canTell(title: string): boolean {
  return /[a-z]/i.test(title) && !/or|^(?:queue|priority):/i.test(title);
}

function turnCases(text: string): string {
  return text.replace(
    /[a-z]/gi,
    (letter) => letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase(),
  );
}
