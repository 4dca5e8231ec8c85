import { shownLine } from "./shown_text.ts";

/** What separates the columns of a line. */
export const SEPARATOR = " | ";

/**
 * What somebody wrote, for a line of ours: one line, in which nothing separates columns.
 *
 * @param limit most UTF-16 code units; longer text is cut and ends in "…"
 */
export function inLine(text: string, limit = Infinity): string {
  return shownLine(text, limit).replaceAll("|", "¦");
}

/** What somebody wrote, set off: each of its lines begins in a way in which no line of ours does. */
export function setOff(text: string): string {
  return text.split("\n").map((line) => `> ${line}`).join("\n");
}
