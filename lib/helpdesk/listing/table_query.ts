import { keyOf } from "../answers/stand_in.ts";
import type { LimitedQuestion, SortField } from "./listing_question.ts";
import { literalSearch } from "./search_text.ts";

/** The columns of the staff list by which it is ordered; the same in every release that has them. */
const COLUMNS: Readonly<Record<SortField, number>> = {
  id: 0,
  title: 1,
  priority: 2,
  queue: 3,
  status: 4,
  created: 5,
  due_date: 6,
  last_followup: 9,
};

/**
 * The question as a path segment: base64 of JSON. Escaping the few characters that lead to "+" or "/"
 * keeps the segment free of anything that a proxy on the way might rewrite.
 */
export function encodeQuery(question: LimitedQuestion): string {
  const filtering = conditionsOf(question);
  const unassigned = { "assigned_to__id__isnull": true };
  const theirs = question.assignedTo === undefined
    ? undefined
    : { "assigned_to__id__in": [keyOf(question.assignedTo)] };
  const json = JSON.stringify({
    filtering: {
      ...filtering,
      ...theirs,
      // Alone it is a condition like the others, which releases up to 1.2 know here only.
      ...question.unassigned && theirs === undefined ? unassigned : {},
    },
    filtering_null: question.unassigned && theirs !== undefined ? unassigned : {},
    // Up to 1.2 the other of two alternatives, each with all its conditions; later ones pass over it.
    ...question.unassigned && theirs !== undefined
      ? { filtering_or: { ...filtering, ...unassigned } }
      : {},
    // As a name this one is a failure of the server from 1.5 to 2.3.2; as a column it is known.
    ...question.sort === "last_followup" ? {} : { sorting: question.sort },
    sortreverse: question.descending,
    search_string: literalSearch(question.search ?? question.narrowing ?? ""),
  });
  return btoa(
    json.replace(
      /[^\x20-\x3d\x40-\x7d]/g,
      (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
    ),
  );
}

/** What stands beside the segment: the page, and the order once more, which up to 1.3 is looked for here. */
export function queryParameters(question: LimitedQuestion): URLSearchParams {
  return new URLSearchParams({
    start: String(question.offset),
    length: String(question.limit),
    "order[0][column]": String(COLUMNS[question.sort]),
    "order[0][dir]": question.descending ? "desc" : "asc",
  });
}

function conditionsOf(question: LimitedQuestion): Record<string, unknown> {
  const { statuses, priorities, createdAfter, createdBefore } = question;
  const queues = question.queue === undefined ? question.onlyQueues : [question.queue];
  const conditions: Record<string, unknown> = {};
  if (queues !== undefined) conditions["queue__id__in"] = queues.map(keyOf);
  if (statuses !== undefined) conditions["status__in"] = statuses;
  if (priorities !== undefined) conditions["priority__in"] = priorities;
  if (createdAfter !== undefined) conditions["created__gte"] = createdAfter;
  if (createdBefore !== undefined) conditions["created__lte"] = lastMomentBefore(createdBefore);
  return conditions;
}

/** The endpoint compares with "or equal": the last microsecond of the day before makes it "before". */
function lastMomentBefore(day: string): string {
  const before = new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000);
  return `${before.toISOString().slice(0, "YYYY-MM-DD".length)}T23:59:59.999999`;
}
