import { shownLine } from "./shown_text.ts";

/**
 * A name in the form in which it is compared: two names that people take for the same have the same form.
 * Case, width and composition of letters, the form of quotation marks, what is not shown, and which of space, hyphen and underscore
 * separates the words make no difference.
 */
export function comparableName(name: string): string {
  const line = shownLine(name.normalize("NFKC")).toLowerCase();
  // As word processors and phones write them.
  const plain = line.replace(/[‘’ʼ]/g, "'").replace(/[“”„]/g, '"');
  const words = plain.replace(/[\s_-]+/g, " ").trim();
  // A name of nothing but separators is not the name "".
  return words === "" ? plain : words;
}
