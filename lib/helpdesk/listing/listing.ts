import { readMoment } from "../../text/moment.ts";
import type { Call } from "../calls/call.ts";
import type { Catalogue } from "../catalogue/catalogue.ts";
import { TableListing } from "./listing_table.ts";
import type { QueueLimit } from "../catalogue/queue_limit.ts";
import type {
  LimitedQuestion,
  ListedTicket,
  ListingAnswer,
  ListingQuestion,
  LocalConditions,
} from "./listing_question.ts";
import { datesOf, needsDates, withDates } from "./missing_dates.ts";
import { requireReadable } from "./readable_dates.ts";
import { fitsLocally, isAboutDueDates } from "./local_conditions.ts";
import { ScanListing } from "./listing_scan.ts";
import type { WireTicket } from "../answers/wire.ts";
import type { HelpdeskSession } from "../session/session.ts";

const DAY_MILLISECONDS = 86_400_000;
/** Tickets that are read at once where all are wanted. */
const WHOLE_PAGE = 2_000;
/** Most tickets of one queue and day among which one is looked for. */
const MOST_OF_A_DAY = 200;
/** Most tickets whose opening is remembered. */
const MOST_REMEMBERED = 20_000;

/** Takes notice of a ticket that was seen, and of its status. */
export type Sighting = (id: number, status: number | undefined) => void;

/**
 * Lists tickets the fastest way this account may use: the staff list endpoint, where the database
 * filters, sorts and searches; else a scan of the API. A refusal is remembered, and so is an answer that does
 * not fit the question: older releases ignore conditions that they do not know. Tickets of queues that may
 * not be worked are not listed.
 */
export class Listing {
  readonly #table: TableListing;
  readonly #scan: ScanListing;
  readonly #queueLimit: QueueLimit;
  readonly #see: Sighting;
  /** When tickets were opened, by their ids. */
  readonly #created = new Map<number, string>();
  #isTableClosed = false;
  /** Names of the arguments that the list endpoint was seen not to apply. */
  readonly #ignored = new Set<string>();

  constructor(session: HelpdeskSession, queueLimit: QueueLimit, see: Sighting) {
    this.#queueLimit = queueLimit;
    this.#see = see;
    this.#table = new TableListing(session);
    this.#scan = new ScanListing(session);
  }

  /**
   * @throws {HelpdeskError} "invalid" when the question cannot be answered for this account, "forbidden" when
   * it is about a queue that may not be worked
   */
  async list(
    question: ListingQuestion,
    catalogue: Catalogue,
    call: Call,
  ): Promise<ListingAnswer> {
    const { queue } = question;
    if (queue !== undefined) this.#queueLimit.require(queue, "What was asked for");
    const onlyQueues = this.#queueLimit.queues;
    const limited = onlyQueues === undefined ? question : { ...question, onlyQueues };
    const answer = question.local === undefined
      ? await this.#answer(limited, catalogue, call)
      : await this.#fitting(limited, question.local, catalogue, call);
    for (const ticket of answer.tickets) this.#remember(ticket);
    return { ...answer, tickets: this.#queueLimit.only(answer.tickets) };
  }

  /**
   * Every ticket that fits, whatever page is asked for.
   *
   * @throws {HelpdeskError} as `list`
   */
  async all(question: ListingQuestion, catalogue: Catalogue, call: Call): Promise<ListingAnswer> {
    const page = { offset: 0, limit: Infinity, local: question.local ?? {} };
    return await this.list({ ...question, ...page }, catalogue, call);
  }

  /** Reads every ticket that fits what the helpdesk applies, and looks for those that fit the rest. */
  async #fitting(
    question: LimitedQuestion,
    local: LocalConditions,
    catalogue: Catalogue,
    call: Call,
  ): Promise<ListingAnswer> {
    const whole = { ...question, narrowing: local.submitter?.trim(), isWhole: true };
    const tickets: ListedTicket[] = [];
    const warnings = new Set<string>();
    for (let hasMore = true; hasMore;) {
      const page = { ...whole, offset: tickets.length, limit: WHOLE_PAGE };
      const answer = await this.#answer(page, catalogue, call);
      tickets.push(...answer.tickets);
      for (const warning of answer.warnings) warnings.add(warning);
      hasMore = answer.hasMore && answer.tickets.length > 0;
      call.progress?.(tickets.length, answer.total);
      if (call.progress !== undefined) call.deadline.extend();
    }
    const readable = needsDates(tickets, local)
      ? withDates(tickets, await this.#scan.list(datesOf(whole), catalogue, call))
      : tickets;
    if (isAboutDueDates(local)) {
      const dates = readable.map(({ dueDate }) => dueDate);
      requireReadable("A condition on due dates", dates);
    }
    const unmoved =
      readable.filter(({ lastFollowUp, created }) =>
        lastFollowUp === undefined && created === undefined
      ).length;
    if (local.updatedAfter !== undefined && unmoved > 0) {
      warnings.add(
        `${unmoved} tickets without follow-ups are left out: when they were opened is not told here, so ` +
          "updated_after could not be applied to them",
      );
    }
    const now = Date.now();
    const found = readable.filter((ticket) => fitsLocally(ticket, local, catalogue, now));
    const { offset, limit } = question;
    return {
      tickets: found.slice(offset, offset + limit),
      total: found.length,
      hasMore: offset + limit < found.length,
      warnings: [...warnings],
    };
  }

  /**
   * When a ticket was opened, as the list endpoint tells; the API does not.
   *
   * @param ticket of whom the first follow-up is as a rule that of its opening
   * @returns undefined where this account is not told, and for a ticket that was opened on another day
   * @throws {HelpdeskError} what requests throw
   */
  async createdOf(
    { id, queue, followup_set }: WireTicket,
    catalogue: Catalogue,
    call: Call,
  ): Promise<string | undefined> {
    const known = this.#created.get(id);
    // In a form of the site's own a date is no day: JavaScript takes 09.01. for the first of September.
    const first =
      followup_set.map(({ date }) => readMoment(date)).filter((date) => date !== undefined)
        .toSorted()[0];
    const day = first?.slice(0, "YYYY-MM-DD".length) ?? "";
    if (known !== undefined || this.#isTableClosed || Number.isNaN(Date.parse(day))) return known;
    const createdBefore = new Date(Date.parse(day) + DAY_MILLISECONDS).toISOString().slice(0, 10);
    const question = { queue, createdAfter: day, createdBefore, sort: "id" } as const;
    const page = { descending: true, offset: 0, limit: MOST_OF_A_DAY };
    const answer = await this.#table.list({ ...question, ...page }, catalogue, call);
    this.#isTableClosed = answer === undefined;
    return answer?.tickets.find((ticket) => ticket.id === id)?.created;
  }

  #remember({ id, status, created }: ListedTicket): void {
    this.#see(id, status?.id);
    if (created === undefined) return;
    if (this.#created.size >= MOST_REMEMBERED) this.#created.clear();
    this.#created.set(id, created);
  }

  async #answer(
    question: LimitedQuestion,
    catalogue: Catalogue,
    call: Call,
  ): Promise<ListingAnswer> {
    let ignored = argumentsOf(question).filter((name) => this.#ignored.has(name));
    let reason: string | undefined;
    if (!this.#isTableClosed && ignored.length === 0) {
      const answer = await this.#table.list(question, catalogue, call);
      this.#isTableClosed = answer === undefined;
      ignored = answer?.ignored.map((name) => name === "sort" ? sortName(question) : name) ?? [];
      reason = answer?.reason;
      // One text may make a search fail that works with others.
      for (const name of ignored) if (name !== "search") this.#ignored.add(name);
      if (answer !== undefined && ignored.length === 0) {
        const { ignored: _, ...page } = answer;
        return page;
      }
    }
    const answer = await this.#scan.list(question, catalogue, call, ignored);
    if (ignored.length === 0) return answer;
    reason ??= `it did not apply ${ignored.join(" and ")}`;
    const warning =
      `This helpdesk's own list was not used, because ${reason}: the tickets were read and sorted here, ` +
      "which takes longer";
    return { ...answer, warnings: [...answer.warnings, warning] };
  }
}

function sortName({ sort }: LimitedQuestion): string {
  return `sort "${sort}"`;
}

/** The arguments that a question holds, by the names that `ignored` has. */
function argumentsOf(question: LimitedQuestion): string[] {
  const { statuses, queue, onlyQueues, priorities, assignedTo, unassigned } = question;
  const given = {
    [sortName(question)]: true,
    status: statuses !== undefined,
    queue_id: queue !== undefined || onlyQueues !== undefined,
    priority: priorities !== undefined,
    assigned_to: assignedTo !== undefined,
    unassigned,
    created_after: question.createdAfter !== undefined,
    created_before: question.createdBefore !== undefined,
  };
  return Object.entries(given).filter(([, isGiven]) => isGiven).map(([name]) => name);
}
