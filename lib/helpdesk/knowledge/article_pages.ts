import { parsePage } from "../answers/page_parser.ts";
import { MarkdownWriter } from "./markdown_writer.ts";

/** A category of the knowledge base. */
export interface Category {
  readonly slug: string;
  readonly title: string;
}

/** An article as the page of its category shows it. */
export interface ShownArticle {
  readonly id: number;
  readonly title: string;
  readonly question: string;
  /** Markdown. */
  readonly answer: string;
  /** How many of those who voted found it useful; absent when nobody voted. */
  readonly votes?: { readonly useful: number; readonly all: number };
}

const HEADING = /^h[1-6]$/;

/**
 * The categories that `kb/` leads to: each is a heading with a link behind it. A link before any heading is the
 * page's own navigation.
 *
 * @param path of `kb/` itself, from the root of the site
 * @throws {HelpdeskError} "bad_reply" for a page that cannot be read
 */
export function categoriesIn(html: string, path: string): Category[] {
  const titles = new Map<string, string>();
  let heading: string | undefined;
  let text = "";
  parsePage(html, {
    onopentag(tag, { href = "" }) {
      if (HEADING.test(tag)) text = "";
      const slug = href.startsWith(path) ? /^([\w-]+)\/$/.exec(href.slice(path.length))?.[1] : "";
      if (!slug || titles.has(slug)) return;
      titles.set(slug, heading || slug);
      heading = undefined;
    },
    ontext(part) {
      text += part;
    },
    onclosetag(tag) {
      if (HEADING.test(tag)) heading = text.trim();
    },
  });
  return [...titles].map(([slug, title]) => ({ slug, title }));
}

/**
 * The articles of a category, from its page. In django-helpdesk 1.6 to 2.6 an article begins with what opens it
 * (`aria-controls="collapse…"` with its id), which holds the title; its question follows, its answer in an element
 * of the class `card-answer`, and the number of votes, in the site's language.
 *
 * @throws {HelpdeskError} "bad_reply" for a page that cannot be read
 */
export function articlesIn(html: string): ShownArticle[] {
  const reader = new ArticleReader();
  parsePage(html, {
    onopentag: (tag, attributes) => reader.open(tag, attributes),
    ontext: (part) => reader.text(part),
    onclosetag: (tag) => reader.close(tag),
  });
  return reader.articles();
}

/** Whether a page of a category speaks of articles, in whatever form. */
export function mentionsArticles(html: string): boolean {
  return /[?&;]kbitem=\d/.test(html);
}

interface Draft {
  readonly id: number;
  title: string;
  question: string;
  answer: MarkdownWriter | undefined;
  after: string;
}

class ArticleReader {
  readonly #drafts = new Map<number, Draft>();
  #draft: Draft | undefined;
  #depth = 0;
  /** Depth of the element that opens and closes with the article. */
  #body: number | undefined;
  /** Depth of the element that is read apart: the title's, the answer's, or a form, link or button. */
  #apart: { readonly part: "title" | "answer" | "control"; readonly depth: number } | undefined;

  open(tag: string, attributes: Readonly<Record<string, string>>): void {
    this.#depth++;
    if (this.#apart?.part === "answer") return this.#draft?.answer?.open(tag, attributes);
    if (this.#draft !== undefined && collapsible(attributes.id) === this.#draft.id) {
      this.#body = this.#depth;
    }
    const opens = collapsible(attributes["aria-controls"]);
    if (opens !== undefined) this.#begin(opens);
    else if (this.#draft === undefined || this.#apart !== undefined) return;
    else if (this.#draft.answer === undefined && isAnswer(attributes)) {
      this.#draft.answer = new MarkdownWriter();
      this.#apart = { part: "answer", depth: this.#depth };
    } else if (tag === "form" || tag === "a" || tag === "button") {
      this.#apart = { part: "control", depth: this.#depth };
    }
  }

  text(part: string): void {
    const draft = this.#draft;
    if (draft === undefined) return;
    if (this.#apart?.part === "answer") draft.answer?.text(part);
    else if (this.#apart?.part === "title") draft.title += part;
    else if (this.#apart !== undefined) return;
    else if (draft.answer === undefined) draft.question += part;
    else draft.after += part;
  }

  close(tag: string): void {
    const depth = this.#depth--;
    if (this.#body === depth) this.#draft = this.#apart = this.#body = undefined;
    else if (this.#apart?.depth === depth) this.#apart = undefined;
    else if (this.#apart?.part === "answer") this.#draft?.answer?.close(tag);
  }

  articles(): ShownArticle[] {
    return [...this.#drafts.values()].flatMap(({ id, title, question, answer, after }) =>
      answer === undefined ? [] : [{
        id,
        title: title.trim(),
        question: question.trim(),
        answer: answer.markdown,
        ...votesIn(after),
      }]
    );
  }

  #begin(id: number): void {
    this.#draft = { id, title: "", question: "", answer: undefined, after: "" };
    if (!this.#drafts.has(id)) this.#drafts.set(id, this.#draft);
    this.#apart = { part: "title", depth: this.#depth };
    this.#body = undefined;
  }
}

/** The id of the article that an element belongs to. */
function collapsible(name = ""): number | undefined {
  const id = /^collapse-?(\d{1,9})$/.exec(name)?.[1];
  return id === undefined ? undefined : Number(id);
}

function isAnswer(attributes: Readonly<Record<string, string>>): boolean {
  return (attributes.class ?? "").split(/\s+/).includes("card-answer");
}

/** Two numbers, in the order of the site's language: no more can have found it useful than voted. */
function votesIn(text: string): Pick<ShownArticle, "votes"> {
  const numbers = [...text.matchAll(/-?\d+/g)].map(([number]) => Number(number));
  const [one, other] = numbers;
  if (one === undefined || other === undefined || numbers.length > 2) return {};
  return { votes: { useful: Math.min(one, other), all: Math.max(one, other) } };
}
