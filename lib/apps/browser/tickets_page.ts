import { namedRows, type SharedNames } from "../../views/shared_names.ts";
import type { Row } from "../../views/ticket_row.ts";
import { bars, counts, MOST_BARS } from "./counts.ts";
import { nameOf, priorityName } from "./base/marks.ts";
import { button, type Contents, element, written } from "./base/element.ts";
import { type Arguments, contentOf } from "./base/host.ts";
import { panel, type Stage } from "./base/stage.ts";
import { type ListOrder, ticketTableOf } from "./ticket_table.ts";

/** What list_tickets answers with. */
export interface TicketsAnswer {
  readonly names?: SharedNames;
  readonly tickets: readonly Row[];
  readonly page: number;
  readonly page_size: number;
  readonly total?: number;
  readonly pages?: number;
  readonly has_more: boolean;
  readonly warnings: readonly string[];
  /** In place of tickets, where they were only counted. */
  readonly counts?: readonly {
    readonly id?: number;
    readonly name?: string;
    readonly count: number;
  }[];
}

/** Arguments that say what is shown of the tickets that are meant, and no condition. */
const SHOWING = ["page", "page_size", "sort", "descending", "count_by"];

/** A page of tickets: counts, a table, the way to other pages. @param given what it answers */
export function ticketsPage(answer: TicketsAnswer, stage: Stage, given: Arguments): HTMLElement {
  const { warnings } = answer;
  const tickets = namedRows(answer);
  const ask = (change: Arguments, then?: string) => {
    const asked = { ...given, ...change };
    void stage.work("Reading tickets", async () => {
      const next = contentOf<TicketsAnswer>(await stage.host.call("list_tickets", asked));
      const page = ticketsPage(next, stage, asked);
      stage.put(page);
      page.querySelector<HTMLElement>(`[data-focus="${then}"]`)?.focus();
      stage.say(rangeOf(next));
    });
  };
  const countAll = (place: HTMLElement) =>
    void stage.work("Counting all tickets", async () => {
      const groups: HTMLElement[] = [];
      for (const count_by of ["status", "queue", "priority"]) {
        const counted = await stage.host.call("list_tickets", { ...conditionsIn(given), count_by });
        groups.push(barsBy(count_by, contentOf<TicketsAnswer>(counted).counts ?? [], MOST_BARS));
      }
      place.replaceChildren(
        element("p", { class: "small quiet" }, "Of all"),
        element("div", { class: "counts" }, ...groups),
      );
      stage.say("All are counted");
    });
  const order: ListOrder = {
    field: typeof given.sort === "string" ? given.sort : "id",
    isDescending: given.descending === true ||
      given.descending === undefined && isNewestFirst(given.sort ?? "id"),
  };
  const sort = (field: string) => {
    const turned = field === order.field ? !order.isDescending : isNewestFirst(field);
    ask({ sort: field, descending: turned, page: 1 }, `sort-${field}`);
  };
  return element(
    "div",
    {},
    element(
      "div",
      { class: "line" },
      element("h1", { tabindex: -1 }, "Tickets"),
      element("span", { class: "quiet" }, rangeOf(answer)),
    ),
    conditions(given),
    ...warnings.map((warning) => panel("note", written(warning))),
    answer.counts === undefined
      ? counts({ ...answer, tickets }, stage.host.canCall ? countAll : undefined)
      : countedBy(given.count_by, answer.counts),
    answer.counts !== undefined
      ? listButton(stage, () => ask({ count_by: undefined }))
      : tickets.length === 0
      ? element("p", { class: "nothing" }, "No ticket matches.")
      : ticketTableOf(tickets, stage, order, sort),
    pager(answer, stage, (page) => ask({ page }, page < answer.page ? "earlier" : "later")),
  );
}

/** Counts in place of tickets. */
function countedBy(field: unknown, counted: NonNullable<TicketsAnswer["counts"]>): HTMLElement {
  const group = barsBy(String(field ?? ""), counted, Infinity);
  group.classList.add("wide");
  return group;
}

function barsBy(
  words: string,
  counted: NonNullable<TicketsAnswer["counts"]>,
  most: number,
): HTMLElement {
  const heading = `${words.slice(0, 1).toUpperCase()}${words.slice(1)}`;
  if (words === "priority") {
    const sorted = counted.toSorted((one, other) => (one.id ?? Infinity) - (other.id ?? Infinity));
    const named = sorted.map(({ id, name, count }) => ({
      name: priorityName({ priority: id, priority_name: name }),
      count,
    }));
    return bars(heading, named, most);
  }
  const none = words === "assignee" ? "Unassigned" : "None";
  return bars(
    heading,
    counted.map(({ id, name, count }) => ({ name: nameOf(name, id, none), count })),
    most,
  );
}

/** The arguments that say which tickets are meant, in whatever order and on whichever page. */
function conditionsIn(given: Arguments): Arguments {
  return Object.fromEntries(Object.entries(given).filter(([name]) => !SHOWING.includes(name)));
}

function listButton(stage: Stage, list: () => void): Contents {
  return stage.host.canCall ? button("plain", list, "List them") : undefined;
}

/** As list_tickets orders when it is not told. */
function isNewestFirst(field: unknown): boolean {
  return ["id", "created", "last_followup"].includes(String(field));
}

function rangeOf({ tickets, page, page_size, total, counts }: TicketsAnswer): string {
  if (counts !== undefined) return `${total} counted`;
  if (tickets.length === 0) return total === 0 ? "None" : "";
  const first = (page - 1) * page_size + 1;
  const range = `${first} to ${first + tickets.length - 1}`;
  return total === undefined ? `${range}; not all were counted` : `${range} of ${total}`;
}

/** What was asked for, so that nobody takes a part for the whole. */
function conditions(given: Arguments): Contents {
  const asked = Object.entries(conditionsIn(given)).filter(([, value]) =>
    value !== undefined && value !== "" && value !== null && value !== false
  );
  if (asked.length === 0) return undefined;
  const items = asked.map(([name, value]) =>
    element(
      "li",
      { class: "mark other" },
      name.replaceAll("_", " "),
      value === true ? undefined : ": ",
      value === true ? undefined : written(String(value)),
    )
  );
  return element("ul", { class: "line bare", "aria-label": "Conditions" }, ...items);
}

function pager(
  { page, pages, has_more }: TicketsAnswer,
  { host }: Stage,
  go: (page: number) => void,
): Contents {
  if (page === 1 && !has_more) return undefined;
  const place = element(
    "span",
    { class: "quiet" },
    `Page ${page}${pages === undefined ? "" : ` of ${pages}`}`,
  );
  if (!host.canCall) return element("p", { class: "line" }, place);
  const step = (to: number, isThere: boolean, focus: string, words: string) => {
    const made = button("plain", () => go(to), words);
    made.disabled = !isThere;
    made.dataset.focus = focus;
    return made;
  };
  return element(
    "nav",
    { class: "line", "aria-label": "Pages" },
    step(page - 1, page > 1, "earlier", "Previous"),
    place,
    step(page + 1, has_more, "later", "Next"),
  );
}
