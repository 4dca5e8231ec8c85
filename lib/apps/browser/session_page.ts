import type { AgentSessionView, SessionWorkView } from "../../views/agent_session_view.ts";
import type { ChangedText } from "../../views/changed_values.ts";
import { moment, shownDay } from "./base/dates.ts";
import { button, type Contents, element, written } from "./base/element.ts";
import { foldedValue } from "./base/folded_text.ts";
import { helpdeskLink } from "./base/link.ts";
import { panel, type Stage } from "./base/stage.ts";
import { askTicket, openTicket } from "./ticket/ticket_page.ts";
import { storedValues } from "./ticket/stored_values.ts";

/** What the tools that show or finish an agent session answer with. */
export type SessionAnswer =
  & Partial<AgentSessionView>
  & SessionWorkView
  /** Only of a session that is finished. */
  & { readonly next?: string; readonly message?: string }
  /** What each change made of fields, where that is known. */
  & { readonly forView: { readonly values?: readonly (readonly ChangedText[])[] } };

/** What every new ticket has, which a change does not name. */
const OPENING_FIELDS = ["queue", "title", "description", "submitter_email", "priority"];

type Change = SessionWorkView["changes"][number] & { readonly values: readonly ChangedText[] };

/** What was changed in an agent session: what is in doubt first, then a ticket at a time. */
export function sessionPage(session: SessionAnswer, stage: Stage): HTMLElement {
  const isFinished = session.next !== undefined;
  const { changes_total: total } = session;
  const changes: readonly Change[] = session.changes.map((change, place) => ({
    ...change,
    values: session.forView.values?.[place] ?? [],
  }));
  const byTicket = Map.groupBy(changes, ({ ticket_id }) => ticket_id);
  return element(
    "div",
    {},
    element("h1", { tabindex: -1 }, isFinished ? "Agent session, handed over" : "Agent session"),
    head(session, isFinished, stage),
    doubts(session, changes),
    element("h2", {}, total === 1 ? "1 change" : `${total} changes`, ticketWords(byTicket.size)),
    total > changes.length ? panel("note", `The newest ${changes.length} are shown.`) : undefined,
    total === 0
      ? element("p", { class: "quiet" }, "This program changed nothing in it.")
      : undefined,
    ...[...byTicket].map(([ticket, changes]) => ticketChanges(ticket, changes, stage, isFinished)),
  );
}

function ticketWords(tickets: number): string {
  return tickets < 2 ? "" : ` to ${tickets} tickets`;
}

function head(session: SessionAnswer, isFinished: boolean, stage: Stage): HTMLElement {
  const { branch_name, intent, username, pull_request_url, message, next } = session;
  const missing = element(
    "span",
    {},
    element("span", { class: "mark soon" }, "None yet"),
    element("span", { class: "quiet" }, " finishing needs one"),
  );
  const rows: (readonly [string, Contents])[] = [
    ["Intent", intent === undefined ? missing : foldedValue(intent)],
    ["Branch", branch_name === undefined ? undefined : foldedValue(branch_name)],
    ["Account", username === undefined ? undefined : foldedValue(username)],
    ["The helpdesk says", message === undefined ? undefined : foldedValue(message)],
  ];
  const review = pull_request_url === undefined
    ? undefined
    : isFinished
    ? helpdeskLink(pull_request_url, "Open the pull request", stage)
    : element(
      "span",
      { class: "quiet address" },
      `Pull request, once finished: ${pull_request_url}`,
    );
  return element(
    "div",
    {},
    element(
      "dl",
      {},
      ...rows.filter(([, value]) => value !== undefined).map(([name, value]) =>
        element("div", {}, element("dt", {}, name), element("dd", {}, value))
      ),
    ),
    review === undefined ? undefined : element("p", { class: "line" }, review),
    next === undefined ? undefined : element("p", { class: "quiet" }, next),
  );
}

/** What people have to look at, before anything else. */
function doubts(
  { misplaced = [], closed_branches = [] }: SessionAnswer,
  changes: readonly Change[],
): Contents {
  const unsure = changes.filter(({ outcome }) => outcome !== undefined);
  const boxes: HTMLElement[] = [];
  if (misplaced.length > 0) {
    const items = misplaced.map((change) => element("li", {}, foldedValue(change)));
    const title = element(
      "strong",
      {},
      "Not, or perhaps not, on this branch, but on main without review. Tell people:",
    );
    boxes.push(panel("bad", title, element("ul", {}, ...items)));
  }
  if (unsure.length > 0) {
    const items = unsure.map((change) => element("li", {}, foldedValue(wordsFor(change))));
    const title = element("strong", {}, "Whether these arrived is unknown:");
    boxes.push(panel("note", title, element("ul", {}, ...items)));
  }
  if (closed_branches.length > 0) {
    const items = closed_branches.map(({ branch_name, changes }) =>
      element(
        "li",
        {},
        foldedValue(branch_name),
        ` (${changes === 1 ? "1 change" : `${changes} changes`})`,
      )
    );
    const title = element("strong", {}, "Left before they were finished here:");
    boxes.push(panel("note", title, element("ul", {}, ...items)));
  }
  return boxes.length === 0
    ? undefined
    : element("section", { "aria-label": "In doubt" }, ...boxes);
}

function wordsFor({ action, ticket_id, fields = [] }: Change): string {
  const ticket = ticket_id === undefined ? "" : ` (ticket #${ticket_id})`;
  return `${action}${ticket}${fields.length === 0 ? "" : ": "}${fields.join(", ")}`.replaceAll(
    "_",
    " ",
  );
}

/** The changes of one ticket, in the order in which they were made. */
function ticketChanges(
  ticket: number | undefined,
  changes: readonly Change[],
  stage: Stage,
  isFinished: boolean,
): HTMLElement {
  const values = element("div", { "aria-live": "polite" });
  const fields = [
    ...new Set(
      changes.flatMap(({ action, fields = [] }) =>
        action === "created ticket" ? [...OPENING_FIELDS, ...fields] : fields
      ),
    ),
  ];
  const read = (id: number) =>
    void stage.work(`Reading ticket ${id}`, async () => {
      values.replaceChildren(
        storedValues(fields, await askTicket({ ticket_id: id, followups: 0 }, stage), stage),
      );
      compare?.remove();
    });
  // After handing over the next call is made in a new session, which does not see the branch.
  const canRead = ticket !== undefined && stage.host.canCall && !isFinished;
  const compare = canRead
    ? button("plain", () => read(ticket), "What the branch holds now")
    : undefined;
  const open = canRead
    ? button(
      "plain",
      () => void openTicket(ticket, "Back to the session", stage),
      "Show the ticket",
    )
    : undefined;
  const heading = ticket === undefined ? "A ticket whose id is not known" : `Ticket #${ticket}`;
  return element(
    "section",
    { class: "panel plain" },
    element("h3", {}, heading),
    element("ol", { class: "changes" }, ...changes.map((change) => changeItem(change, stage))),
    values,
    canRead ? element("p", { class: "line" }, compare, open) : undefined,
  );
}

function changeItem(
  { action, fields = [], outcome, at, values }: Change,
  stage: Stage,
): HTMLElement {
  const isDone = outcome === undefined;
  const untold = fields.filter((name) => !values.some(({ field }) => nameFor(name) === field));
  const words = untold.join(", ").replaceAll("_", " ");
  return element(
    "li",
    {},
    element(
      "div",
      { class: "line" },
      element(
        "span",
        { class: `mark ${isDone ? "done" : "soon"}` },
        isDone ? "On the branch" : "In doubt",
      ),
      element("span", {}, `${action[0]?.toUpperCase() ?? ""}${action.slice(1)}`),
      words === "" ? undefined : element("span", { class: "quiet" }, words),
      element("span", { class: "quiet end" }, moment(at, stage.host.context)),
    ),
    values.length === 0 ? undefined : valueTable(values, stage),
  );
}

/** A follow-up sets the ticket's status under another name. */
function nameFor(field: string): string {
  return field === "new_status" ? "status" : field;
}

/** Fields before and after a change. */
function valueTable(values: readonly ChangedText[], stage: Stage): HTMLElement {
  const words = (field: string, value: string | undefined) => {
    if (value === undefined) return element("span", { class: "quiet" }, "not seen");
    return written(field === "due_date" ? shownDay(value, stage.host.context) : value);
  };
  const rows = values.map(({ field, before, after }) =>
    element(
      "tr",
      {},
      element("th", { scope: "row" }, field.replaceAll("_", " ")),
      element("td", { class: "before" }, words(field, before)),
      element("td", {}, words(field, after)),
    )
  );
  const columns = ["Field", "Before", "After"].map((name) => element("th", { scope: "col" }, name));
  return element(
    "table",
    { class: "fields values" },
    element("thead", {}, element("tr", {}, ...columns)),
    element("tbody", {}, ...rows),
  );
}
