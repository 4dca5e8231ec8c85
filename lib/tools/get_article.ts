import * as z from "zod";
import { cutNoted } from "../text/shown_text.ts";
import { inLine, SEPARATOR, setOff } from "../text/strangers_text.ts";
import { id } from "./arguments/fields.ts";
import { defineTool } from "./tool.ts";

/** Most characters shown of an answer. */
const LONGEST_ANSWER = 20_000;

export const getArticle = defineTool({
  name: "get_article",
  title: "Read an article",
  description: "An article of the knowledge base, whole, as Markdown.",
  effect: "read",
  needs: "web pages",
  input: z.object({ article_id: id("Article id, from search_knowledge") }),
  isOutputUntold: true,
  output: z.object({
    id: z.int(),
    title: z.string(),
    category: z.string(),
    question: z.string(),
    answer: z.string().describe("Markdown"),
    useful: z.int().optional(),
    votes: z.int().optional(),
    url: z.string(),
  }),
  async run({ article_id }, { helpdesk, call }) {
    const { votes, ...article } = await helpdesk.knowledge.article(article_id, call);
    return {
      ...article,
      answer: cutNoted(article.answer, LONGEST_ANSWER),
      useful: votes?.useful,
      votes: votes?.all,
    };
  },
  render({ id, title, category, question, answer, useful, votes, url }) {
    const voted = votes === undefined ? "" : `${SEPARATOR}${useful} of ${votes} found it useful`;
    return {
      summary: `Article ${id}: ${url}`,
      quoted: `Article ${id}: ${inLine(title)}${SEPARATOR}${inLine(category)}${voted}\n` +
        `Question:\n${setOff(question)}\nAnswer:\n${setOff(answer)}`,
    };
  },
});
