/** An article of the knowledge base; its answer is Markdown. Its id is its place among all, from 1. */
export interface Article {
  readonly title: string;
  readonly question: string;
  readonly answer: string;
  readonly votes: number;
  /** Of those, the ones that found it useful. */
  readonly recommendations: number;
  /** False: shown to nobody. */
  readonly enabled: boolean;
}

/** A category of the knowledge base. */
export interface ArticleCategory {
  readonly slug: string;
  readonly title: string;
  readonly description: string;
  /** False: for staff only. */
  readonly public: boolean;
  /** Id of the queue for which it is meant; null for none. */
  readonly queue: number | null;
  readonly articles: readonly Article[];
}

/** A reply to be filled in and sent, a Django template. Its id is its place among all, from 1. */
export interface PresetReply {
  readonly name: string;
  readonly body: string;
  /** Ids of the queues in which it is offered; none: in all. */
  readonly queues: readonly number[];
}

/** What a helpdesk knows beside its tickets. */
export interface KnowledgeContent {
  readonly categories: readonly ArticleCategory[];
  readonly replies: readonly PresetReply[];
}
