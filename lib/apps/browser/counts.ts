import type { Row } from "../../views/ticket_row.ts";
import { type Content, element, written } from "./base/element.ts";
import { nameOf } from "./base/marks.ts";

/** Bars of one group at most; the rest is summed up. */
const MOST_BARS = 5;

interface Counted {
  readonly tickets: readonly Row[];
  readonly page: number;
  readonly has_more: boolean;
}

/** How many tickets have which status, queue and priority, as bars, and of which tickets that holds. */
export function counts({ tickets, page, has_more }: Counted): Content {
  if (tickets.length < 2) return undefined;
  const groups = [
    group("Status", tickets, ({ status, status_name }) => nameOf(status_name, status, "None")),
    group("Queue", tickets, ({ queue, queue_name }) => nameOf(queue_name, queue, "None")),
    group(
      "Priority",
      tickets,
      ({ priority, priority_name }) => nameOf(priority_name, priority, "None"),
    ),
  ];
  const isWhole = page === 1 && !has_more;
  const scope = isWhole
    ? undefined
    : element("p", { class: "quiet" }, "Counts of the tickets on this page:");
  return element(
    "section",
    { "aria-label": "Counts" },
    scope,
    element("div", { class: "counts" }, ...groups),
  );
}

function group(
  name: string,
  tickets: readonly Row[],
  keyOf: (row: Row) => string,
): HTMLElement {
  const counted = [...Map.groupBy(tickets, keyOf)].map(([key, rows]) =>
    [key, rows.length] as const
  );
  // Priorities say their order themselves.
  if (name === "Priority") counted.sort(([left], [right]) => left.localeCompare(right));
  else counted.sort(([, left], [, right]) => right - left);
  const others = counted.slice(MOST_BARS).reduce((sum, [, count]) => sum + count, 0);
  const shown = counted.slice(0, MOST_BARS);
  const bars = others === 0 ? shown : [...shown, ["Others", others] as const];
  return element(
    "dl",
    { class: "bars" },
    element("div", { class: "head" }, element("dt", {}, name)),
    ...bars.map(([key, count]) => bar(key, count, tickets.length)),
  );
}

function bar(name: string, count: number, all: number): HTMLElement {
  const length = element("span", { class: "length", "aria-hidden": "true" });
  length.style.setProperty("--share", `${Math.round(100 * count / all)}%`);
  return element(
    "div",
    {},
    element("dt", {}, written(name)),
    element("dd", {}, length, String(count)),
  );
}
