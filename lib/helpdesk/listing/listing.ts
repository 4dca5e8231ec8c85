import type { Call } from "../calls/call.ts";
import type { Catalogue } from "../catalogue/catalogue.ts";
import { TableListing } from "./listing_table.ts";
import type { QueueLimit } from "../catalogue/queue_limit.ts";
import type { LimitedQuestion, ListingAnswer, ListingQuestion } from "./listing_question.ts";
import { ScanListing } from "./listing_scan.ts";
import type { HelpdeskSession } from "../session/session.ts";

/** Takes notice of a ticket that was seen, and of its status. */
export type Sighting = (id: number, status: number | undefined) => void;

/**
 * Lists tickets the fastest way this account may use: the staff list endpoint, where the database
 * filters, sorts and searches; else a scan of the API. A refusal is remembered. Tickets of queues that may
 * not be worked are not listed.
 */
export class Listing {
  readonly #table: TableListing;
  readonly #scan: ScanListing;
  readonly #queueLimit: QueueLimit;
  readonly #see: Sighting;
  #tableRefused = false;

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
    const answer = await this.#answer(
      onlyQueues === undefined ? question : { ...question, onlyQueues },
      catalogue,
      call,
    );
    for (const { id, status } of answer.tickets) this.#see(id, status?.id);
    return { ...answer, tickets: this.#queueLimit.only(answer.tickets) };
  }

  async #answer(
    question: LimitedQuestion,
    catalogue: Catalogue,
    call: Call,
  ): Promise<ListingAnswer> {
    if (!this.#tableRefused) {
      const answer = await this.#table.list(question, catalogue, call);
      if (answer !== undefined) return answer;
      this.#tableRefused = true;
    }
    return await this.#scan.list(question, catalogue, call);
  }
}
