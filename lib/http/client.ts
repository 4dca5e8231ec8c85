import { HelpdeskError } from "../errors.ts";
import type { Log } from "../log/log.ts";
import { DEFAULT_MAXIMUM_BYTES, readBytes, readText } from "./body.ts";
import type { CookieJar } from "./cookies/cookie_jar.ts";
import type { Deadline } from "./deadline.ts";
import { failureOf } from "./failure.ts";
import { type HttpReply, type HttpRequest, shownRequest } from "./message.ts";
import { notSentInTime } from "./not_sent.ts";
import { mayRetry, retryAfterMilliseconds, retryDelay } from "./retry.ts";

/** Shorter values stand in texts by chance. */
const SHORTEST_SECRET = 8;

/** What carries a request: the network's `fetch`, or a helpdesk inside this program. */
export type Fetch = (request: Request) => Promise<Response>;

/**
 * Sends requests to one origin with cookies, a deadline, a limit on what is read, and the retries that
 * cannot repeat a change. Redirects are answers: they are never followed here.
 */
export class HttpClient {
  readonly #origin: string;
  readonly #fetch: Fetch;
  readonly #jar: CookieJar;
  readonly #log: Log;
  readonly #userAgent: string;

  constructor(
    options: { origin: string; fetch: Fetch; jar: CookieJar; log: Log; userAgent: string },
  ) {
    this.#origin = options.origin;
    this.#fetch = options.fetch;
    this.#jar = options.jar;
    this.#log = options.log;
    this.#userAgent = options.userAgent;
  }

  /**
   * Sends a request; GET and OPTIONS are tried up to three times where the failure may pass.
   *
   * @returns the answer, whatever its status
   * @throws {HelpdeskError} "sandbox", "unavailable", "timeout", "cancelled", "bad_reply",
   * "outcome_unknown"
   */
  async send(request: HttpRequest, deadline: Deadline): Promise<HttpReply> {
    if (request.url.origin !== this.#origin) {
      throw new HelpdeskError(
        "bad_reply",
        `Refused to send a request to ${request.url.host}: only ${this.#origin} is ever asked`,
      );
    }
    for (let attempt = 0;; attempt++) {
      if (deadline.signal.aborted) throw overBefore(attempt, request, deadline.signal.reason);
      let reply: HttpReply | undefined;
      let failure: HelpdeskError | undefined;
      try {
        reply = await this.#sendOnce(request, deadline);
      } catch (cause) {
        failure = failureOf(cause, request, deadline);
      }
      const wait = this.#waitBeforeRetry(request, reply, failure, attempt);
      if (wait === undefined || wait >= deadline.remaining) {
        if (reply !== undefined) return reply;
        throw failure;
      }
      await deadline.sleep(wait);
    }
  }

  #waitBeforeRetry(
    request: HttpRequest,
    reply: HttpReply | undefined,
    failure: HelpdeskError | undefined,
    attempt: number,
  ): number | undefined {
    if (failure !== undefined && failure.kind !== "unavailable") return undefined;
    const cause = reply === undefined ? "network" as const : { status: reply.status };
    if (!mayRetry(request.method, cause, attempt)) return undefined;
    const header = reply?.headers.get("retry-after") ?? null;
    return retryDelay(attempt, { retryAfter: retryAfterMilliseconds(header, Date.now()) });
  }

  async #sendOnce(request: HttpRequest, deadline: Deadline): Promise<HttpReply> {
    const { method, url } = request;
    const started = performance.now();
    let outcome = "no answer";
    try {
      const headers = new Headers(request.headers);
      headers.set("User-Agent", this.#userAgent);
      const cookies = this.#jar.header(url);
      if (cookies !== "") headers.set("Cookie", cookies);
      const response = await deadline.race(this.#fetch(
        new Request(url, {
          method,
          headers,
          body: unrepeatable(request.body),
          redirect: "manual",
          signal: deadline.signal,
        }),
      ));
      this.#jar.store(url, response.headers.getSetCookie());
      const maximumBytes = request.maximumBytes ?? DEFAULT_MAXIMUM_BYTES;
      const what = shownRequest(request);
      const { status, headers: answerHeaders } = response;
      if (request.read === "bytes" && response.ok) {
        const bytes = await deadline.race(readBytes(response, maximumBytes, what));
        outcome = String(status);
        return { status, headers: answerHeaders, url, text: "", bytes };
      }
      const answer = await deadline.race(readText(response, maximumBytes, what));
      outcome = String(status);
      const secrets = () => secretsIn(`${cookies}; ${this.#jar.header(url)}`, headers);
      const text = status < 400 ? answer : without(secrets(), answer);
      return { status, headers: answerHeaders, url, text };
    } finally {
      const milliseconds = Math.round(performance.now() - started);
      this.#log.debug(`${shownRequest(request).slice(0, 200)} ${outcome} ${milliseconds} ms`);
    }
  }
}

/** Why a request is not sent, or not sent again, when there is no time for it. */
function overBefore(attempt: number, request: HttpRequest, reason: unknown): unknown {
  if (attempt > 0) return reason;
  const why = "the time of the call was over before";
  return notSentInTime(
    shownRequest(request),
    why,
    reason,
    "Try again, or set HELPDESK_TIMEOUT to more seconds",
  );
}

/** What of a request nobody else may see. */
function secretsIn(cookies: string, headers: Headers): Set<string> {
  const values = cookies.split("; ").map((cookie) => cookie.slice(cookie.indexOf("=") + 1));
  // A site may have named the header of the CSRF token itself.
  const credentials = [...headers]
    .filter(([name]) => /^authorization$|^x-(?!requested-with)|[cx]srf/.test(name))
    .map(([, value]) => value.split(" ").at(-1) ?? "");
  return new Set([...values, ...credentials].filter(({ length }) => length >= SHORTEST_SECRET));
}

/** An error that repeats the request, as in debug mode, must not carry its credentials into a message. */
function without(secrets: ReadonlySet<string>, text: string): string {
  let cleaned = text;
  for (const secret of secrets) cleaned = cleaned.replaceAll(secret, "[hidden]");
  return cleaned;
}

/**
 * Deno's `fetch` sends a request a second time, unasked, when a kept-alive connection closes without an
 * answer (denoland/deno#32566), which would double a write. A Blob's body is exempt from that.
 */
function unrepeatable(body: HttpRequest["body"]): Blob | undefined {
  return typeof body === "string" ? new Blob([body]) : body;
}
