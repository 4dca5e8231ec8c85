import type { Row } from "../../views/ticket_row.ts";
import { button, type Contents, element } from "./base/element.ts";
import { dueMark, nameOf, priorityMark, statusMark } from "./base/marks.ts";
import type { Stage } from "./base/stage.ts";
import { openTicket } from "./ticket/ticket_page.ts";

/** How a list is sorted: by what list_tickets calls `sort`. */
export interface ListOrder {
  readonly field: string;
  readonly isDescending: boolean;
}

/** Columns, and what sorts by each; the assignee, by whom nothing sorts, stands below the queue. */
const COLUMNS: readonly (readonly [name: string, sort: string])[] = [
  ["Id", "id"],
  ["Title", "title"],
  ["Status", "status"],
  ["Priority", "priority"],
  ["Queue", "queue"],
  ["Due", "due_date"],
];

/**
 * Tickets as a table; a row opens its ticket. Where there is little room each row is shown as a card, so
 * the roles are said outright: browsers forget a table's own when it is laid out otherwise.
 *
 * @param sort is called with the field to sort by
 */
export function ticketTableOf(
  rows: readonly Row[],
  stage: Stage,
  order: ListOrder,
  sort: (field: string) => void,
): HTMLElement {
  const heads = COLUMNS.map(([name, field]) => columnHead(name, field, stage, order, sort));
  const body = element("tbody", { role: "rowgroup" }, ...rows.map((row) => ticketRow(row, stage)));
  body.addEventListener("keydown", moveFocus);
  return element(
    "table",
    { class: "tickets", role: "table" },
    element("caption", { class: "heard" }, "Tickets"),
    element("thead", { role: "rowgroup" }, element("tr", { role: "row" }, ...heads)),
    body,
  );
}

function columnHead(
  name: string,
  field: string,
  stage: Stage,
  order: ListOrder,
  sort: (field: string) => void,
): HTMLElement {
  const isSorted = field === order.field;
  const sorted = isSorted ? (order.isDescending ? "descending" : "ascending") : undefined;
  const head = element("th", { role: "columnheader", scope: "col", "aria-sort": sorted });
  if (!stage.host.canCall) {
    head.append(name);
    return head;
  }
  const arrow = isSorted ? (order.isDescending ? " ↓" : " ↑") : undefined;
  const sign = arrow === undefined ? undefined : element("span", { "aria-hidden": "true" }, arrow);
  const press = button("sort", () => sort(field), name, sign);
  press.dataset.focus = `sort-${field}`;
  head.append(press);
  return head;
}

function ticketRow(row: Row, stage: Stage): HTMLElement {
  const { id, title } = row;
  const text = shortText(title || "(no title)");
  const open = () => void openTicket(id, "Back to the list", stage);
  const opener = stage.host.canCall ? button("title", open, text) : text;
  const cell = (name: string, ...contents: Contents[]) =>
    element("td", { role: "cell", class: name }, ...contents);
  const made = element(
    "tr",
    { role: "row" },
    cell("id quiet", `#${id}`),
    cell("name", opener),
    cell("status", statusMark(row)),
    cell("urgency", priorityMark(row)),
    cell("queue", shortText(nameOf(row.queue_name, row.queue, "None")), assignee(row)),
    cell("until", dueMark(row, stage.host.context)),
  );
  if (stage.host.canCall) {
    // Whoever points may hit the row anywhere; text that is being selected is no click.
    made.addEventListener("click", ({ target }) => {
      const isButton = target instanceof Element && target.closest("button") !== null;
      if (!isButton && getSelection()?.isCollapsed !== false) opener.click();
    });
  }
  return made;
}

/** A text of at most two lines; all of it appears where somebody points. */
function shortText(text: string): HTMLElement {
  return element("span", { class: "short", dir: "auto", title: text }, text);
}

function assignee({ assigned_to, assigned_to_name }: Row): HTMLElement {
  const isNobody = assigned_to === undefined && assigned_to_name === undefined;
  const name = isNobody ? "Unassigned" : nameOf(assigned_to_name, assigned_to, "");
  return element("div", { class: "quiet second" }, shortText(name));
}

/** The arrow keys lead from ticket to ticket. */
function moveFocus(event: KeyboardEvent): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const row = event.target instanceof Element ? event.target.closest("tr") : null;
  const next = step === 1 ? row?.nextElementSibling : row?.previousElementSibling;
  if (step === undefined || !next) return;
  event.preventDefault();
  next.querySelector("button")?.focus();
}
