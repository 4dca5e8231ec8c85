import MiniSearch from "minisearch";
import type { KnowledgeArticle } from "./articles.ts";
import type { ResolvedTicket } from "./resolutions.ts";
import { wordsOf } from "./words.ts";

/** Where an answer was found. */
export type KnowledgeSource =
  | { readonly kind: "article"; readonly article: KnowledgeArticle }
  | { readonly kind: "ticket"; readonly ticket: ResolvedTicket };

/** A source that has to do with what was asked. */
export interface KnowledgeHit {
  readonly source: KnowledgeSource;
  /** Those of its words that were asked for, or resemble them; in the form of `wordsOf`. */
  readonly words: ReadonlySet<string>;
}

/** Words of this length may be misspelt, or be the beginning of another one. */
const LONG_WORD = 4;
/** Articles were written to be found; a resolution only says what was done. */
const ARTICLE_BOOST = 1.25;
/** What ranks below this part of the best is about something else. */
const LEAST_PART = 0.15;

/** Ranks articles and resolved tickets together by the words that they share with a question (BM25). */
export class KnowledgeIndex {
  readonly #sources: readonly KnowledgeSource[];
  readonly #index: MiniSearch;

  constructor(articles: readonly KnowledgeArticle[], tickets: readonly ResolvedTicket[]) {
    this.#sources = [
      ...articles.map((article) => ({ kind: "article", article }) as const),
      ...tickets.map((ticket) => ({ kind: "ticket", ticket }) as const),
    ];
    this.#index = new MiniSearch({
      fields: ["title", "question", "answer"],
      tokenize: wordsOf,
      processTerm: (word) => word,
      searchOptions: {
        boost: { title: 3, question: 2 },
        prefix: (word) => word.length >= LONG_WORD,
        fuzzy: (word) => word.length > LONG_WORD ? 0.2 : false,
        boostDocument: (id) => this.#boostOf(Number(id)),
      },
    });
    this.#index.addAll(this.#sources.map((source, id) => ({ id, ...fieldsOf(source) })));
  }

  /** The best sources, best first. @param most 1 or more */
  search(question: string, most: number): KnowledgeHit[] {
    const found = this.#index.search(question);
    const least = (found[0]?.score ?? 0) * LEAST_PART;
    return found.filter(({ score }) => score >= least).slice(0, most)
      .flatMap(({ id, terms }) => {
        const source = this.#sources[Number(id)];
        return source === undefined ? [] : [{ source, words: new Set(terms) }];
      });
  }

  #boostOf(id: number): number {
    const source = this.#sources[id];
    if (source?.kind !== "article") return 1;
    const { useful, all } = source.article.votes ?? { useful: 0, all: 0 };
    // Laplace's rule: one vote tells little.
    return ARTICLE_BOOST * (0.9 + 0.2 * (Math.max(0, useful) + 1) / (all + 2));
  }
}

function fieldsOf(source: KnowledgeSource): { title: string; question: string; answer: string } {
  if (source.kind === "article") {
    const { title, question, answer } = source.article;
    return { title, question, answer };
  }
  const { title, description, resolution } = source.ticket;
  return { title, question: description, answer: resolution };
}
