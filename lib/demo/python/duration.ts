const SECOND = 1_000_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const MAXIMUM_DAYS = 999_999_999;

const STANDARD =
  /^(?:(?<days>-?\d+) (?:days?, )?)?(?<sign>-?)(?:(?<hours>\d+):(?=\d+:\d+))?(?:(?<minutes>\d+):)?(?<seconds>\d+)(?:[.,](?<fraction>\d{1,6})\d{0,6})?$/;
const ISO_8601 =
  /^(?<sign>[-+]?)P(?:(?<days>\d+(?:[.,]\d+)?)D)?(?:T(?:(?<hours>\d+(?:[.,]\d+)?)H)?(?:(?<minutes>\d+(?:[.,]\d+)?)M)?(?:(?<seconds>\d+(?:[.,]\d+)?)S)?)?$/;

/** A duration is too long for the server. */
export class DurationOverflow extends Error {
  override readonly name = "DurationOverflow";
}

/**
 * Reads a duration as Django does: a bare number is seconds, `MM:SS` minutes and seconds, and empty
 * text is zero.
 *
 * @returns microseconds, undefined when the text is no duration
 * @throws {DurationOverflow} when it is longer than a Python timedelta can be
 */
export function parseDuration(text: string): number | undefined {
  if (text === "") return 0;
  const parts = (STANDARD.exec(text) ?? ISO_8601.exec(text))?.groups;
  if (parts === undefined) return undefined;
  const number = (digits: string | undefined) => Number((digits ?? "0").replace(",", "."));
  const sign = parts.sign === "-" ? -1 : 1;
  const fraction = Number((parts.fraction ?? "").padEnd(6, "0"));
  const clock = number(parts.hours) * HOUR + number(parts.minutes) * MINUTE +
    number(parts.seconds) * SECOND + fraction;
  // In ISO 8601 the sign belongs to the whole, in Django's own form to the clock only.
  const iso = text.includes("P");
  const days = number(parts.days) * DAY;
  const total = iso ? sign * (days + clock) : days + sign * clock;
  if (Math.abs(Math.floor(total / DAY)) > MAXIMUM_DAYS) throw new DurationOverflow();
  return Math.round(total);
}

/** Writes microseconds as Django REST framework does: `[days ]HH:MM:SS[.ffffff]`. */
export function formatDuration(microseconds: number): string {
  const days = Math.floor(microseconds / DAY);
  const rest = microseconds - days * DAY;
  const two = (value: number) => String(Math.floor(value)).padStart(2, "0");
  const clock = [rest / HOUR, (rest % HOUR) / MINUTE, (rest % MINUTE) / SECOND].map(two).join(":");
  const fraction = rest % SECOND;
  return (days === 0 ? "" : `${days} `) + clock +
    (fraction === 0 ? "" : `.${String(fraction).padStart(6, "0")}`);
}

/** Hours and minutes as the ticket list prints them: `01h:30m`; empty when no time was spent. */
export function formatHours(microseconds: number): string {
  if (microseconds === 0) return "";
  const two = (value: number) => String(Math.floor(value)).padStart(2, "0");
  return `${two(microseconds / HOUR)}h:${two((microseconds % HOUR) / MINUTE)}m`;
}
