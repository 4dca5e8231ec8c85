import { button, type Contents, element, written } from "./base/element.ts";
import { foldedText, foldedValue } from "./base/folded_text.ts";
import { panel, type Stage } from "./base/stage.ts";
import { fieldWords } from "./receipt_page.ts";
import { openTicket } from "./ticket/ticket_page.ts";

/** What became of one ticket of several. */
interface Outcome {
  readonly ticket_id: number;
  readonly title?: string;
  readonly outcome: "updated" | "differs" | "failed" | "unknown" | "not tried";
  readonly reason?: string;
}

/** What update_tickets answers with. */
export interface ReceiptsAnswer {
  readonly tickets: readonly Outcome[];
  /** Why the tickets behind were not tried. */
  readonly stopped?: string;
  readonly branch_name?: string;
  /** The values that were asked of each, in words, where any ticket was changed. */
  readonly forView: {
    readonly asked?: readonly { readonly field: string; readonly asked?: string }[];
  };
}

/** Each outcome in words, and how its mark looks; what people have to look at first comes first. */
const OUTCOMES: Readonly<Record<Outcome["outcome"], readonly [words: string, look: string]>> = {
  failed: ["Failed", "late"],
  unknown: ["In doubt", "soon"],
  differs: ["Differs", "late"],
  "not tried": ["Not tried", "soon"],
  updated: ["Stored", "done"],
};
const ORDER = Object.keys(OUTCOMES);

/** What became of each of several tickets: those to look at in front. */
export function receiptsPage(answer: ReceiptsAnswer, stage: Stage): HTMLElement {
  const { tickets, stopped } = answer;
  const sorted = tickets.toSorted((one, other) =>
    ORDER.indexOf(one.outcome) - ORDER.indexOf(other.outcome)
  );
  const heads = ["Ticket", "Outcome"].map((name) => element("th", { scope: "col" }, name));
  return element(
    "div",
    {},
    element("h1", { tabindex: -1 }, headingOf(tickets)),
    verdict(answer),
    stopped === undefined ? undefined : panel("note", "Stopped: ", written(stopped)),
    element(
      "table",
      { class: "receipts" },
      element("caption", { class: "heard" }, "What became of each ticket"),
      element("thead", {}, element("tr", {}, ...heads)),
      element("tbody", {}, ...sorted.map((one) => outcomeRow(one, stage))),
    ),
    askedOfEach(answer),
    panel("plain", "Nobody was mailed."),
  );
}

function headingOf(tickets: readonly Outcome[]): string {
  const stored = tickets.filter(({ outcome }) => outcome === "updated").length;
  const all = tickets.length === 1 ? "1 ticket" : `${tickets.length} tickets`;
  return stored === tickets.length ? `${all} changed` : `${stored} of ${all} changed as asked`;
}

function verdict({ tickets, branch_name }: ReceiptsAnswer): HTMLElement {
  const where: Contents[] = branch_name === undefined
    ? []
    : [" on branch ", written(branch_name), ", which people review"];
  const others = ORDER.flatMap((outcome) => {
    const count = tickets.filter((one) => one.outcome === outcome).length;
    const [words] = OUTCOMES[outcome as Outcome["outcome"]];
    return count === 0 || outcome === "updated" ? [] : `${count} ${words.toLowerCase()}`;
  });
  if (others.length === 0) {
    return panel("good", element("strong", {}, "All stored as asked"), ...where, ".");
  }
  const rest: Contents[] = where.length === 0 ? [] : [". The rest is", ...where];
  return panel("bad", element("strong", {}, others.join(", ")), ...rest, ".");
}

function askedOfEach({ forView: { asked = [] } }: ReceiptsAnswer): Contents {
  if (asked.length === 0) return undefined;
  const heads = ["Field", "Asked of each"].map((name) => element("th", { scope: "col" }, name));
  return element(
    "table",
    { class: "fields" },
    element("thead", {}, element("tr", {}, ...heads)),
    element(
      "tbody",
      {},
      ...asked.map(({ field, asked }) =>
        element(
          "tr",
          {},
          element("th", { scope: "row" }, field.replaceAll("_", " ")),
          element("td", {}, foldedValue(fieldWords(field, asked))),
        )
      ),
    ),
  );
}

function outcomeRow({ ticket_id, title, outcome, reason }: Outcome, stage: Stage): HTMLElement {
  const [words, look] = OUTCOMES[outcome];
  const open = () => void openTicket(ticket_id, "Back to the receipt", stage);
  const number = `#${ticket_id}`;
  return element(
    "tr",
    {},
    element(
      "td",
      {},
      stage.host.canCall ? button("title", open, number) : number,
      title === undefined ? undefined : foldedValue(title),
      reason === undefined ? undefined : element("div", { class: "quiet" }, foldedText(reason)),
    ),
    element("td", {}, element("span", { class: `mark ${look}` }, words)),
  );
}
