/** A day, and perhaps a time in the helpdesk's own zone. */
const ASKED = /^(\d+)-(\d+)-(\d+)(?:T(\d+):(\d+)(?::(\d+))?)?$/;

/**
 * Whether a date in a form of the site's own (DATETIME_FORMAT) says an asked one: its first three numbers are
 * year, month and day, in whatever order, and the others the time; or the month is an English word.
 *
 * @param asked YYYY-MM-DD, which is its midnight, or with "T" and a time; with an offset it is not compared
 */
export function saysDate(text: string, asked: string): boolean {
  const [, year = NaN, month, date, ...time] = ASKED.exec(asked)?.map(Number) ?? [];
  const numbers = (text.match(/\d+/g) ?? []).map(Number);
  // In a text without an offset JavaScript takes the date for a local one.
  const parsed = /\p{L}{3}/u.test(text) ? new Date(text) : undefined;
  if (parsed !== undefined) {
    return parsed.getFullYear() === year && parsed.getMonth() + 1 === month &&
      parsed.getDate() === date && isTime([parsed.getHours(), parsed.getMinutes()], time);
  }
  const isDay = [year, year % 100].some((one) =>
    isSameSet(numbers.slice(0, 3), [one, month, date])
  );
  return isDay && isTime(numbers.slice(3), time);
}

function isTime(written: readonly number[], asked: readonly number[]): boolean {
  return [0, 1, 2].every((place) => (written[place] || 0) === (asked[place] || 0));
}

function isSameSet(left: readonly number[], right: readonly (number | undefined)[]): boolean {
  const sorted = (numbers: readonly (number | undefined)[]) =>
    numbers.map(Number).toSorted((one, other) => one - other).join();
  return sorted(left) === sorted(right);
}
