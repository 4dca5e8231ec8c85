import type { Row } from "../../views/ticket_row.ts";
import { button, type Contents, element } from "./base/element.ts";
import { nameOf, priorityName } from "./base/marks.ts";

/** Bars of one group at most; the rest is summed up. */
export const MOST_BARS = 5;

interface Counted {
  readonly tickets: readonly Row[];
  readonly page: number;
  readonly has_more: boolean;
}

/** How many tickets have something in common. */
export interface Count {
  readonly name: string;
  readonly count: number;
}

/**
 * How many tickets have which status, queue and priority, as bars, and of which tickets that holds.
 *
 * @param countAll puts the counts of all tickets in place of those of a page; absent: it cannot be done
 */
export function counts(
  { tickets, page, has_more }: Counted,
  countAll?: (place: HTMLElement) => void,
): Contents {
  if (tickets.length < 2) return undefined;
  const byPriority = tickets.toSorted((left, right) =>
    (left.priority ?? Infinity) - (right.priority ?? Infinity)
  );
  const groups = [
    bars(
      "Status",
      mostFirst(countBy(tickets, (row) => nameOf(row.status_name, row.status, "None"))),
    ),
    bars("Queue", mostFirst(countBy(tickets, (row) => nameOf(row.queue_name, row.queue, "None")))),
    bars("Priority", countBy(byPriority, priorityName)),
  ];
  const isWhole = page === 1 && !has_more;
  const section = element("section", { "aria-label": "Counts" });
  if (!isWhole) {
    const all = countAll && button("plain", () => countAll(section), "Count all");
    section.append(element("p", { class: "line small quiet" }, "On this page", all));
  }
  section.append(element("div", { class: "counts" }, ...groups));
  return section;
}

/** A group of bars, each as long as its share of all. @param most bars, the others in one */
export function bars(name: string, counted: readonly Count[], most = MOST_BARS): HTMLElement {
  const all = counted.reduce((sum, { count }) => sum + count, 0);
  const others = counted.slice(most);
  const rest = { name: "Others", count: others.reduce((sum, { count }) => sum + count, 0) };
  const shown = others.length < 2 ? counted : [...counted.slice(0, most), rest];
  return element(
    "dl",
    { class: "bars" },
    element("div", { class: "head" }, element("dt", {}, name)),
    ...shown.map((one) => bar(one, all)),
  );
}

function countBy(tickets: readonly Row[], keyOf: (row: Row) => string): Count[] {
  return [...Map.groupBy(tickets, keyOf)].map(([name, rows]) => ({ name, count: rows.length }));
}

function mostFirst(counted: readonly Count[]): Count[] {
  return counted.toSorted((left, right) => right.count - left.count);
}

function bar({ name, count }: Count, all: number): HTMLElement {
  const length = element("span", { class: "length", "aria-hidden": "true" });
  length.style.setProperty("--share", `${Math.round(100 * count / all)}%`);
  return element(
    "div",
    {},
    element("dt", { dir: "auto", title: name }, name),
    element("dd", {}, length, String(count)),
  );
}
