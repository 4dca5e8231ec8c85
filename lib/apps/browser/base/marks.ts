import type { HostContext } from "./host.ts";
import { daysUntil, distance, shownDay } from "./dates.ts";
import { type Contents, element, written } from "./element.ts";

/** What a ticket or a row of a list tells of its state. */
export interface Marked {
  readonly status?: number;
  readonly status_name?: string;
  readonly priority?: number;
  readonly priority_name?: string;
  readonly due_date?: string;
  /** In words, where the helpdesk tells no date. */
  readonly due?: string;
}

/** What django-helpdesk's own statuses look like; a site's others have the look of none. */
const LOOKS: Readonly<Record<string, string>> = {
  open: "open",
  reopened: "open",
  resolved: "done",
  closed: "over",
  duplicate: "over",
};

/** Days before a due date from which on it is marked. */
const SOON_DAYS = 2;

/** The name of what has an id, or the id, or what stands for neither. */
export function nameOf(name: string | undefined, id: number | undefined, absent: string): string {
  return name || (id === undefined ? absent : String(id));
}

/** A ticket's status as a mark. */
export function statusMark({ status, status_name }: Marked): HTMLElement {
  const name = nameOf(status_name, status, "No status");
  return element(
    "span",
    { class: `mark ${lookOf(name)}`, dir: "auto", title: name },
    written(name),
  );
}

/** The name of a priority; one that says its number itself, as "1. Critical", without it. */
export function priorityName({ priority, priority_name }: Marked): string {
  return nameOf(priority_name, priority, "No priority").replace(`${priority}. `, "");
}

/** A ticket's priority as a mark. */
export function priorityMark({ priority, priority_name }: Marked): HTMLElement {
  const name = priorityName({ priority, priority_name });
  const level = priority !== undefined && priority <= 5 ? priority : undefined;
  const gauge = level === undefined
    ? undefined
    : element("span", { class: "gauge", "data-level": level, "aria-hidden": "true" });
  const isHigh = level !== undefined && level <= 2;
  return element(
    "span",
    { class: isHigh ? `priority high-${level}` : "priority", title: name },
    gauge,
    written(name),
  );
}

/** When a ticket is due, with a mark when that is past or near; a ticket that is done is never late. */
export function dueMark(ticket: Marked, context: HostContext): Contents {
  const { due_date, due, status_name = "" } = ticket;
  if (due_date === undefined) return due === undefined ? undefined : written(due);
  const date = shownDay(due_date, context);
  const days = daysUntil(due_date, context);
  const look = lookOf(status_name);
  if (days === undefined || days > SOON_DAYS || look === "done" || look === "over") {
    return element("span", { class: "short", dir: "auto", title: date }, date);
  }
  const words = distance(days, context);
  return element(
    "span",
    { class: "due" },
    element("span", { class: `mark ${days < 0 ? "late" : "soon"}` }, days < 0 ? "Overdue" : words),
    " ",
    element("span", { class: "quiet second" }, days < 0 ? `${date}, ${words}` : date),
  );
}

function lookOf(status: string): string {
  return LOOKS[status.trim().toLowerCase()] ?? "other";
}
