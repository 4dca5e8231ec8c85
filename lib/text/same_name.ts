import { shownLine } from "./shown_text.ts";

/**
 * A name in the form in which it is compared: two names that people take for the same have the same form.
 * Case, width and composition of letters, what is not shown, and which of space, hyphen and underscore
 * separates the words make no difference.
 */
export function comparableName(name: string): string {
  const line = shownLine(name.normalize("NFKC")).toLowerCase();
  const words = line.replace(/[\s_-]+/g, " ").trim();
  // A name of nothing but separators is not the name "".
  return words === "" ? line : words;
}
