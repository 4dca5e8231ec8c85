import { cutText } from "../../text/shown_text.ts";
import { wordsOf } from "./words.ts";

/**
 * The passage of a text that says most about some words: it begins at the line or sentence with most of them.
 *
 * @param words in the form of `wordsOf`
 * @param limit most UTF-16 code units
 */
export function excerptOf(text: string, words: ReadonlySet<string>, limit: number): string {
  const passages = passagesOf(text);
  const found = passages.map(({ text }) =>
    new Set(wordsOf(text).filter((word) => words.has(word))).size
  );
  const best = found.indexOf(Math.max(0, ...found));
  // Where all of it has room, nothing is left out in front.
  const start = text.length <= limit ? 0 : passages[best]?.start ?? 0;
  const { text: shown, cut } = cutText(text.slice(start).trim(), limit);
  return `${start > 0 ? "… " : ""}${shown}${cut ? " …" : ""}`;
}

/** Lines, and sentences in them, with their places. */
function passagesOf(text: string): { start: number; text: string }[] {
  return [...text.matchAll(/[^\n.!?。！？]+[.!?。！？]*\n?/g)]
    .map((match) => ({ start: match.index, text: match[0] }));
}
