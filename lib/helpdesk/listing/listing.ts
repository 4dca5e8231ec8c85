import { HelpdeskError } from "../../errors.ts";
import type { Call } from "../calls/call.ts";
import type { Catalogue } from "../catalogue/catalogue.ts";
import { TableListing } from "./listing_table.ts";
import type { ListingAnswer, ListingQuestion, ListingWay } from "./listing_question.ts";
import { ScanListing } from "./listing_scan.ts";
import type { HelpdeskSession } from "../session/session.ts";

/**
 * Lists tickets the fastest way this account may use: the staff list endpoint, where the database
 * filters, sorts and searches; else a scan of the API. A refusal is remembered.
 */
export class Listing {
  readonly #table: ListingWay;
  readonly #scan: ListingWay;
  #tableRefused = false;

  constructor(session: HelpdeskSession) {
    this.#table = new TableListing(session);
    this.#scan = new ScanListing(session);
  }

  /** @throws {HelpdeskError} "invalid" when the question cannot be answered for this account */
  async list(
    question: ListingQuestion,
    catalogue: Catalogue,
    call: Call,
  ): Promise<ListingAnswer> {
    if (!this.#tableRefused) {
      const answer = await this.#table.list(question, catalogue, call);
      if (answer !== undefined) return answer;
      this.#tableRefused = true;
    }
    const answer = await this.#scan.list(question, catalogue, call);
    if (answer !== undefined) return answer;
    throw new HelpdeskError(
      "forbidden",
      "The helpdesk does not let this account list tickets. Its administrator can give the account " +
        "staff rights",
    );
  }
}
