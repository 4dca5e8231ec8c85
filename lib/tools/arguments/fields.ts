import * as z from "zod";
import { HelpdeskError } from "../../errors.ts";
import { isDay } from "../../text/moment.ts";
import { unseenCharacters } from "../../text/unseen_text.ts";
import type { Catalogue } from "../../helpdesk/catalogue/catalogue.ts";

/** Most characters of a text that is sent; django-helpdesk itself sets no limit. */
const LONGEST_TEXT = 200_000;
/** Most characters of a line; what this helpdesk allows is checked once it is known. */
const LONGEST_LINE = 2_000;

const CONTROL = /[\p{Cc}\u2028\u2029]/u;

/** An id of the helpdesk. */
export function id(description: string) {
  return z.int().min(1).describe(description);
}

/**
 * A text that is sent: what people read of it, and allow, is all of it.
 *
 * @param text a field made by `line` or `paragraphs`
 */
export function outgoing<Field extends z.ZodString>(text: Field): Field {
  return text.check((given) => {
    const unseen = unseenCharacters(given.value);
    if (unseen.length === 0) return;
    given.issues.push({
      code: "custom",
      input: given.value,
      message: `holds characters that nobody would see: ${unseen.join(", ")}; leave them out`,
    });
  });
}

/** A text of one line, such as a title. */
export function line(description: string) {
  return lineOrNothing(description).refine((text) => text.trim() !== "", "must not be empty");
}

/** A text of one line that may be empty, such as a list of names. */
export function lineOrNothing(description: string) {
  return z.string()
    .refine(isShortLine, `has more than ${LONGEST_LINE} characters`)
    .refine((text) => !CONTROL.test(text), "must be one line without control characters")
    .refine((text) => text.isWellFormed(), "holds half of a surrogate pair")
    .describe(description);
}

/** Whether a text fits a field made by `lineOrNothing`. */
export function isLine(text: string): boolean {
  return isShortLine(text) && !CONTROL.test(text) && text.isWellFormed();
}

function isShortLine({ length }: string): boolean {
  return length <= LONGEST_LINE;
}

/** A text of any number of lines. */
export function paragraphs(description: string) {
  return paragraphsOrNothing(description).refine((text) => text.trim() !== "", "must not be empty");
}

/** A text of any number of lines that may be empty. */
export function paragraphsOrNothing(description: string) {
  return z.string().max(LONGEST_TEXT)
    .refine((text) => !text.includes("\0"), "must not hold NUL characters")
    .refine((text) => text.isWellFormed(), "holds half of a surrogate pair")
    .describe(description);
}

/** A calendar day, YYYY-MM-DD. */
export function day(description: string) {
  return z.string().refine(isDay, "must be a date that exists, as YYYY-MM-DD").describe(
    description,
  );
}

/**
 * A due date: a day, or ISO 8601 with a time; a space may stand for the T.
 *
 * @param isClearing whether an empty text is one too
 */
export function dueDate(description: string, isClearing = false) {
  const instead = isClearing ? ', or "" to clear it' : "";
  return z.string().overwrite((text) => text.trim().replace(/^(\S{10}) +(?=\d)/, "$1T")).refine(
    (text) => isClearing && text === "" || isDay(text) || isMoment(text),
    `must be a date that exists, as YYYY-MM-DD, or with a time, as 2027-06-30T14:30 or with an offset${instead}`,
  ).refine(isInEveryZone, "must lie between 0001-01-02 and 9999-12-30").describe(description);
}

/** A helpdesk fails with moments that are outside of Python's years, 1 to 9999, in UTC. */
function isInEveryZone(text: string): boolean {
  return !text.startsWith("0001-01-01") && !text.startsWith("9999-12-31T");
}

/** Whether a text is a moment that exists: ISO 8601 with minutes, with an offset or without. */
export function isMoment(text: string): boolean {
  const match = /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):[0-5]\d(?::[0-5]\d)?(?:Z|[+-]\d{2}:\d{2})?$/
    .exec(text);
  return match !== null && isDay(match[1] ?? "") && !Number.isNaN(Date.parse(text));
}

/** Whether a text can be an e-mail address: something, "@", and a domain, without white space. */
export function isEmailAddress(text: string): boolean {
  return text.length <= 254 &&
    /^[^\s@<>(),;:"\\]+@[^\s@<>(),;:"\\.]+(?:\.[^\s@<>(),;:"\\.]+)*$/.test(text);
}

/**
 * Refuses texts longer than this helpdesk allows; white space at their ends does not count.
 *
 * @throws {HelpdeskError} "invalid", naming the field, its length and the limit
 */
export function requireLengths(
  texts: Readonly<Record<string, string | undefined>>,
  catalogue: Catalogue,
): void {
  const problems = Object.entries(texts).flatMap(([field, text]) => {
    const most = catalogue.maximumLengths.get(field);
    const length = text === undefined ? 0 : [...text.trim()].length;
    return most !== undefined && length > most
      ? [`${field} has ${length} characters, this helpdesk allows ${most}`]
      : [];
  });
  if (problems.length > 0) {
    throw new HelpdeskError("invalid", `Nothing was sent: ${problems.join("; ")}`);
  }
}
