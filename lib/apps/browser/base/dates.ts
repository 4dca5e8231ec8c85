import type { HostContext } from "./host.ts";
import { element } from "./element.ts";

const DAY_MILLISECONDS = 24 * 60 * 60 * 1000;

/** A moment in the reader's own words; what is no date, as some helpdesks write it, stays as it is. */
export function moment(text: string, context: HostContext): HTMLElement {
  const at = Date.parse(text);
  if (Number.isNaN(at) || !/^\d{4}-/.test(text)) return element("span", { dir: "auto" }, text);
  const shown = format(context, { dateStyle: "medium", timeStyle: "short" }, at);
  return element("time", { datetime: text }, shown);
}

/** A day in the reader's own words, with the time of the helpdesk where one is told. */
export function shownDay(text: string, context: HostContext): string {
  const at = dayOf(text);
  if (at === undefined) return text;
  // A day is a day wherever the reader is.
  const day = format({ ...context, timeZone: "UTC" }, { dateStyle: "medium" }, at);
  const [, time = "00:00"] = /T(\d{2}:\d{2})/.exec(text) ?? [];
  return time === "00:00" ? day : `${day}, ${time}`;
}

/** Days from today until a day; negative in the past, undefined for what is no date. */
export function daysUntil(text: string, { timeZone }: HostContext): number | undefined {
  const at = dayOf(text);
  if (at === undefined) return undefined;
  const today = format({ locale: "sv-SE", timeZone }, { dateStyle: "short" }, Date.now());
  return Math.round((at - (dayOf(today) ?? NaN)) / DAY_MILLISECONDS);
}

/** Days in words: "in 3 days", "2 days ago". */
export function distance(days: number, { locale }: HostContext): string {
  return formatter(locale, (known) => new Intl.RelativeTimeFormat(known, { numeric: "auto" }))
    .format(days, "day");
}

function dayOf(text: string): number | undefined {
  const [day] = /^\d{4}-\d{2}-\d{2}/.exec(text) ?? [];
  const at = Date.parse(`${day}T00:00:00Z`);
  return Number.isNaN(at) ? undefined : at;
}

function format(
  { locale, timeZone }: HostContext,
  style: Intl.DateTimeFormatOptions,
  at: number,
): string {
  const make = (zone: string | undefined) =>
    formatter(locale, (known) => new Intl.DateTimeFormat(known, { ...style, timeZone: zone }));
  try {
    return make(timeZone).format(at);
  } catch {
    return make(undefined).format(at);
  }
}

/** A host may tell a locale that is none. */
function formatter<Made>(
  locale: string | undefined,
  make: (locale: string | undefined) => Made,
): Made {
  try {
    return make(locale);
  } catch {
    return make("en");
  }
}
