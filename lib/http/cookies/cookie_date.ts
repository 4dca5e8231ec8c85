const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/** The delimiters of RFC 6265 section 5.1.1: everything printable that is no digit, letter or colon. */
const DELIMITERS = /[\t\x20-\x2f\x3b-\x40\x5b-\x60\x7b-\x7e]+/;

const TIME = /^(\d{1,2}):(\d{1,2}):(\d{1,2})(?:\D|$)/;
const DAY_OF_MONTH = /^(\d{1,2})(?:\D|$)/;
const YEAR = /^(\d{2,4})(?:\D|$)/;

/**
 * Reads a cookie's `Expires` date with the tolerant algorithm of RFC 6265 section 5.1.1: the parts
 * may stand in any order and weekday and time zone are ignored; the result is always UTC.
 *
 * @param text the attribute's value
 * @returns milliseconds since 1970, negative before it, or undefined when the text is no date
 */
export function parseCookieDate(text: string): number | undefined {
  let time: RegExpExecArray | null = null;
  let day: number | undefined;
  let month: number | undefined;
  let year: number | undefined;
  for (const token of text.split(DELIMITERS)) {
    if (time === null) {
      time = TIME.exec(token);
      if (time !== null) continue;
    }
    if (day === undefined) {
      const match = DAY_OF_MONTH.exec(token);
      if (match !== null) {
        day = Number(match[1]);
        continue;
      }
    }
    if (month === undefined) {
      const index = MONTHS.indexOf(token.slice(0, 3).toLowerCase());
      if (index !== -1) {
        month = index;
        continue;
      }
    }
    if (year === undefined) {
      const match = YEAR.exec(token);
      if (match !== null) year = Number(match[1]);
    }
  }
  if (time === null || day === undefined || month === undefined || year === undefined) {
    return undefined;
  }
  // Two digits mean 1970 to 2069 (steps 3 and 4).
  if (year >= 70 && year <= 99) year += 1900;
  else if (year <= 69) year += 2000;
  const [hour, minute, second] = [Number(time[1]), Number(time[2]), Number(time[3])];
  if (year < 1601 || hour > 23 || minute > 59 || second > 59) return undefined;
  const date = new Date(Date.UTC(year, month, day, hour, minute, second));
  // Date.UTC rolls 31 February over into March; step 6 wants such a date refused.
  if (date.getUTCMonth() !== month || date.getUTCDate() !== day) return undefined;
  return date.getTime();
}
