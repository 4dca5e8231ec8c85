import { HelpdeskError } from "../../errors.ts";
import { readDueDate } from "../../text/moment.ts";
import { requireReadable } from "./readable_dates.ts";
import type { Call } from "../calls/call.ts";
import type { Catalogue } from "../catalogue/catalogue.ts";
import type { LimitedQuestion, ListedTicket, ListingAnswer, Named } from "./listing_question.ts";
import { readReply } from "../answers/reply.ts";
import { customValuesIn, lastDate, order, reduceRow } from "./scan_order.ts";
import { scanPages } from "./scan_pages.ts";
import { alternatives, containsAny } from "./search_text.ts";
import type { HelpdeskSession } from "../session/session.ts";
import { ticketPage, type WireTicketPage } from "../answers/wire.ts";
import { type Choice, labelOf } from "../catalogue/choice.ts";

type Row = WireTicketPage["results"][number];

/**
 * Tickets a page: each request costs the server a walk over all tickets whatever the page's size, so
 * few large pages are best, and this many still fit the limit on an answer's size.
 */
export const SCAN_PAGE_SIZE = 500;
const MAXIMUM_PAGE_BYTES = 64 * 1024 * 1024;
/** So many tickets may come or go between two scans without leaving the last page too short. */
const PAGE_SLACK = 10;
const SEARCH_NOTE =
  "Searched here, without the helpdesk's own search: id, title, description, resolution, submitter, priority, " +
  "due date and custom fields, but not creation dates and assignees' addresses.";

/**
 * Lists by reading `api/tickets/` page by page, for accounts that the list endpoint refuses. The server
 * applies the status, everything else is applied here. django-helpdesk orders this list by id, so it is
 * read from its last page backwards and stops as soon as the asked page is known; where a server turns
 * out to have another order, everything is read and sorted.
 */
export class ScanListing {
  readonly #session: HelpdeskSession;
  /** How many tickets the last scan found, by the statuses it asked for. */
  readonly #counts = new Map<string, number>();

  constructor(session: HelpdeskSession) {
    this.#session = session;
  }

  async list(
    question: LimitedQuestion,
    catalogue: Catalogue,
    call: Call,
    ignored: readonly string[] = [],
  ): Promise<ListingAnswer> {
    requireFields(question, ignored);
    const stopsEarly = question.sort === "id" && question.descending;
    const enough = stopsEarly && !question.isWhole
      ? question.offset + question.limit + 1
      : Infinity;
    const { matches, complete, count } = await this.#collect(question, enough, call);
    if (question.sort === "due_date") {
      requireReadable('sort "due_date"', matches.map(({ due_date }) => due_date));
    }
    matches.sort(order(question, catalogue));
    const end = question.isWhole ? matches.length : question.offset + question.limit;
    const page = matches.slice(question.offset, end);
    const wholeCount = isStatusOnly(question) ? count : undefined;
    const total = complete ? matches.length : wholeCount;
    return {
      tickets: page.map((row) => listTicket(row, catalogue)),
      total,
      hasMore: question.offset + page.length < (total ?? matches.length),
      warnings: question.search === undefined ? [] : [SEARCH_NOTE],
    };
  }

  async #collect(
    question: LimitedQuestion,
    enough: number,
    call: Call,
  ): Promise<{ matches: Row[]; complete: boolean; count: number | undefined }> {
    const matches = new Map<number, Row>();
    const take = (rows: readonly Row[]) => {
      for (const row of rows) if (fits(row, question)) matches.set(row.id, reduceRow(row));
    };
    const statuses = question.statuses?.toSorted().join(",") ?? "all";
    const pageSize = pageSizeFor(question, enough, this.#counts.get(statuses));
    const read = (page: number | "last") => this.#page(page, pageSize, question, call);
    let count: number | undefined;
    let ordered = true;
    let smallest = Infinity;
    let done = 0;
    let complete = true;
    for await (const { results, isFromEnd, isLast, ...page } of scanPages(read, pageSize)) {
      const largest = results.at(-1)?.id ?? -Infinity;
      ordered = ordered && isFromEnd && isAscending(results) && largest < smallest;
      smallest = results[0]?.id ?? smallest;
      take(results);
      count ??= page.count;
      if (done > 0 && call.progress !== undefined) {
        call.progress(Math.min(done + results.length, count ?? Infinity), count);
        call.deadline.extend();
        call.deadline.giveWay();
      }
      done += results.length;
      complete = isLast || !(ordered && matches.size >= enough);
      if (!complete) break;
    }
    if (count !== undefined) this.#counts.set(statuses, count);
    return { matches: [...matches.values()], complete, count };
  }

  async #page(
    page: number | "last",
    pageSize: number,
    question: LimitedQuestion,
    call: Call,
  ): Promise<WireTicketPage> {
    const query = new URLSearchParams({ page: String(page), page_size: String(pageSize) });
    if (question.statuses !== undefined) query.set("status", question.statuses.join(","));
    const reply = await this.#session.request({
      turn: "read",
      method: "GET",
      path: "api/tickets/",
      query,
      maximumBytes: MAXIMUM_PAGE_BYTES,
    }, call);
    // Tickets may leave the list while it is read: a page that is gone has nothing to give.
    if (reply.status === 404 && page !== "last") {
      return { count: undefined, next: undefined, results: [] };
    }
    return readReply(reply, ticketPage, { name: "list tickets" });
  }
}

/**
 * Tickets a page. With the count of an earlier scan the pages are made such that the last one is not
 * left with a few tickets, which would cost a second request; a list that needs no filtering here, whose
 * depth is known, takes little more than it shows.
 *
 * @param enough tickets to be had from the end of the list
 * @param count tickets of the list, as far as known; an outdated one makes the scan slower, not wrong
 */
export function pageSizeFor(
  question: LimitedQuestion,
  enough: number,
  count: number | undefined,
): number {
  if (count === undefined) return SCAN_PAGE_SIZE;
  if (isStatusOnly(question)) {
    const wanted = enough + PAGE_SLACK;
    for (let size = wanted + PAGE_SLACK; size <= Math.min(SCAN_PAGE_SIZE, count); size++) {
      const onLast = count % size || size;
      if (onLast >= wanted && onLast <= size - PAGE_SLACK) return size;
    }
  }
  const pages = Math.ceil((count + PAGE_SLACK) / SCAN_PAGE_SIZE);
  return Math.ceil((count + PAGE_SLACK) / pages);
}

function requireFields(question: LimitedQuestion, ignored: readonly string[]): void {
  const asked = [
    question.createdAfter !== undefined && "created_after",
    question.createdBefore !== undefined && "created_before",
    question.sort === "created" && `sort "${question.sort}"`,
  ].filter((name) => name !== false);
  if (asked.length === 0) return;
  const reason = ignored.length === 0
    ? "this account may not use the helpdesk's own list"
    : `the helpdesk's own list does not apply ${ignored.join(" and ")}`;
  throw new HelpdeskError(
    "invalid",
    `${asked.join(" and ")} cannot be applied: ${reason}, and tickets in ` +
      'the helpdesk\'s API carry no such dates. Leave it out; sort "id" gives the order in which tickets were opened',
  );
}

function isStatusOnly(question: LimitedQuestion): boolean {
  return question.queue === undefined && question.onlyQueues === undefined &&
    question.priorities === undefined &&
    question.assignedTo === undefined && !question.unassigned && question.search === undefined;
}

function isAscending(rows: readonly Row[]): boolean {
  return rows.every((row, place) => place === 0 || (rows[place - 1]?.id ?? 0) < row.id);
}

function fits(row: Row, question: LimitedQuestion): boolean {
  const { statuses, queue, onlyQueues, priorities, assignedTo, unassigned, search } = question;
  if (statuses !== undefined && !statuses.includes(row.status ?? NaN)) return false;
  if (queue !== undefined && row.queue !== queue) return false;
  if (onlyQueues !== undefined && !onlyQueues.includes(row.queue ?? NaN)) return false;
  if (priorities !== undefined && !priorities.includes(row.priority ?? NaN)) return false;
  if (assignedTo !== undefined || unassigned) {
    const isTheirs = assignedTo !== undefined && row.assigned_to === assignedTo;
    const isNobodys = unassigned === true && row.assigned_to === undefined;
    if (!isTheirs && !isNobodys) return false;
  }
  if (search === undefined) return true;
  return containsAny(
    [
      row.id,
      row.title,
      row.description,
      row.resolution,
      row.submitter_email,
      row.priority,
      row.due_date?.replace("T", " "),
      ...customValuesIn(row),
    ],
    alternatives(search),
  );
}

function listTicket(row: Row, catalogue: Catalogue): ListedTicket {
  const named = (choices: readonly Choice[], id: number | undefined): Named | undefined =>
    id === undefined ? undefined : { id, name: labelOf(choices, id) ?? String(id) };
  return {
    id: row.id,
    title: row.title ?? "",
    queue: named(catalogue.queues, row.queue),
    status: named(catalogue.statuses, row.status),
    priority: named(catalogue.priorities, row.priority),
    assignedTo: named(catalogue.users, row.assigned_to),
    lastFollowUp: lastDate(row),
    submitterEmail: row.submitter_email || undefined,
    dueDate: readDueDate(row.due_date) ?? row.due_date,
  };
}
