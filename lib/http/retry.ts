import { parseCookieDate } from "./cookies/cookie_date.ts";

/** Most repetitions of one request after its first try. */
export const MAXIMUM_RETRIES = 2;

/** The upper end of the first wait, in milliseconds; it doubles with every further one. */
const BASE_DELAY = 200;
/** The last moment a `Date` can name, in milliseconds since 1970. */
const LATEST = 8.64e15;

const REPEATABLE_METHODS: ReadonlySet<string> = new Set(["GET", "HEAD", "OPTIONS"]);
const PASSING_STATUSES: ReadonlySet<number> = new Set([429, 502, 503, 504]);

/** The three forms of an HTTP-date (RFC 9110 section 5.6.7): IMF-fixdate, RFC 850, asctime. */
const HTTP_DATE_FORMS = [
  /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/,
  /^(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day, \d{2}-[A-Z][a-z]{2}-\d{2} \d{2}:\d{2}:\d{2} GMT$/,
  /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) [A-Z][a-z]{2} [ \d]\d \d{2}:\d{2}:\d{2} \d{4}$/,
];

/** How a request failed: no complete reply came, or one with this status did. */
export type RequestFailure = "network" | { readonly status: number };

/**
 * Says whether a request may be sent once more after a failure that tends to pass. Only methods that
 * change nothing are repeated: a write may have happened although its answer got lost or was 503.
 *
 * @param method the HTTP method, in upper case as `Request.method` gives it
 * @param failure how the last try failed
 * @param retriesDone how many repetitions were made before, 0 after the first try
 */
export function mayRetry(method: string, failure: RequestFailure, retriesDone: number): boolean {
  if (retriesDone >= MAXIMUM_RETRIES || !REPEATABLE_METHODS.has(method)) return false;
  return failure === "network" || PASSING_STATUSES.has(failure.status);
}

/**
 * Reads a `Retry-After` header (RFC 9110 section 10.2.3). Nothing is clamped: whether there is time
 * to wait is for the caller to say. A two-digit year of the RFC 850 form means 1970 to 2069.
 *
 * @param header the header's value; null when there was none
 * @param now milliseconds since 1970
 * @returns how long to wait in milliseconds, 0 for a date that has passed; undefined when the header
 *   is missing, makes no sense or leads beyond what a `Date` can name
 */
export function retryAfterMilliseconds(header: string | null, now: number): number | undefined {
  const text = header?.trim() ?? "";
  if (/^\d+$/.test(text)) {
    const wait = Number(text) * 1000;
    return now + wait <= LATEST ? wait : undefined;
  }
  if (!HTTP_DATE_FORMS.some((form) => form.test(text))) return undefined;
  const date = parseCookieDate(text);
  return date === undefined ? undefined : Math.max(0, date - now);
}

/**
 * How long to wait before a repetition: exponential backoff with jitter, so that many clients do not
 * come back at once, and never less than what the server asked for.
 *
 * @param attempt 0 before the first repetition: 100 to 200 ms; 1 before the second: 200 to 400 ms
 * @param options `retryAfter`: what `retryAfterMilliseconds` gave; `random`: the source of the
 *   jitter, from 0 up to but not including 1, `Math.random` by default
 * @returns milliseconds
 */
export function retryDelay(
  attempt: number,
  options: { retryAfter?: number | undefined; random?: () => number } = {},
): number {
  const full = BASE_DELAY * 2 ** attempt;
  const random = options.random ?? Math.random;
  return Math.max(options.retryAfter ?? 0, full / 2 + random() * full / 2);
}
