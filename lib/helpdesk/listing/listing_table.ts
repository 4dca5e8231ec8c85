import type { HttpReply } from "../../http/message.ts";
import type { Call } from "../calls/call.ts";
import type { Catalogue } from "../catalogue/catalogue.ts";
import type { LimitedQuestion, ListingAnswer } from "./listing_question.ts";
import { isHtml, readReply } from "../answers/reply.ts";
import { ignoredIn, mayLackSearch } from "./listing_check.ts";
import { askAsStaff } from "../catalogue/staff_page.ts";
import type { HelpdeskSession } from "../session/session.ts";
import {
  appliesOrder,
  appliesSearch,
  hasCases,
  type ReadTable,
  tellsCases,
} from "./table_habits.ts";
import { encodeQuery, queryParameters } from "./table_query.ts";
import { mayBeUndated, undatedLast } from "./undated_last.ts";
import { listTicket } from "./table_row.ts";
import { ticketTable, type WireTicketTable } from "../answers/wire.ts";

const TABLE = "datatables_ticket_list/";
const LIST = { name: "list tickets" };
/** A question with which no helpdesk has difficulties. */
const PLAIN = { sort: "id", descending: true, offset: 0, limit: 1 } as const;

/** A page of tickets, and what of the question the helpdesk did not apply to it. */
export interface TableAnswer extends ListingAnswer {
  /** Names of arguments, "sort" among them; none when the page may be believed. */
  readonly ignored: readonly string[];
  /** Why it was not believed, where `ignored` alone does not say it: what "because" stands before. */
  readonly reason?: string;
}

const UNSEARCHED = unused(["search"], "its search tells capital letters from small ones");

/**
 * Lists through `datatables_ticket_list/`, which the staff pages use. Accounts without staff rights are
 * redirected to the login page, agents of the Dolt edition get 403 AGENT_WEB_ACCESS_DENIED, and sites
 * without web pages answer 404.
 */
export class TableListing {
  readonly #session: HelpdeskSession;
  /** Whether this helpdesk was seen to order by the last follow-up. */
  #ordersByFollowUp = false;
  #tellsCases: boolean | undefined;
  #appliesSearch: boolean | undefined;
  /** How many tickets without a date lists began with, by what was asked. */
  readonly #undated = new Map<string, number>();

  constructor(session: HelpdeskSession) {
    this.#session = session;
  }

  /** @throws {HelpdeskError} what requests throw */
  async list(
    given: LimitedQuestion,
    catalogue: Catalogue,
    call: Call,
  ): Promise<TableAnswer | undefined> {
    const isBlind = this.#tellsCases === true;
    if (isBlind && hasCases(given.search ?? "")) return UNSEARCHED;
    const question = isBlind ? { ...given, narrowing: undefined } : given;
    const reply = await this.#ask(question, call);
    if (reply === undefined) return undefined;
    const failed = reply.status === 500 ? await this.#failsWith(question, call) : undefined;
    if (failed === "search" && question.search === undefined) {
      // What only spares reading can be left out.
      return await this.list({ ...given, narrowing: undefined }, catalogue, call);
    }
    if (failed !== undefined) return unused([failed]);
    const asked = readReply(reply, ticketTable, LIST);
    const read: ReadTable = async (part) =>
      readReply(await this.#send(part, call), ticketTable, LIST);
    if (await this.#missesCases(question, asked, read)) {
      return await this.list(given, catalogue, call);
    }
    if (!await this.#isOrdered(question, read)) return unused(["sort"]);
    const found = ignoredIn(asked.data, question, catalogue);
    const table = mayBeUndated(question) && found.length === 0
      ? await undatedLast(
        asked,
        question,
        (offset, limit) => read({ ...question, offset, limit }),
        this.#undated,
      )
      : asked;
    const { zone } = this.#session;
    for (const { created, due_date } of table.data) zone.observe(created ?? due_date);
    const tickets = table.data.map((row) => listTicket(row, question, catalogue, zone));
    const total = table.recordsFiltered;
    const ignored = table === asked ? found : ignoredIn(table.data, question, catalogue);
    if (mayLackSearch(table.data, question) && await this.#ignoresSearch(read)) {
      ignored.push("search");
    }
    const hasMore = question.offset + tickets.length < total;
    return { tickets, total, hasMore, warnings: [], ignored };
  }

  /** Whether a search may have missed tickets for the case of their letters; it is found out once. */
  async #missesCases(
    question: LimitedQuestion,
    { recordsFiltered }: WireTicketTable,
    read: ReadTable,
  ): Promise<boolean> {
    const text = question.search ?? question.narrowing ?? "";
    if (this.#tellsCases !== undefined || !hasCases(text)) return false;
    const kind = this.#session.knownStanding?.kind;
    // Its database compares bytes as a rule.
    const isDoltEdition = kind === "agent" || kind === "not_agent";
    if (recordsFiltered > 0 && !isDoltEdition) return false;
    this.#tellsCases = await tellsCases(question, read);
    return this.#tellsCases === true;
  }

  async #isOrdered(question: LimitedQuestion, read: ReadTable): Promise<boolean> {
    // Another order shows in the rows of a page.
    if (question.sort !== "last_followup" || this.#ordersByFollowUp) return true;
    const isOrdered = await appliesOrder(question, read);
    this.#ordersByFollowUp ||= isOrdered === true;
    return isOrdered !== false;
  }

  #ask(question: LimitedQuestion, call: Call): Promise<HttpReply | undefined> {
    return askAsStaff(() => this.#send(question, call), false, this.#session, call);
  }

  /**
   * Finds out what a list fails with: releases 1.3.x with every search, all before 1.5 with the order of
   * last_followup.
   */
  async #failsWith(
    question: LimitedQuestion,
    call: Call,
  ): Promise<"search" | "sort" | undefined> {
    if (!await this.#works(PLAIN, call)) return undefined;
    const { search = question.narrowing, narrowing: _, ...unsearched } = question;
    if (search && await this.#works({ ...unsearched, limit: 1 }, call)) return "search";
    if (question.sort === "id" || !await this.#works({ ...unsearched, ...PLAIN }, call)) {
      return undefined;
    }
    return "sort";
  }

  /** Whether the list passes over what is searched for; it is found out once. */
  async #ignoresSearch(read: ReadTable): Promise<boolean> {
    this.#appliesSearch ??= await appliesSearch(read);
    return !this.#appliesSearch;
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

function unused(ignored: readonly string[], reason?: string): TableAnswer {
  return { tickets: [], hasMore: false, warnings: [], ignored, reason };
}
