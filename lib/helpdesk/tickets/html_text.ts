import { HelpdeskError } from "../../errors.ts";
import { parsePage } from "../answers/page_parser.ts";

/** Where HTML begins, whatever the file is called: mail programs and helpdesks write it into .txt files. */
const BEGINNING =
  /^\ufeff?\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--[^]{0,2000}?-->\s*)*<(?:!doctype html|html|head|body|meta|style|div|table|p|center|font|span)\b/i;
const CHARSET = /<meta[^>]{0,200}charset\s*=\s*["']?([\w-]{2,40})/i;

const HEADINGS = ["h1", "h2", "h3", "h4", "h5", "h6"];
const OPTIONS = {
  wordwrap: false,
  selectors: [
    ...HEADINGS.map((selector) => ({ selector, options: { uppercase: false } })),
    { selector: "a", options: { hideLinkHrefIfSameAsText: true } },
    { selector: "img", format: "skip" },
    {
      selector: "tr",
      format: "block",
      options: { leadingLineBreaks: 1, trailingLineBreaks: 1 },
    },
    ...["td", "th"].map((selector) => ({
      selector,
      format: "inlineSurround",
      options: { suffix: " " },
    })),
  ],
};

/** Whether a text is HTML, by its name, its type or its beginning. */
export function isHtmlText(text: string, filename: string, mimeType: string): boolean {
  return /^(?:text\/html|application\/xhtml\+xml)\b/i.test(mimeType) ||
    /\.x?html?$/i.test(filename.trim()) || BEGINNING.test(text);
}

/** The encoding that HTML says it has; undefined when it says none. */
export function charsetIn(beginning: string): string | undefined {
  return CHARSET.exec(beginning)?.[1];
}

/**
 * What a reader of HTML sees of it: its text, with the addresses of links, without styles, scripts and images.
 *
 * @returns undefined when it is larger, nested deeper, or takes longer to read than any mail
 */
export async function textOfHtml(html: string): Promise<string | undefined> {
  try {
    // The library takes everything: this holds it to what can be read in time.
    parsePage(html, {});
  } catch (error) {
    if (error instanceof HelpdeskError) return undefined;
    throw error;
  }
  const library: { convert(html: string, options: object): string } = await import("html-to-text");
  return library.convert(html, OPTIONS);
}
