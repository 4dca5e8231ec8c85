import { readMoment } from "../../text/moment.ts";
import type { WireTicketTable } from "../answers/wire.ts";
import type { Catalogue } from "../catalogue/catalogue.ts";
import type { LimitedQuestion } from "./listing_question.ts";
import { statusOf } from "./table_row.ts";
import { isUndated } from "./undated_last.ts";
import { alternatives, containsAny } from "./search_text.ts";

type Row = WireTicketTable["data"][number];
/** A condition by the argument that asks for it, and the rows that do not fit it. */
type Check = (row: Row, question: LimitedQuestion, catalogue: Catalogue) => boolean;

/** Days of the farthest time zones begin this far apart: by which one a helpdesk reads a day is not known. */
const ZONES_MILLISECONDS = 26 * 3_600_000;

/**
 * Whether a row fits, by what it tells itself; a row that does not tell fits. Older helpdesks ignore
 * conditions that they do not know, and answer with every ticket.
 */
const CHECKS: Readonly<Record<string, Check>> = {
  status: ({ status }, { statuses }, catalogue) => {
    if (statuses === undefined || status === undefined) return true;
    const labels = catalogue.statuses.filter(({ id }) => statuses.includes(id))
      .map(({ label }) => label);
    // Some may have no label here; a held ticket's carries a suffix.
    if (labels.length < statuses.length) return true;
    return labels.some((label) => status === label || status.startsWith(`${label} - `));
  },
  queue_id: ({ queue }, { queue: asked, onlyQueues }) => {
    const queues = asked === undefined ? onlyQueues : [asked];
    return queues === undefined || queue?.id === undefined || queues.includes(queue.id);
  },
  priority: ({ priority }, { priorities }) => {
    return priorities === undefined || priority === undefined || priorities.includes(priority);
  },
  assigned_to: ({ assigned_to }, { assignedTo, unassigned }) => {
    return assignedTo === undefined || unassigned === true || assigned_to !== "None";
  },
  unassigned: ({ assigned_to }, { assignedTo, unassigned }) => {
    return unassigned !== true || assignedTo !== undefined || assigned_to === undefined ||
      assigned_to === "None";
  },
  created_after: ({ created }, { createdAfter }) => {
    const opened = instantOf(created);
    return createdAfter === undefined || opened === undefined ||
      opened >= Date.parse(createdAfter) - ZONES_MILLISECONDS;
  },
  created_before: ({ created }, { createdBefore }) => {
    const opened = instantOf(created);
    return createdBefore === undefined || opened === undefined ||
      opened < Date.parse(createdBefore) + ZONES_MILLISECONDS;
  },
};

/** Whether some row does not show what was searched for: it may hold it in what the list does not tell. */
export function mayLackSearch(rows: readonly Row[], { search }: LimitedQuestion): boolean {
  if (search === undefined) return false;
  return rows.some(({ id, title, submitter }) =>
    !containsAny([id, title, submitter], alternatives(search))
  );
}

/** What databases order alike but for capital letters. */
const FIRST_LETTER = /^[a-z\d]/i;

/** What tells the place of a row; undefined where rows do not tell, or in prose. */
const PLACES: Readonly<
  Record<
    string,
    (row: Row, question: LimitedQuestion, catalogue: Catalogue) => number | undefined
  >
> = {
  id: ({ id }) => id,
  priority: ({ priority }) => priority,
  status: ({ status }, question, catalogue) => statusOf(status, question, catalogue.statuses)?.id,
  created: ({ created }) => instantOf(created),
  due_date: ({ due_date }) => instantOf(due_date),
  last_followup: ({ last_followup }) => instantOf(last_followup),
};

function instantOf(date: string | undefined): number | undefined {
  return date === undefined || readMoment(date) === undefined ? undefined : Date.parse(date);
}

/**
 * Finds out which conditions, or which order, the helpdesk did not apply.
 *
 * @returns names of the arguments, "sort" among them; none when the rows may be believed
 */
export function ignoredIn(
  rows: readonly Row[],
  question: LimitedQuestion,
  catalogue: Catalogue,
): string[] {
  const ignored = Object.keys(CHECKS)
    .filter((name) => rows.some((row) => CHECKS[name]?.(row, question, catalogue) === false));
  return isOrdered(rows, question, catalogue) ? ignored : [...ignored, "sort"];
}

function isOrdered(
  rows: readonly Row[],
  question: LimitedQuestion,
  catalogue: Catalogue,
): boolean {
  const { sort, descending } = question;
  // Whichever end they are at, they are together there.
  if (runsOf(rows.map((row) => isUndated(row, question))) > 2) return false;
  // By their titles, in an order that is the database's.
  const queues = sort === "queue" ? rows.map(({ queue }) => queue?.title) : [];
  if (runsOf(queues) > new Set(queues).size) return false;
  const letters = sort === "title"
    ? rows.flatMap(({ title = "" }) => FIRST_LETTER.exec(title) ?? [])
    : [];
  const isByLetter = [letters, letters.map((letter) => letter.toLowerCase())]
    .some((order) => isInOrder(order, descending));
  if (!isByLetter) return false;
  return isInOrder(rows.map((row) => PLACES[sort]?.(row, question, catalogue)), descending);
}

/** Whether each value is in order behind the one before it, where both are known. */
function isInOrder<Value extends string | number>(
  values: readonly (Value | undefined)[],
  descending: boolean,
): boolean {
  return values.every((value, index) => {
    const before = values[index - 1];
    if (value === undefined || before === undefined) return true;
    return descending ? value <= before : value >= before;
  });
}

/** How many runs of equal values there are. */
function runsOf(values: readonly unknown[]): number {
  return values.filter((value, index) => index === 0 || value !== values[index - 1]).length;
}
