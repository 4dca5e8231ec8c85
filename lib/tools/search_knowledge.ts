import * as z from "zod";
import { writeMoment } from "../text/moment.ts";
import { ageOf, knowledgeHit, renderHit, viewHit } from "../views/knowledge_view.ts";
import { line } from "./arguments/fields.ts";
import { defineTool } from "./tool.ts";

export const searchKnowledge = defineTool({
  name: "search_knowledge",
  title: "Search what is known",
  description:
    "Looks whether the answer exists: articles of the knowledge base and resolutions of " +
    "earlier tickets, best first.",
  effect: "read",
  needs: "web pages",
  input: z.object({
    query: line("What is asked, in its own words"),
    limit: z.int().min(1).max(20).default(5).describe("Most answers"),
  }),
  output: z.object({
    answers: z.array(knowledgeHit).describe("Best first"),
    articles: z.int().describe("Searched"),
    tickets: z.int(),
    read_at: z.string(),
    warnings: z.array(z.string()),
  }),
  async run({ query, limit }, { helpdesk, call }) {
    const { hits, articles, tickets, at, warnings } = await helpdesk.knowledge.search(
      query,
      limit,
      call,
    );
    return {
      answers: hits.map(viewHit),
      articles,
      tickets,
      read_at: helpdesk.session.zone.shift(writeMoment(at, 0)),
      warnings: [...warnings],
    };
  },
  render({ answers, articles, tickets, read_at, warnings }) {
    const searched = `${articles} ${articles === 1 ? "article" : "articles"} and ` +
      `${tickets} resolved ${tickets === 1 ? "ticket" : "tickets"}, read ${
        ageOf(Date.parse(read_at))
      }`;
    const summary = answers.length === 0
      ? `Nothing fits in ${searched}. Try other words, or list_tickets with search, which finds open tickets too.`
      : `${answers.length} ${
        answers.length === 1 ? "answer" : "answers"
      } from ${searched}, best first. ` +
        "get_article and get_ticket show all of one.";
    return {
      summary: [summary, ...warnings.map((warning) => `Warning: ${warning}`)].join("\n"),
      quoted: answers.length === 0 ? undefined : answers.map(renderHit).join("\n\n"),
    };
  },
});
