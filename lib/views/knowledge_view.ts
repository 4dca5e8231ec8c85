import * as z from "zod";
import { excerptOf } from "../helpdesk/knowledge/excerpt.ts";
import type { KnowledgeHit } from "../helpdesk/knowledge/knowledge_index.ts";
import { shownLine } from "../text/shown_text.ts";
import { inLine, SEPARATOR, setOff } from "../text/strangers_text.ts";

/** Most characters of an excerpt. */
const LONGEST_EXCERPT = 400;

/** Where an answer was found. */
export const knowledgeHit = z.object({
  source: z.enum(["article", "ticket"]),
  id: z.int(),
  title: z.string(),
  category: z.string().optional().describe("Of an article its category, of a ticket its queue"),
  status: z.string().optional(),
  excerpt: z.string(),
  useful: z.int().optional(),
  votes: z.int().optional(),
  url: z.string(),
});
export type KnowledgeHitView = z.infer<typeof knowledgeHit>;

/** A hit as tools show it. */
export function viewHit({ source, words }: KnowledgeHit): KnowledgeHitView {
  if (source.kind === "article") {
    const { id, title, category, question, answer, votes, url } = source.article;
    const excerpt = excerptOf(`${question}\n${answer}`, words, LONGEST_EXCERPT);
    return {
      ...{ source: "article", id, title, category, excerpt, url },
      ...{ useful: votes?.useful, votes: votes?.all },
    };
  }
  const { id, title, queue, status, resolution, url } = source.ticket;
  const excerpt = excerptOf(resolution, words, LONGEST_EXCERPT);
  return { source: "ticket", id, title, category: queue, status, excerpt, url };
}

/** A hit as lines of text. */
export function renderHit(hit: KnowledgeHitView): string {
  const { source, id, title, category, status, excerpt, useful, votes, url } = hit;
  const heading = [
    `${source === "article" ? "Article" : "Ticket"} ${id}: ${inLine(title)}`,
    category === undefined ? undefined : inLine(category),
    status === undefined ? undefined : inLine(status),
    votes === undefined ? undefined : `${useful} of ${votes} found it useful`,
    shownLine(url),
  ].filter((part) => part !== undefined).join(SEPARATOR);
  return `${heading}\n${setOff(excerpt)}`;
}

/** How old what was read is: "just now", "4 minutes ago". */
export function ageOf(at: number, now = Date.now()): string {
  const minutes = Math.floor((now - at) / 60_000);
  return minutes < 1 ? "just now" : minutes === 1 ? "a minute ago" : `${minutes} minutes ago`;
}
