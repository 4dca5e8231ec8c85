import { readMoment } from "../../text/moment.ts";
import type { WireTicketPage } from "../answers/wire.ts";
import type { Catalogue } from "../catalogue/catalogue.ts";
import { labelOf } from "../catalogue/choice.ts";
import type { LimitedQuestion } from "./listing_question.ts";

type Row = WireTicketPage["results"][number];

/** Long texts are of no use after the search: a scan must not keep them for thousands of tickets. */
export function reduceRow(row: Row): Row {
  const dates = row.followup_set.toSorted((left, right) => instantOf(right) - instantOf(left));
  const last = dates.slice(0, 1);
  const kept = Object.entries(row).filter(([name]) => !isCustom(name));
  // What is left out is what the type does not name.
  const fields = Object.fromEntries(kept) as Row;
  return { ...fields, description: undefined, resolution: undefined, followup_set: last };
}

/** The values of a row's custom fields, as far as they are texts or numbers. */
export function customValuesIn(row: Row): (string | number)[] {
  return Object.entries(row).filter(([name]) => isCustom(name))
    .map(([, value]) => value)
    .filter((value) => typeof value === "string" || typeof value === "number");
}

function isCustom(name: string): boolean {
  return name.startsWith("custom_");
}

function instantOf({ date }: { readonly date?: string | undefined }): number {
  return Date.parse(date ?? "") || 0;
}

/** When the last follow-up of a reduced row was written. */
export function lastDate({ followup_set }: Row): string | undefined {
  return readMoment(followup_set[0]?.date);
}

/** Puts rows in the order that is asked for; those without a date come last. */
export function order(
  question: LimitedQuestion,
  catalogue: Catalogue,
): (left: Row, right: Row) => number {
  const direction = question.descending ? -1 : 1;
  const queueTitle = (row: Row) => labelOf(catalogue.queues, row.queue) ?? "";
  const compare = (left: Row, right: Row): number => {
    switch (question.sort) {
      case "title":
        return byText(left.title, right.title);
      case "queue":
        return byText(queueTitle(left), queueTitle(right));
      case "status":
        return (left.status ?? 0) - (right.status ?? 0);
      case "priority":
        return (left.priority ?? 0) - (right.priority ?? 0);
      case "due_date":
        return Date.parse(left.due_date ?? "") - Date.parse(right.due_date ?? "");
      case "last_followup":
        return Date.parse(lastDate(left) ?? "") - Date.parse(lastDate(right) ?? "");
      default:
        return left.id - right.id;
    }
  };
  const isUndated = (row: Row) =>
    question.sort === "due_date" && row.due_date === undefined ||
    question.sort === "last_followup" && lastDate(row) === undefined;
  const undatedLast = (left: Row, right: Row) => Number(isUndated(left)) - Number(isUndated(right));
  return (left, right) =>
    undatedLast(left, right) || direction * (compare(left, right) || 0) || right.id - left.id;
}

function byText(left = "", right = ""): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
