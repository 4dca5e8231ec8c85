import type { Call } from "../calls/call.ts";
import { HelpdeskError } from "../../errors.ts";
import type { Action } from "../answers/reply.ts";
import type { HelpdeskSession } from "../session/session.ts";
import {
  articlesIn,
  categoriesIn,
  type Category,
  mentionsArticles,
  type ShownArticle,
} from "./article_pages.ts";
import { readWebPage, requireSession } from "./web_page.ts";

/** An article of the knowledge base. */
export interface KnowledgeArticle extends ShownArticle {
  readonly category: string;
  /** Of its page, for people. */
  readonly url: string;
}

/** The articles that this account may read. */
export interface ArticleShelf {
  readonly articles: readonly KnowledgeArticle[];
  /** Sentences about what could not be read. */
  readonly warnings: readonly string[];
}

const ACTION: Action = {
  name: "read the knowledge base and the canned replies",
  notFound: "This helpdesk has no knowledge base: its page kb/ is not there (the site's setting " +
    "HELPDESK_KB_ENABLED may be off)",
};

/**
 * Reads the whole knowledge base: a page for each category.
 *
 * @throws {HelpdeskError} "not_found" when there is none, and what `readWebPage` throws
 */
export async function readArticles(session: HelpdeskSession, call: Call): Promise<ArticleShelf> {
  const { generation } = session;
  const shelf = await readPages(session, call);
  if (session.username === undefined) {
    const warning = "An API token opens no web pages: only public articles were read";
    return { ...shelf, warnings: [...shelf.warnings, warning] };
  }
  // The pages answer everybody, with less: whether the session held, only the API tells.
  await requireSession(session, call, ACTION);
  return session.generation === generation ? shelf : await readPages(session, call);
}

async function readPages(session: HelpdeskSession, call: Call): Promise<ArticleShelf> {
  const index = await readWebPage("kb/", session, call, { action: ACTION });
  const path = new URL("kb/", session.baseUrl).pathname;
  const categories = categoriesIn(index.text, path);
  const shelves = await Promise.all(
    categories.map((category) => readCategory(category, session, call)),
  );
  const articles = new Map(
    shelves.flatMap((shelf) => shelf.articles).map((article) => [article.id, article]),
  );
  return {
    articles: [...articles.values()],
    warnings: shelves.flatMap(({ warnings }) => warnings),
  };
}

async function readCategory(
  { slug, title }: Category,
  session: HelpdeskSession,
  call: Call,
): Promise<ArticleShelf> {
  const path = `kb/${slug}/`;
  try {
    const { text } = await readWebPage(path, session, call, { action: ACTION });
    const articles = articlesIn(text).map((article) => ({
      ...article,
      category: title,
      url: new URL(`${path}?kbitem=${article.id}`, session.baseUrl).href,
    }));
    return articles.length === 0 && mentionsArticles(text)
      ? { articles, warnings: [`The articles of kb/${slug}/ have a form that is not known here`] }
      : { articles, warnings: [] };
  } catch (error) {
    // A category may go while the others are read; a page may be too large.
    const isGone = error instanceof HelpdeskError &&
      ["not_found", "bad_reply"].includes(error.kind);
    if (!isGone) throw error;
    return {
      articles: [],
      warnings: [`The articles of kb/${slug}/ were not read: ${error.message}`],
    };
  }
}
