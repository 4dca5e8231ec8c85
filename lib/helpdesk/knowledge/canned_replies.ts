import { HelpdeskError } from "../../errors.ts";
import type { Action } from "../answers/reply.ts";
import { parseOptionsPage } from "../answers/options_page.ts";
import type { Call } from "../calls/call.ts";
import { Kept, type KeptValue } from "../calls/kept.ts";
import type { Catalogue } from "../catalogue/catalogue.ts";
import type { CatalogueKeeper } from "../catalogue/catalogue_keeper.ts";
import type { Choice } from "../catalogue/choice.ts";
import type { Listing } from "../listing/listing.ts";
import type { HelpdeskSession } from "../session/session.ts";
import { readWebPage, requireWebPages } from "./web_page.ts";

/** A reply that the site keeps ready. */
export interface CannedReply {
  readonly id: number;
  readonly name: string;
  /** A Django template. */
  readonly text: string;
  /** The queues whose tickets offer it, of those that were looked into. */
  readonly queues: readonly Choice[];
  /** Whether all of them do. */
  readonly isForAll: boolean;
}

/** The canned replies that this account may use. */
export interface ReplyShelf {
  readonly replies: readonly CannedReply[];
  /** Sentences about what could not be read. */
  readonly warnings: readonly string[];
}

/** So long what was read is believed. */
const KEPT_MILLISECONDS = 10 * 60_000;
const READING_CALLS = 5;
/** So many queues are looked into: each costs a list and a page. */
const MOST_QUEUES = 40;

const ACTION: Action = {
  name: "read the knowledge base and the canned replies",
  notFound: "The page of a ticket, which tells its canned replies, is not there",
};

const TEXT_ACTION: Action = {
  name: "read the text of a canned reply",
  failureHint:
    "django-helpdesk up to 1.2 cannot show one, to people neither: its administrator can " +
    "update it",
};

interface Offer {
  readonly queue: Choice;
  /** Undefined: the queue has no ticket, or its page could not be read. */
  readonly offered: readonly Choice[] | undefined;
}

/**
 * The site's canned replies. No page lists them: the page of a ticket offers those of its queue and those of no
 * queue, so the newest ticket of each queue is looked at.
 */
export class CannedReplies {
  readonly #session: HelpdeskSession;
  readonly #catalogue: CatalogueKeeper;
  readonly #listing: Listing;
  readonly #kept: Kept<ReplyShelf>;

  constructor(parts: {
    session: HelpdeskSession;
    catalogue: CatalogueKeeper;
    listing: Listing;
    timeoutMilliseconds: number;
  }) {
    this.#session = parts.session;
    this.#catalogue = parts.catalogue;
    this.#listing = parts.listing;
    this.#kept = new Kept(KEPT_MILLISECONDS, parts.timeoutMilliseconds * READING_CALLS);
  }

  /**
   * All of them, at most ten minutes old.
   *
   * @throws {HelpdeskError} "forbidden" for accounts that may not open web pages, and what requests throw
   */
  async all(call: Call): Promise<KeptValue<ReplyShelf>> {
    return await this.#kept.get(call, (shared) => this.#read(shared));
  }

  async #read(call: Call): Promise<ReplyShelf> {
    await requireWebPages(this.#session, call, ACTION);
    const catalogue = await this.#catalogue.get(call);
    const looked = catalogue.queues.slice(0, MOST_QUEUES);
    const offers = await Promise.all(
      looked.map((queue) => this.#offerOf(queue, catalogue, call)),
    );
    const names = new Map<number, string>();
    for (const { offered = [] } of offers) {
      for (const { id, label } of offered) names.set(id, label);
    }
    const told = offers.filter(({ offered }) => offered !== undefined);
    const replies = await Promise.all([...names].map(async ([id, name]): Promise<CannedReply> => {
      const query = new URLSearchParams({ id: String(id) });
      const page = { action: TEXT_ACTION, query };
      const { text } = await readWebPage("raw/preset/", this.#session, call, page);
      const queues = told.filter(({ offered }) => offered?.some((one) => one.id === id))
        .map(({ queue }) => queue);
      return { id, name, text, queues, isForAll: queues.length === told.length };
    }));
    return { replies, warnings: warningsFor(offers, catalogue.queues.length - looked.length) };
  }

  async #offerOf(queue: Choice, catalogue: Catalogue, call: Call): Promise<Offer> {
    const question = {
      queue: queue.id,
      sort: "id",
      descending: true,
      offset: 0,
      limit: 1,
    } as const;
    const { tickets: [ticket] } = await this.#listing.list(question, catalogue, call);
    if (ticket === undefined) return { queue, offered: undefined };
    try {
      const path = `tickets/${ticket.id}/`;
      const { text } = await readWebPage(path, this.#session, call, { action: ACTION });
      return { queue, offered: parseOptionsPage(text).selects.get("preset") ?? [] };
    } catch (error) {
      const isPage = error instanceof HelpdeskError &&
        ["not_found", "bad_reply"].includes(error.kind);
      if (!isPage) throw error;
      return { queue, offered: undefined };
    }
  }
}

function warningsFor(offers: readonly Offer[], left: number): string[] {
  const silent = offers.filter(({ offered }) => offered === undefined);
  const warnings: string[] = [];
  if (silent.length > 0) {
    const ids = silent.map(({ queue }) => queue.id).join(", ");
    const which = silent.length === 1 ? `queue ${ids} has` : `queues ${ids} have`;
    warnings.push(
      `Replies for these queues alone are missing: ${which} no ticket whose page tells them`,
    );
  }
  if (left > 0) warnings.push(`${left} more queues were not looked into`);
  return warnings;
}
