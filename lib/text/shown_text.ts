import { lengthThatBelongs, nextNoise } from "./invisible_characters.ts";
import { endOfTerminalSequence } from "./terminal_sequence.ts";

/** Text in which nothing can need cleaning: printable ASCII, tabs and newlines. */
const PLAIN = /^[\t\n\x20-\x7e]*$/;
/** How far around a cut graphemes are looked at, in UTF-16 code units. */
const GRAPHEME_WINDOW = 256;

let segmenter: Intl.Segmenter | undefined;

/**
 * Cleans text written by strangers before a model or a terminal gets to see it. Removed are escape
 * sequences of terminals (CSI, OSC, DCS and the rest, introduced by ESC or by a C1 character),
 * controls other than newline and tab, zero-width and other default-ignorable characters,
 * bidirectional controls, tags, variation selectors, joiners, interlinear annotation and noncharacters.
 * Line ends of every kind become newlines, lone surrogates U+FFFD.
 *
 * What belongs to a script or an emoji stays: a joiner between letters of a script that joins or in
 * an emoji sequence, one variation selector after a base that takes it, the flags of England,
 * Scotland and Wales. HTML entities stay as they are written: what is written so is to be seen, whatever
 * it stands for. The time it takes is linear in the length of the text.
 *
 * @param text any string
 * @returns text no longer than before, in which this function would change nothing more
 */
export function shownText(text: string): string {
  if (PLAIN.test(text)) return text;
  const kept: string[] = [];
  let index = 0;
  while (index < text.length) {
    const next = nextNoise(text, index);
    if (next > index) kept.push(text.slice(index, next));
    if (next === text.length) break;
    const { shown, end } = readNoise(text, next, lastCharacter(kept.at(-1) ?? ""));
    if (shown !== "") kept.push(shown);
    index = end;
  }
  return kept.join("");
}

/**
 * What is to be shown of the unwanted character or sequence at an index, and the index behind it.
 *
 * @param before the last character kept before it, empty when there is none
 */
function readNoise(text: string, index: number, before: string): { shown: string; end: number } {
  const codePoint = text.codePointAt(index) ?? 0;
  const end = index + (codePoint > 0xffff ? 2 : 1);
  if (codePoint === 0x0d) return { shown: "\n", end: text[end] === "\n" ? end + 1 : end };
  if (codePoint < 0xa0) return { shown: "", end: endOfTerminalSequence(text, index) };
  if (codePoint === 0x2028 || codePoint === 0x2029) return { shown: "\n", end };
  if (codePoint >= 0xd800 && codePoint <= 0xdfff) return { shown: "\ufffd", end };
  const length = lengthThatBelongs(text, index, before);
  return { shown: text.slice(index, index + length), end: Math.max(end, index + length) };
}

function lastCharacter(text: string): string {
  return text.slice(isInsidePair(text, text.length - 1) ? -2 : -1);
}

/**
 * Cleans text like `shownText` and puts it on one line: every run of white space becomes one space,
 * none stands at the ends.
 *
 * @param text any string
 * @param limit most UTF-16 code units of the result; longer text is cut and ends in "…"
 */
export function shownLine(text: string, limit = Infinity): string {
  const line = shownText(text).replace(/\s+/g, " ").trim();
  if (line.length <= limit) return line;
  return `${cutText(line, Math.max(0, limit - 1)).text.trimEnd()}…`;
}

/**
 * Cuts text without splitting what a reader takes for one character (a grapheme cluster of UAX #29).
 * A cluster of more than 256 code units is no character of any language and is split, though never
 * inside a surrogate pair.
 *
 * @param text any string, as a rule cleaned before
 * @param limit most UTF-16 code units that are kept, 0 or more
 * @returns the beginning of the text, and whether anything was cut off
 */
export function cutText(text: string, limit: number): { text: string; cut: boolean } {
  if (text.length <= limit) return { text, cut: false };
  return { text: text.slice(0, cutAt(text, Math.max(0, Math.floor(limit)))), cut: true };
}

/** Cuts text like `cutText`; what is cut ends in a note on a line of its own that says how much. */
export function cutNoted(text: string, limit: number): string {
  const shown = cutText(text, limit);
  return shown.cut ? `${shown.text}\n[cut: ${limit} of ${text.length} characters]` : shown.text;
}

/** Where a text that `cutNoted` cuts is read on; undefined where it is shown whole. */
export function readOnAt(text: string, limit: number): number | undefined {
  const shown = cutText(text, limit);
  return shown.cut ? shown.text.length : undefined;
}

function cutAt(text: string, limit: number): number {
  const earliest = Math.max(0, limit - GRAPHEME_WINDOW);
  let start = limit;
  // A cluster begins at an ASCII letter, digit or space: reading may start there.
  while (start > earliest && !(start < limit && /^[\w ]$/.test(text[start] ?? ""))) start--;
  if (isInsidePair(text, start)) start--;
  segmenter ??= new Intl.Segmenter(undefined, { granularity: "grapheme" });
  const window = text.slice(start, limit + GRAPHEME_WINDOW);
  const cluster = segmenter.segment(window).containing(limit - start);
  if (cluster === undefined) return limit;
  const isWholeWindow = cluster.index === 0 && limit - start >= GRAPHEME_WINDOW;
  if (!isWholeWindow) return start + cluster.index;
  return isInsidePair(text, limit) ? limit - 1 : limit;
}

function isInsidePair(text: string, index: number): boolean {
  return index > 0 && (text.codePointAt(index - 1) ?? 0) > 0xffff;
}
