import { HelpdeskError } from "../errors.ts";
import { cutText } from "../text/shown_text.ts";

/** Most characters of a long text that are shown at once where it is read on. */
export const LONGEST_PART = 20_000;

/** A part of a long text. */
export interface TextPart {
  readonly text: string;
  /** Characters before it. */
  readonly offset: number;
  readonly total_characters: number;
}

/**
 * The part of a text that begins at an offset.
 *
 * @param what the text is, for messages: "attachment 7"
 * @throws {HelpdeskError} "invalid" behind its end
 */
export function textPart(whole: string, offset: number, what: string): TextPart {
  if (offset > whole.length) {
    throw new HelpdeskError(
      "invalid",
      `offset ${offset} is behind the end of ${what}, which has ${whole.length} characters`,
    );
  }
  const { text } = cutText(whole.slice(offset), LONGEST_PART);
  return { text, offset, total_characters: whole.length };
}

/** Which part it is, and how to read on: "characters 0 to 20000 of 45000; offset=20000 reads on". */
export function describePart({ text, offset, total_characters: total }: TextPart): string {
  const end = offset + text.length;
  if (offset === 0 && end === total) return `the whole text, ${total} characters`;
  const rest = end < total ? `; offset=${end} reads on` : ", up to its end";
  return `characters ${offset} to ${end} of ${total}${rest}`;
}
