import { HelpdeskError } from "../../errors.ts";
import { notSentInTime } from "../../http/not_sent.ts";
import type { Call } from "../calls/call.ts";
import { Kept } from "../calls/kept.ts";
import type { CatalogueKeeper } from "../catalogue/catalogue_keeper.ts";
import type { QueueLimit } from "../catalogue/queue_limit.ts";
import type { HelpdeskSession } from "../session/session.ts";
import { type ArticleShelf, type KnowledgeArticle, readArticles } from "./articles.ts";
import type { KnowledgeHit, KnowledgeIndex } from "./knowledge_index.ts";
import { readResolutions } from "./resolutions.ts";

/** So long what was read is believed. */
export const KNOWLEDGE_MILLISECONDS = 10 * 60_000;
/** A large helpdesk takes longer than one call may: the next one finds what was read. */
const READING_CALLS = 5;
/** An article that is not known asks the helpdesk again, but not more often than this. */
const REFRESH_PAUSE_MILLISECONDS = 2_000;
const WAITED = "it waited for knowledge base and resolved tickets to be read";

/** What was found, and in what. */
export interface KnowledgeAnswer {
  readonly hits: readonly KnowledgeHit[];
  readonly articles: number;
  readonly tickets: number;
  /** When it was read, in milliseconds since 1970. */
  readonly at: number;
  readonly warnings: readonly string[];
}

interface Indexed {
  readonly index: KnowledgeIndex;
  readonly articles: number;
  readonly tickets: number;
  readonly warnings: readonly string[];
}

/** What the helpdesk knows: the articles of its knowledge base, and how tickets were resolved. */
export class Knowledge {
  readonly #session: HelpdeskSession;
  readonly #catalogue: CatalogueKeeper;
  readonly #queueLimit: QueueLimit;
  readonly #shelf: Kept<ArticleShelf>;
  readonly #indexed: Kept<Indexed>;

  constructor(parts: {
    session: HelpdeskSession;
    catalogue: CatalogueKeeper;
    queueLimit: QueueLimit;
    timeoutMilliseconds: number;
  }) {
    this.#session = parts.session;
    this.#catalogue = parts.catalogue;
    this.#queueLimit = parts.queueLimit;
    const reading = parts.timeoutMilliseconds * READING_CALLS;
    this.#shelf = new Kept(KNOWLEDGE_MILLISECONDS, reading);
    this.#indexed = new Kept(KNOWLEDGE_MILLISECONDS, reading);
  }

  /**
   * The best answers to a question, articles and resolved tickets ranked together.
   *
   * @param most 1 or more
   * @throws {HelpdeskError} "forbidden" for accounts that may not open web pages, and what requests throw
   */
  async search(question: string, most: number, call: Call): Promise<KnowledgeAnswer> {
    const { value, at } = await this.#indexed.get(call, (shared) => this.#read(shared))
      .catch((error) => {
        throw notSentInTime(
          "The search",
          WAITED,
          error,
          "Ask again: the reading goes on meanwhile",
        );
      });
    const { index, ...rest } = value;
    return { ...rest, at, hits: index.search(question, most) };
  }

  /**
   * An article of the knowledge base, whole.
   *
   * @throws {HelpdeskError} "not_found" when there is none of that id, and as `search`
   */
  async article(id: number, call: Call): Promise<KnowledgeArticle> {
    for (const oldest of [undefined, REFRESH_PAUSE_MILLISECONDS]) {
      const { value } = await this.#shelf.get(
        call,
        (shared) => readArticles(this.#session, shared),
        oldest,
      );
      const article = value.articles.find((one) => one.id === id);
      if (article !== undefined) return article;
    }
    throw new HelpdeskError(
      "not_found",
      `There is no article ${id} that this account may read; search_knowledge finds articles`,
    );
  }

  async #read(call: Call): Promise<Indexed> {
    // First: without a session the pages of the knowledge base would show less than the account may read.
    const catalogue = await this.#catalogue.get(call);
    const [shelf, resolutions, { KnowledgeIndex }] = await Promise.all([
      this.#shelf.get(call, (shared) => readArticles(this.#session, shared)).then(
        ({ value }) => value,
        withoutKnowledgeBase,
      ),
      readResolutions(this.#session, catalogue, this.#queueLimit, call),
      import("./knowledge_index.ts"),
    ]);
    return {
      index: new KnowledgeIndex(shelf.articles, resolutions.tickets),
      articles: shelf.articles.length,
      tickets: resolutions.tickets.length,
      warnings: [...shelf.warnings, ...resolutions.warnings],
    };
  }
}

/** Where it has none, or fails to show it, there are the tickets all the same. */
function withoutKnowledgeBase(error: unknown): ArticleShelf {
  if (!(error instanceof HelpdeskError)) throw error;
  if (error.kind !== "not_found" && error.status !== 500) throw error;
  return { articles: [], warnings: [error.message] };
}
