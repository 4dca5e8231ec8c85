import { readDueDate, readMoment } from "../../text/moment.ts";
import { saysDate } from "../../text/written_date.ts";

const OFFSET = /(?:Z|[+-]\d{2}:?\d{2})$/;

/**
 * A due date as it is sent.
 *
 * @param asked YYYY-MM-DD, the start of that day where the helpdesk is, or ISO 8601 with a time; without an
 * offset that is the helpdesk's time
 */
export function wireDate(asked: string | undefined): string | undefined {
  // With a time the date is understood by every Django version, also those before 4.0.
  return asked === undefined || asked.includes("T") ? asked : `${asked}T00:00:00`;
}

/**
 * A due date as the helpdesk stores it, in the words that it was asked in when it is that one. The stored
 * moment is written in the helpdesk's time zone, so that its day and its time are compared as they stand.
 *
 * @param asked as for `wireDate`; anything else asks for no moment
 */
export function storedDue(
  stored: string | undefined,
  asked?: string | null,
): string | undefined {
  if (asked?.includes("T") && isAsked(stored, asked)) return asked;
  // In a form of the site's own a date cannot be read, but be known again.
  if (asked && stored && readDueDate(stored) === undefined && saysDate(stored, asked)) return asked;
  if (asked?.includes("T")) return readMoment(stored) ?? stored;
  // Some days begin at one o'clock.
  return (readDueDate(stored) ?? stored)?.replace(/^(\d{4}-\d{2}-\d{2})T01:00:00.*$/, "$1");
}

function isAsked(stored = "", asked: string): boolean {
  const [left, right] = OFFSET.test(asked)
    ? [stored, asked]
    : [stored.replace(OFFSET, "Z"), `${asked}Z`];
  return Date.parse(left) === Date.parse(right);
}
