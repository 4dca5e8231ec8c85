import { readMoment } from "../../text/moment.ts";
import type { WireTicketTable } from "../answers/wire.ts";
import type { Catalogue } from "../catalogue/catalogue.ts";
import type { LimitedQuestion } from "./listing_question.ts";

type Row = WireTicketTable["data"][number];
/** A condition by the argument that asks for it, and the rows that do not fit it. */
type Check = (row: Row, question: LimitedQuestion, catalogue: Catalogue) => boolean;

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
};

/** What tells the place of a row; undefined where rows do not tell, or in prose. */
const PLACES: Readonly<Record<string, (row: Row) => number | undefined>> = {
  id: ({ id }) => id,
  priority: ({ priority }) => priority,
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
  return isOrdered(rows, question) ? ignored : [...ignored, "sort"];
}

function isOrdered(rows: readonly Row[], { sort, descending }: LimitedQuestion): boolean {
  const places = rows.map((row) => PLACES[sort]?.(row));
  return places.every((place, index) => {
    const before = places[index - 1];
    if (place === undefined || before === undefined) return true;
    return descending ? place <= before : place >= before;
  });
}
