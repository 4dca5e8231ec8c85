import { type Handler, Parser } from "htmlparser2";
import { HelpdeskError } from "../../errors.ts";

/** Largest page that is read, in characters: a select with tens of thousands of options is smaller. */
export const LARGEST_PAGE = 4 * 1024 * 1024;
/** Deepest nesting that is read; the parser's work for a tag grows with it. Django's pages have about 30. */
export const DEEPEST_NESTING = 256;
/** Longest time that reading a page may take: nothing else runs meanwhile, not even the end of a call. */
const MOST_MILLISECONDS = 2_000;

const PIECE = 64 * 1024;

/** What is done with the tags and the text of a page. */
export type PageHandler = Pick<Partial<Handler>, "onopentag" | "ontext" | "onclosetag">;

/**
 * Reads a page of HTML from its beginning.
 *
 * @param handler what it throws is thrown
 * @param now tells the time, in milliseconds
 * @throws {HelpdeskError} "bad_reply" when the page is larger, nested deeper, or takes longer to read than any
 * page of a helpdesk
 */
export function parsePage(html: string, handler: PageHandler, now = () => performance.now()): void {
  if (html.length > LARGEST_PAGE) {
    throw unreadable(`it is larger than ${LARGEST_PAGE / 1024 / 1024} MiB`);
  }
  let depth = 0;
  const parser = new Parser({
    ...handler,
    onopentag(...tag) {
      if (++depth > DEEPEST_NESTING) {
        throw unreadable(`it is nested deeper than ${DEEPEST_NESTING} elements`);
      }
      handler.onopentag?.(...tag);
    },
    onclosetag(...tag) {
      depth--;
      handler.onclosetag?.(...tag);
    },
  });
  const end = now() + MOST_MILLISECONDS;
  for (let start = 0; start < html.length; start += PIECE) {
    parser.write(html.slice(start, start + PIECE));
    if (now() > end) throw unreadable(`reading it took more than ${MOST_MILLISECONDS / 1000} s`);
  }
  parser.end();
}

function unreadable(why: string): HelpdeskError {
  return new HelpdeskError(
    "bad_reply",
    `A page of the helpdesk was not read: ${why}. Check that HELPDESK_BASE_URL names a django-helpdesk`,
  );
}
