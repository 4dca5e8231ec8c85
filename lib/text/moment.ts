const MOMENT =
  /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*(Z|[+-]\d{2}(?::?\d{2})?)?$/;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/**
 * A date and time in the one form in which they are shown: ISO 8601 with seconds and, where the text has
 * one, an offset: `2026-03-09T14:05:00+01:00`.
 *
 * @param text as Django REST framework writes it: perhaps with a fraction, perhaps with `Z`
 * @returns undefined when it is no date and time of that kind, such as prose
 */
export function readMoment(text: string | undefined): string | undefined {
  const match = MOMENT.exec(text ?? "");
  if (match === null || Number.isNaN(Date.parse(text ?? ""))) return undefined;
  const [, day, minutes, seconds = "00", offset] = match;
  return `${day}T${minutes}:${seconds}${shownOffset(offset)}`;
}

/**
 * A due date in the form in which it is given: the day, where its time is midnight; else as a moment.
 *
 * @returns undefined when the text is no date
 */
export function readDueDate(text: string | undefined): string | undefined {
  if (text !== undefined && DAY.test(text)) return text;
  const moment = readMoment(text);
  return moment?.slice(10, 19) === "T00:00:00" ? moment.slice(0, 10) : moment;
}

/** An instant as a moment, `minutes` ahead of UTC. */
export function writeMoment(instant: number, minutes: number): string {
  const local = new Date(instant + minutes * 60_000).toISOString().slice(0, 19);
  const two = (value: number) => String(value).padStart(2, "0");
  const ahead = Math.abs(minutes);
  return `${local}${minutes < 0 ? "-" : "+"}${two(Math.floor(ahead / 60))}:${two(ahead % 60)}`;
}

/** Minutes that a moment's zone is ahead of UTC; undefined where it has no offset. */
export function offsetOf(moment: string): number | undefined {
  const match = /([+-])(\d{2}):(\d{2})$/.exec(moment);
  if (match === null) return undefined;
  return (Number(match[2]) * 60 + Number(match[3])) * (match[1] === "-" ? -1 : 1);
}

function shownOffset(offset: string | undefined): string {
  if (offset === undefined) return "";
  if (offset === "Z") return "+00:00";
  return `${offset.slice(0, 3)}:${offset.slice(3).replace(":", "") || "00"}`;
}

/** Whether a text is a calendar day that exists, YYYY-MM-DD. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text) &&
    !text.startsWith("0000");
}
