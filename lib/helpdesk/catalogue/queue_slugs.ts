import { parsePage } from "../answers/page_parser.ts";
import type { Call } from "../calls/call.ts";
import type { HelpdeskSession } from "../session/session.ts";
import { askAsStaff } from "./staff_page.ts";

/** The address of a queue's feed ends in its slug. */
const FEED = /\/rss\/queue\/([\w-]+)\/$/;

/**
 * The titles of the queues by their slugs, in lower case. Only the page of feeds tells them of all queues, and only
 * staff may open it.
 *
 * @returns undefined where this account is not told
 * @throws {HelpdeskError} what requests throw, "bad_reply" for a page that cannot be read
 */
export async function readQueueSlugs(
  session: HelpdeskSession,
  call: Call,
): Promise<ReadonlyMap<string, string> | undefined> {
  // Asking for a page would end an agent's session.
  if ((await session.standing(call)).kind === "agent") return undefined;
  const send = () =>
    session.request(
      { turn: "read", method: "GET", path: "rss/", accept: "html" } as const,
      call,
    );
  const page = await askAsStaff(send, true, session, call);
  return page?.status === 200 ? slugsIn(page.text) : undefined;
}

/** Each queue is a row of a table: its title in the first cell, links to its feeds in the others. */
function slugsIn(html: string): ReadonlyMap<string, string> {
  const titles = new Map<string, string>();
  let title = "";
  let isTitle = false;
  parsePage(html, {
    onopentag(tag, { href = "" }) {
      if (tag === "tr") title = "";
      isTitle = tag === "td" && title === "";
      const slug = FEED.exec(href)?.[1];
      if (slug !== undefined) titles.set(slug.toLowerCase(), title.trim());
    },
    ontext(part) {
      if (isTitle) title += part;
    },
    onclosetag(tag) {
      if (tag === "td") isTitle = false;
    },
  });
  return titles;
}
