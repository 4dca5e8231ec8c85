import { HelpdeskError } from "../../errors.ts";
import type { HttpReply } from "../../http/message.ts";
import type { Call } from "../calls/call.ts";
import type { Catalogue } from "../catalogue/catalogue.ts";
import type { LimitedQuestion, ListedTicket, ListingAnswer, Named } from "./listing_question.ts";
import { errorOf, isHtml, readReply } from "../answers/reply.ts";
import { ignoredIn } from "./listing_check.ts";
import { keyOf } from "../answers/stand_in.ts";
import { literalSearch } from "./search_text.ts";
import type { HelpdeskSession } from "../session/session.ts";
import { ticketTable, type WireTicketTable } from "../answers/wire.ts";
import { type Choice, labelOf } from "../catalogue/choice.ts";

const TABLE = "datatables_ticket_list/";

type Row = WireTicketTable["data"][number];

/** A page of tickets, and what of the question the helpdesk did not apply to it. */
export interface TableAnswer extends ListingAnswer {
  /** Names of arguments, "sort" among them; none when the page may be believed. */
  readonly ignored: readonly string[];
}

/**
 * Lists through `datatables_ticket_list/`, which the staff pages use. Accounts without staff rights are
 * redirected to the login page, agents of the Dolt edition get 403 AGENT_WEB_ACCESS_DENIED, and sites
 * without web pages answer 404.
 */
export class TableListing {
  readonly #session: HelpdeskSession;
  /** Fields that this helpdesk was seen to fail with. */
  readonly #unsortable = new Set<string>();

  constructor(session: HelpdeskSession) {
    this.#session = session;
  }

  /** @throws {HelpdeskError} "invalid" when the helpdesk cannot sort by the field, and what requests throw */
  async list(
    question: LimitedQuestion,
    catalogue: Catalogue,
    call: Call,
  ): Promise<TableAnswer | undefined> {
    if (this.#unsortable.has(question.sort)) throw cannotSort(question.sort);
    const reply = await this.#ask(question, call);
    if (reply === undefined) return undefined;
    if (reply.status === 500) await this.#requireSortable(question, call);
    const table = readReply(reply, ticketTable, { name: "list tickets" });
    const tickets = table.data.map((row) => listTicket(row, question, catalogue));
    const total = table.recordsFiltered;
    const ignored = ignoredIn(table.data, question, catalogue);
    const hasMore = question.offset + tickets.length < total;
    return { tickets, total, hasMore, warnings: [], ignored };
  }

  async #ask(question: LimitedQuestion, call: Call): Promise<HttpReply | undefined> {
    const { generation } = this.#session;
    const reply = await this.#send(question, call);
    if (isRefusal(reply)) return undefined;
    if (!isRedirect(reply)) return reply;
    // A redirect means "no session" or "no staff rights": only the API tells these apart.
    const check = await this.#session.request(
      { turn: "read", method: "OPTIONS", path: "api/tickets/" },
      call,
    );
    if (check.status >= 400) throw errorOf(check, { name: "list tickets" });
    if (this.#session.generation === generation) return undefined;
    const again = await this.#send(question, call);
    return isRefusal(again) || isRedirect(again) ? undefined : again;
  }

  /** The Dolt edition and releases 1.5 to 2.3.2 fail when they are to sort by last_followup. */
  async #requireSortable(question: LimitedQuestion, call: Call): Promise<void> {
    if (question.sort === "id") return;
    const reply = await this.#send({ ...question, sort: "id", offset: 0, limit: 1 }, call);
    if (reply.status !== 200 || isHtml(reply)) return;
    this.#unsortable.add(question.sort);
    throw cannotSort(question.sort);
  }

  #send(question: LimitedQuestion, call: Call): Promise<HttpReply> {
    return this.#session.request({
      turn: "read",
      method: "GET",
      path: `${TABLE}${encodeQuery(question)}`,
      // The rest is what was searched for, in base64.
      shownAs: TABLE,
      query: new URLSearchParams({
        start: String(question.offset),
        length: String(question.limit),
      }),
    }, call);
  }
}

function cannotSort(field: string): HelpdeskError {
  return new HelpdeskError(
    "invalid",
    `This helpdesk cannot sort by ${field}: its list fails with it (status 500) and works without it. ` +
      "Sort by another field, such as created or id",
  );
}

function isRedirect(reply: HttpReply): boolean {
  return reply.status >= 300 && reply.status < 400 || reply.status === 200 && isHtml(reply);
}

function isRefusal(reply: HttpReply): boolean {
  return reply.status === 403 || reply.status === 404;
}

/**
 * The question as a path segment: base64 of JSON. Escaping the few characters that lead to "+" or "/"
 * keeps the segment free of anything that a proxy on the way might rewrite.
 */
export function encodeQuery(question: LimitedQuestion): string {
  const filtering: Record<string, unknown> = {};
  const nulls: Record<string, boolean> = {};
  const queues = question.queue === undefined ? question.onlyQueues : [question.queue];
  if (queues !== undefined) filtering["queue__id__in"] = queues.map(keyOf);
  if (question.assignedTo !== undefined) {
    filtering["assigned_to__id__in"] = [keyOf(question.assignedTo)];
  }
  if (question.unassigned) nulls["assigned_to__id__isnull"] = true;
  if (question.statuses !== undefined) filtering["status__in"] = question.statuses;
  if (question.priorities !== undefined) filtering["priority__in"] = question.priorities;
  if (question.createdAfter !== undefined) filtering["created__gte"] = question.createdAfter;
  if (question.createdBefore !== undefined) {
    filtering["created__lte"] = lastMomentBefore(question.createdBefore);
  }
  const json = JSON.stringify({
    filtering,
    filtering_null: nulls,
    sorting: question.sort,
    sortreverse: question.descending,
    search_string: literalSearch(question.search ?? ""),
  });
  return btoa(
    json.replace(
      /[^\x20-\x3d\x40-\x7d]/g,
      (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
    ),
  );
}

/** The endpoint compares with "or equal": the last microsecond of the day before makes it "before". */
function lastMomentBefore(day: string): string {
  const before = new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000);
  return `${before.toISOString().slice(0, "YYYY-MM-DD".length)}T23:59:59.999999`;
}

function listTicket(row: Row, question: LimitedQuestion, catalogue: Catalogue): ListedTicket {
  return {
    id: row.id,
    title: row.title ?? "",
    queue: row.queue?.title === undefined ? undefined : { id: row.queue.id, name: row.queue.title },
    status: statusOf(row.status, question, catalogue.statuses),
    priority: row.priority === undefined ? undefined : {
      id: row.priority,
      name: labelOf(catalogue.priorities, row.priority) ?? String(row.priority),
    },
    assignedTo: assigneeOf(row.assigned_to, question, catalogue.users),
    submitterEmail: row.submitter || undefined,
    dueDate: row.due_date,
    created: row.created,
    lastFollowUp: row.last_followup,
  };
}

/** The label of a held ticket, or of one with open dependencies, carries a suffix after " - ". */
function statusOf(
  label: string | undefined,
  question: LimitedQuestion,
  statuses: readonly Choice[],
): Named | undefined {
  if (label === undefined) return undefined;
  if (question.statuses?.length === 1) return { id: question.statuses[0], name: label };
  const exact = statuses.filter((status) => status.label === label);
  const candidates = exact.length > 0
    ? exact
    : statuses.filter((status) => label.startsWith(`${status.label} - `));
  return { id: candidates.length === 1 ? candidates[0]?.id : undefined, name: label };
}

/** Rows name the assignee by full name, address or user name; the catalogue by user name alone. */
function assigneeOf(
  name: string | undefined,
  question: LimitedQuestion,
  users: readonly Choice[],
): Named | undefined {
  if (name === undefined || name === "None") return undefined;
  if (question.assignedTo !== undefined && !question.unassigned) {
    return { id: question.assignedTo, name };
  }
  const candidates = users.filter((user) => user.label === name);
  return { id: candidates.length === 1 ? candidates[0]?.id : undefined, name };
}
