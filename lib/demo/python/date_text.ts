const DATE_TIME =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,6})\d*)?)?\s*(Z|[-+]\d{2}(?::?\d{2})?)?)?$/;

/** The wall clock of a time zone at an instant. */
interface WallClock {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

const formatters = new Map<string, Intl.DateTimeFormat>();

function wallClock(instant: Date, timeZone: string): WallClock {
  let formatter = formatters.get(timeZone);
  if (formatter === undefined) {
    formatter = new Intl.DateTimeFormat("en-US", {
      timeZone,
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    });
    formatters.set(timeZone, formatter);
  }
  const parts = new Map(formatter.formatToParts(instant).map(({ type, value }) => [type, value]));
  const number = (type: Intl.DateTimeFormatPartTypes) => Number(parts.get(type));
  return {
    year: number("year"),
    month: number("month"),
    day: number("day"),
    hour: number("hour"),
    minute: number("minute"),
    second: number("second"),
  };
}

function asUtc(clock: WallClock): number {
  return Date.UTC(
    clock.year,
    clock.month - 1,
    clock.day,
    clock.hour,
    clock.minute,
    clock.second,
  );
}

/** Minutes that the zone is ahead of UTC at an instant. */
function offsetMinutes(instant: Date, timeZone: string): number {
  const whole = Math.floor(instant.getTime() / 1000) * 1000;
  return Math.round((asUtc(wallClock(instant, timeZone)) - whole) / 60_000);
}

/**
 * Reads a date or a date with time as Django does; without an offset it stands in `timeZone`.
 *
 * @returns the instant, undefined when the text is no such date
 */
export function parseDateTime(text: string, timeZone: string): Date | undefined {
  const match = DATE_TIME.exec(text);
  if (match === null) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match.slice(1, 7)
    .map((digits) => Number(digits ?? "0"));
  const milliseconds = Math.floor(Number((match[7] ?? "").padEnd(6, "0")) / 1000);
  const wall = Date.UTC(year, month - 1, day, hour, minute, second, milliseconds);
  const check = new Date(wall);
  if (
    year < 1 || check.getUTCMonth() !== month - 1 || check.getUTCDate() !== day || hour > 23 ||
    minute > 59 || second > 59
  ) return undefined;
  const offset = match[8];
  if (offset === undefined) {
    // The offset is that of the result, which the first guess finds except around a change of clocks.
    const guess = new Date(wall - offsetMinutes(check, timeZone) * 60_000);
    return new Date(wall - offsetMinutes(guess, timeZone) * 60_000);
  }
  if (offset === "Z") return check;
  const [hours = 0, minutes = 0] = [offset.slice(1, 3), offset.slice(-2)].map(Number);
  const ahead = (hours * 60 + (offset.length > 3 ? minutes : 0)) * (offset[0] === "-" ? -1 : 1);
  return new Date(wall - ahead * 60_000);
}

/** Writes an instant as Django REST framework does: in the server's zone, with microseconds. */
export function formatDateTime(instant: Date, timeZone: string): string {
  const offset = offsetMinutes(instant, timeZone);
  const local = new Date(instant.getTime() + offset * 60_000).toISOString();
  const fraction = instant.getTime() % 1000 === 0 ? "" : `.${local.slice(20, 23)}000`;
  return `${local.slice(0, 19)}${fraction}${formatOffset(offset)}`;
}

function formatOffset(minutes: number): string {
  if (minutes === 0) return "Z";
  const absolute = Math.abs(minutes);
  const two = (value: number) => String(Math.floor(value)).padStart(2, "0");
  return `${minutes < 0 ? "-" : "+"}${two(absolute / 60)}:${two(absolute % 60)}`;
}

/** Writes an instant as the text that SQLite keeps of it, which is what a search looks at. */
export function storedDateTime(instant: Date): string {
  const text = instant.toISOString();
  const fraction = instant.getTime() % 1000 === 0 ? "" : `.${text.slice(20, 23)}000`;
  return `${text.slice(0, 10)} ${text.slice(11, 19)}${fraction}`;
}

const MONTHS = [
  "Jan.",
  "Feb.",
  "March",
  "April",
  "May",
  "June",
  "July",
  "Aug.",
  "Sept.",
  "Oct.",
  "Nov.",
  "Dec.",
];

/** Writes an instant as a Django template prints it in English: `Nov. 22, 2026, 6:30 p.m.` */
export function proseDateTime(instant: Date, timeZone: string): string {
  const { year, month, day, hour, minute } = wallClock(instant, timeZone);
  return `${MONTHS[month - 1]} ${day}, ${year}, ${proseTime(hour, minute)}`;
}

function proseTime(hour: number, minute: number): string {
  if (minute === 0 && hour === 0) return "midnight";
  if (minute === 0 && hour === 12) return "noon";
  const clock = minute === 0
    ? String(hour % 12 || 12)
    : `${hour % 12 || 12}:${String(minute).padStart(2, "0")}`;
  return `${clock} ${hour < 12 ? "a.m." : "p.m."}`;
}
