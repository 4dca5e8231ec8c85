import { formatDateTime } from "../python/date_text.ts";
import { formatHours } from "../python/duration.ts";
import type { Exchange, ServedHelpdesk } from "../web/exchange.ts";
import type { Ticket } from "../state/model.ts";
import { pythonType } from "../python/python_text.ts";
import type { RestAnswer, RestCall, RestView } from "../rest/rest_view.ts";
import { ServerFault, SuspiciousRequest } from "../python/server_fault.ts";
import { filterTest } from "./ticket_filter.ts";
import { printedName, statusLabel } from "../rest/ticket_json.ts";
import { lastFollowUp, orderTickets, SORT_COLUMNS } from "./ticket_order.ts";
import { matchesSearch } from "./ticket_search.ts";

/** `datatables_ticket_list/BASE64`, whose caller is known to be staff. */
export const TICKET_TABLE: RestView = {
  name: "Datatables Ticket List",
  description: "",
  permission: "anyone",
  alwaysJson: true,
  methods: { GET: listRows },
};

/** What the base64 segment asks for. */
type Query = Readonly<Record<string, unknown>>;

function readQuery(encoded: string): Query {
  let query: unknown;
  try {
    const bytes = Uint8Array.from(atob(encoded), (character) => character.charCodeAt(0));
    query = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch (cause) {
    throw new ServerFault("The query cannot be read", { cause });
  }
  if (pythonType(query) !== "dict") throw new ServerFault("The query is no object");
  return query as Query;
}

function listRows({ exchange, parameters }: RestCall): RestAnswer {
  const { helpdesk, url } = exchange;
  const query = readQuery(parameters[0] ?? "");
  const passes = filterTest(helpdesk, query.filtering, query.filtering_null);
  const search = query.search_string ?? "";
  if (typeof search !== "string") throw new ServerFault("A search must be a text");
  const sorting = query.sorting || null;
  if (sorting !== null && ![...SORT_COLUMNS.values()].includes(sorting as string)) {
    throw new SuspiciousRequest(`Disallowed sort field: ${sorting}`);
  }
  const number = (name: string, missing: number) => {
    const text = url.searchParams.get(name) ?? String(missing);
    if (!/^\s*\+?\d+\s*$/.test(text)) throw new ServerFault(`${name} is no positive number`);
    return Number(text);
  };
  const [start, length] = [number("start", 0), number("length", 25)];
  const asked = url.searchParams.get("order[0][column]");
  const column = asked === null ? String(sorting ?? "created") : SORT_COLUMNS.get(asked);
  if (column === undefined) throw new ServerFault("No such column");
  const { doltDatabase } = helpdesk.settings;
  if (doltDatabase && sorting === "last_followup") throw new ServerFault("No such field yet");
  const isLost = doltDatabase && column === "last_followup" && !(start === 0 && length === 1);
  const direction = url.searchParams.get("order[0][dir]") ?? (query.sortreverse ? "desc" : "asc");
  const total = [...helpdesk.store.tickets.values()].filter((ticket) =>
    passes(ticket) && matchesSearch(helpdesk, ticket, search)
  );
  const second = url.searchParams.get("search[value]") ?? "";
  const found = total.filter((ticket) => matchesSearch(helpdesk, ticket, second));
  const rows = orderTickets(
    helpdesk,
    found,
    isLost ? "queue" : column,
    direction === "desc" && !isLost,
  )
    .slice(start, start + length);
  const data = {
    data: rows.map((ticket) => rowJson(exchange, ticket)),
    recordsFiltered: found.length,
    recordsTotal: total.length,
    draw: number("draw", 0),
  };
  return { status: 200, data };
}

const STATUS_BADGES = ["", "danger", "warning", "success", "success", "secondary"];
const PRIORITY_BADGES = ["", "danger", "warning", "success", "info", "secondary"];
const ROW_CLASSES = ["", "danger", "warning", "", "", "success"];

function rowJson({ helpdesk }: Exchange, ticket: Ticket): Record<string, unknown> {
  const { settings, store } = helpdesk;
  const queue = store.queue(ticket.queue);
  return {
    ticket: `${ticket.id} [${printedName(helpdesk, ticket)}]`,
    id: ticket.id,
    priority: ticket.priority,
    priority_badge_class: PRIORITY_BADGES[ticket.priority] ?? "",
    title: ticket.title,
    queue: { title: queue?.title, id: ticket.queue },
    status: statusLabel(helpdesk, ticket),
    status_badge_class: STATUS_BADGES[ticket.status] ?? "",
    created: formatDateTime(ticket.created, settings.timeZone),
    due_date: ticket.dueDate && formatDateTime(ticket.dueDate, settings.timeZone),
    assigned_to: assigneeName(helpdesk, ticket),
    submitter: ticket.submitterEmail,
    last_followup: lastFollowUp(helpdesk, ticket)?.toISOString() ?? null,
    row_class: ROW_CLASSES[ticket.priority] ?? "",
    time_spent: formatHours(timeSpent(helpdesk, ticket)),
    kbitem: "",
  };
}

function assigneeName({ store }: ServedHelpdesk, ticket: Ticket): string {
  const assignee = store.account(ticket.assignedTo);
  if (assignee === undefined) return "None";
  return `${assignee.firstName} ${assignee.lastName}`.trim() || assignee.email || assignee.username;
}

function timeSpent({ store }: ServedHelpdesk, ticket: Ticket): number {
  return store.followUpsOf(ticket.id).reduce((sum, { timeSpent }) => sum + (timeSpent ?? 0), 0);
}
