import { HelpdeskError } from "../../errors.ts";
import type { HttpReply } from "../../http/message.ts";
import type { Call } from "../calls/call.ts";
import type { Catalogue } from "../catalogue/catalogue.ts";
import type { LimitedQuestion, ListingAnswer } from "./listing_question.ts";
import { isHtml, readReply } from "../answers/reply.ts";
import { ignoredIn } from "./listing_check.ts";
import { askAsStaff } from "../catalogue/staff_page.ts";
import type { HelpdeskSession } from "../session/session.ts";
import { encodeQuery, queryParameters } from "./table_query.ts";
import { mayBeUndated, undatedLast } from "./undated_last.ts";
import { listTicket } from "./table_row.ts";
import { ticketTable } from "../answers/wire.ts";

const TABLE = "datatables_ticket_list/";
const LIST = { name: "list tickets" };

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
    if (reply.status === 500 && await this.#cannotSearch(question, call)) {
      return { tickets: [], hasMore: false, warnings: [], ignored: ["search"] };
    }
    const asked = readReply(reply, ticketTable, LIST);
    const table = mayBeUndated(question)
      ? await undatedLast(asked, question, async (offset, limit) => {
        return readReply(await this.#send({ ...question, offset, limit }, call), ticketTable, LIST);
      })
      : asked;
    const { zone } = this.#session;
    for (const { created, due_date } of table.data) zone.observe(created ?? due_date);
    const tickets = table.data.map((row) => listTicket(row, question, catalogue, zone));
    const total = table.recordsFiltered;
    const ignored = ignoredIn(table.data, question, catalogue);
    const hasMore = question.offset + tickets.length < total;
    return { tickets, total, hasMore, warnings: [], ignored };
  }

  #ask(question: LimitedQuestion, call: Call): Promise<HttpReply | undefined> {
    return askAsStaff(() => this.#send(question, call), false, this.#session, call);
  }

  /**
   * Finds out what a list fails with: releases 1.3.x with every search, all before 1.5 and the Dolt edition
   * with the order of last_followup.
   *
   * @returns whether it is the search
   * @throws {HelpdeskError} "invalid" when it is the order
   */
  async #cannotSearch(question: LimitedQuestion, call: Call): Promise<boolean> {
    const plain = { sort: "id", descending: true, offset: 0, limit: 1 } as const;
    if (!await this.#works(plain, call)) return false;
    const { search: _, ...unsearched } = question;
    if (question.search !== undefined && await this.#works({ ...unsearched, limit: 1 }, call)) {
      return true;
    }
    if (question.sort === "id" || !await this.#works({ ...unsearched, ...plain }, call)) {
      return false;
    }
    this.#unsortable.add(question.sort);
    throw cannotSort(question.sort);
  }

  async #works(question: LimitedQuestion, call: Call): Promise<boolean> {
    const reply = await this.#send(question, call);
    return reply.status === 200 && !isHtml(reply);
  }

  #send(question: LimitedQuestion, call: Call): Promise<HttpReply> {
    return this.#session.request({
      turn: "read",
      method: "GET",
      path: `${TABLE}${encodeQuery(question)}`,
      // The rest is what was searched for, in base64.
      shownAs: TABLE,
      query: queryParameters(question),
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
