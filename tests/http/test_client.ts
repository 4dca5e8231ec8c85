import { type Fetch, HttpClient } from "../../lib/http/client.ts";
import { CookieJar } from "../../lib/http/cookies/cookie_jar.ts";
import { Deadline } from "../../lib/http/deadline.ts";
import type { HttpReply, HttpRequest } from "../../lib/http/message.ts";
import { createLog } from "../../lib/log/log.ts";

/** The sentence that the tests' changing requests bring along. */
export const OUTCOME_CHECK = "Read ticket 7 to see whether it is there";
/** What goes with a request that changes something. */
export const WRITE = { body: "{}", outcomeCheck: OUTCOME_CHECK };

/** A client of one origin, with what it keeps and what it logs with debugging on. */
export function createTestClient(origin: string, fetchFunction: Fetch = fetch) {
  const jar = new CookieJar();
  const logged: string[] = [];
  const log = createLog({ debug: true, write: (line) => logged.push(line) });
  const userAgent = "helpdesk-mcp/test";
  const client = new HttpClient({ origin, fetch: fetchFunction, jar, log, userAgent });
  /** Sends a request; the path is one of the origin, the time 20 s unless it is given. */
  const send = async (
    method: HttpRequest["method"],
    path: string,
    more: Partial<HttpRequest> = {},
    { milliseconds = 20_000, signal }: { milliseconds?: number; signal?: AbortSignal } = {},
  ): Promise<HttpReply> => {
    const deadline = new Deadline(milliseconds, signal);
    try {
      return await client.send({ method, url: new URL(path, origin), ...more }, deadline);
    } finally {
      deadline.end();
    }
  };
  return { client, jar, logged, send };
}
