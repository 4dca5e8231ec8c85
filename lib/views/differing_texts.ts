import { cutText, shownLine, shownText } from "../text/shown_text.ts";

/** Most characters shown of one text. */
const LONGEST = 300;
/** Characters shown before the first that differs, where the beginning is left out. */
const LEAD = 40;

/**
 * Two texts that differ, each on one line and cut, so that a reader sees where: from shortly before the
 * first difference on when that is far inside, with escaped line ends and spaces when they differ in these
 * alone, and with their lengths when only something invisible differs.
 */
export function differingTexts(first: string, second: string): readonly [string, string] {
  const lines = [shownLine(first), shownLine(second)] as const;
  if (lines[0] !== lines[1]) return excerpts(lines[0], lines[1], first.length, second.length);
  const escaped = [first, second].map((text) => JSON.stringify(shownText(text)).slice(1, -1));
  const [a = "", b = ""] = escaped;
  if (a !== b) return excerpts(a, b, first.length, second.length);
  const shown = cutText(a, LONGEST).text;
  return [`${shown} (${first.length} characters)`, `${shown} (${second.length} characters)`];
}

function excerpts(
  first: string,
  second: string,
  firstLength: number,
  secondLength: number,
): readonly [string, string] {
  const start = firstDifference(first, second);
  const from = start < LONGEST - LEAD ? 0 : cutText(first, start - LEAD).text.length;
  const excerpt = (text: string, length: number) => {
    const { text: shown, cut } = cutText(text.slice(from), LONGEST);
    const beginning = from > 0 ? "…" : "";
    return cut || from > 0 ? `${beginning}${shown}${cut ? "…" : ""} (${length} characters)` : shown;
  };
  return [excerpt(first, firstLength), excerpt(second, secondLength)];
}

function firstDifference(first: string, second: string): number {
  let place = 0;
  while (place < first.length && first[place] === second[place]) place++;
  return place;
}
