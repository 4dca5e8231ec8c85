import { HelpdeskError } from "../../errors.ts";

/** Most time one follow-up may name: a year, in minutes. More is a slip of the keyboard. */
const MAXIMUM_MINUTES = 8_760 * 60;

/** Django's own form (`django.utils.duration.duration_string`): the sign belongs to the days alone. */
const DJANGO_FORM = /^(?:(-?\d+) (?:days?, )?)?(-?)(\d+):(\d{2}):(\d{2}(?:\.\d{1,6})?)$/;
/** ISO 8601, which newer releases of Django REST framework can be set to: the sign holds for all. */
const ISO_FORM = /^(-?)P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d{1,6})?)S)?)?$/;

/**
 * Turns the time spent, as a person writes it, into the duration that the server takes. Sent as they
 * are, `30` would be 30 seconds there and `01:30` a minute and a half.
 *
 * @param text minutes (`30`) or hours and two digits of minutes (`1:30`); white space around it counts
 *   for nothing
 * @returns `HH:MM:SS`; 24 hours and more stay hours, which Django reads
 * @throws {HelpdeskError} "invalid" when it is neither, or over 8,760 hours
 */
export function timeSpentToWire(text: string): string {
  const match = /^(?:(\d{1,9}):([0-5]\d)|(\d{1,9}))$/.exec(text.trim());
  const minutes = match === null
    ? NaN
    : match[3] === undefined
    ? Number(match[1]) * 60 + Number(match[2])
    : Number(match[3]);
  if (!(minutes <= MAXIMUM_MINUTES)) {
    const quoted = JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}…` : text);
    throw new HelpdeskError(
      "invalid",
      `Could not read time_spent ${quoted}: give minutes such as "90", or hours and minutes such as ` +
        '"1:30", up to 8,760 hours',
    );
  }
  return `${twoDigits(Math.floor(minutes / 60))}:${twoDigits(minutes % 60)}:00`;
}

/**
 * Reads a duration that the server stored.
 *
 * @param wire `HH:MM:SS`, `D HH:MM:SS` (with a fraction of a second or without), or ISO 8601
 * @returns minutes, with a fraction when there are seconds; undefined when it is no duration
 */
export function timeSpentToMinutes(wire: string): number | undefined {
  const django = DJANGO_FORM.exec(wire);
  if (django !== null) {
    const [, days = "0", sign, hours, minutes, seconds] = django;
    const time = Number(hours) * 60 + Number(minutes) + Number(seconds) / 60;
    return Number(days) * 1440 + (sign === "-" ? -time : time);
  }
  const iso = ISO_FORM.exec(wire);
  if (iso === null || !/\d/.test(wire)) return undefined;
  const [, sign, days = "0", hours = "0", minutes = "0", seconds = "0"] = iso;
  const total = Number(days) * 1440 + Number(hours) * 60 + Number(minutes) + Number(seconds) / 60;
  return sign === "-" && total > 0 ? -total : total;
}

/**
 * Writes minutes the way `timeSpentToWire` takes them, and seconds where there are some.
 *
 * @param minutes any finite number; it is rounded to a whole second
 * @returns `H:MM` or `H:MM:SS`, with `-` in front when negative
 */
export function formatMinutes(minutes: number): string {
  const total = Math.round(Math.abs(minutes) * 60);
  const sign = minutes < 0 && total > 0 ? "-" : "";
  const seconds = total % 60 === 0 ? "" : `:${twoDigits(total % 60)}`;
  const whole = Math.floor(total / 60);
  return `${sign}${Math.floor(whole / 60)}:${twoDigits(whole % 60)}${seconds}`;
}

function twoDigits(number: number): string {
  return String(number).padStart(2, "0");
}
