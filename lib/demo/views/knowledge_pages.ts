import { escapeHtml } from "../python/html_text.ts";
import type { Article, ArticleCategory } from "../state/knowledge.ts";
import { compareValues } from "../state/store.ts";
import type { Exchange } from "../web/exchange.ts";
import { errorReply, htmlReply, type Reply } from "../web/reply.ts";
import { page, tokenField } from "../web/web_pages.ts";
import { markdownHtml } from "./markdown_html.ts";

type NumberedArticle = Article & { readonly id: number };

/** `kb/`: the categories that the caller may read, by their titles. */
export function answerKnowledgePage(exchange: Exchange): Reply {
  const { knowledge, settings } = exchange.helpdesk;
  const cards = knowledge.categories.filter((category) => mayRead(exchange, category))
    .toSorted((a, b) => compareValues(a.title, b.title))
    .map(({ slug, title, description }) =>
      `      <div class="card">
        <h5>${escapeHtml(title)}</h5>
        <p>${escapeHtml(description)}</p>
        <a href="${settings.mount}kb/${slug}/">View articles</a>
      </div>`
    );
  return htmlReply(page(
    "Knowledgebase",
    `    <a href="${settings.mount}kb/">Knowledgebase</a>
    <h2>Knowledgebase</h2>
${cards.join("\n")}`,
  ));
}

/** `kb/SLUG/`: the articles of a category, whole. */
export function answerCategoryPage(exchange: Exchange, [slug = ""]: readonly string[]): Reply {
  const { categories } = exchange.helpdesk.knowledge;
  const category = categories.find((one) => one.slug.toLowerCase() === slug.toLowerCase());
  if (category === undefined || !mayRead(exchange, category)) return errorReply(404);
  const before = categories.slice(0, categories.indexOf(category))
    .reduce((count, { articles }) => count + articles.length, 0);
  const articles = category.articles
    .map((article, index) => ({ ...article, id: before + index + 1 }))
    .filter(({ enabled }) => enabled)
    .toSorted((a, b) => compareValues(a.title, b.title));
  return htmlReply(page(
    category.title,
    `    <h2>${escapeHtml(category.title)}</h2>
    <p class="lead">${escapeHtml(category.description)}</p>
${articles.map((article) => articleItem(exchange, category, article)).join("\n")}`,
  ));
}

function mayRead({ user }: Exchange, category: ArticleCategory): boolean {
  return category.public || user?.isStaff === true;
}

function articleItem(
  exchange: Exchange,
  { queue }: ArticleCategory,
  { id, title, question, answer, votes, recommendations }: NumberedArticle,
): string {
  const { mount } = exchange.helpdesk.settings;
  const vote = (direction: string) =>
    `<form method="post" action="${mount}kb/${id}/vote/${direction}/">${tokenField(exchange)}` +
    `<button type="submit"></button></form>`;
  const told = votes === 0
    ? ""
    : `<span>${recommendations} of ${votes} people found this answer useful</span>`;
  const ofQueue = queue === null ? "" : `queue=${queue}&_readonly_fields_=queue&`;
  return `    <div>
      <h2><button type="button" aria-controls="collapse-${id}">${escapeHtml(title)}</button></h2>
      <div id="collapse-${id}">
        <h5>${escapeHtml(question)}</h5>
        <div class="card-answer">${markdownHtml(answer)}</div>
        ${exchange.user === null ? "" : vote("up") + vote("down") + told}
        ${exchange.user?.isStaff ? openTickets(mount, id) : ""}
        <a href="${mount}tickets/submit/?${ofQueue}kbitem=${id}&">Create New Ticket</a>
      </div>
    </div>`;
}

function openTickets(mount: string, id: number): string {
  return `<a href="${mount}tickets/?kbitem=${id}"><span>0</span>Open tickets</a>`;
}
