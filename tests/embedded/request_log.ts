import type { Incoming } from "../../lib/demo/serve.ts";
import type { RequestLogRecord, RequestRecord } from "../../lib/demo/state/records.ts";

const BODY_LIMIT = 1_000_000;

/** Which requests came, in which order they began and ended, and how many were under way at once. */
export class RequestLog {
  #requests: RequestRecord[] = [];
  #active = new Set<RequestRecord>();
  #sequence = 0;
  #peak = 0;

  /** Forgets what has been recorded; requests under way now are not counted any more. */
  clear(): void {
    this.#requests = [];
    this.#active = new Set();
    this.#sequence = 0;
    this.#peak = 0;
  }

  /** Records the start of a request; give what it returns to end(). */
  begin({ request, url, path, body }: Incoming): RequestRecord {
    const isJson = request.headers.get("content-type")?.startsWith("application/json") ?? false;
    const record: RequestRecord = {
      method: request.method,
      path,
      query: url.search.slice(1),
      headers: Object.fromEntries(request.headers),
      json: isJson && body.length > 0 && body.length <= BODY_LIMIT
        ? new TextDecoder().decode(body)
        : null,
      username: null,
      status: null,
      started: ++this.#sequence,
      ended: null,
    };
    this.#requests.push(record);
    this.#active.add(record);
    this.#peak = Math.max(this.#peak, this.#active.size);
    return record;
  }

  /** Records the end of a request; without a status no answer was sent. */
  end(record: RequestRecord, status: number | null, username: string | null): void {
    if (!this.#active.delete(record)) return;
    record.status = status;
    record.username = username;
    record.ended = ++this.#sequence;
  }

  /** A copy of everything recorded. */
  report(): RequestLogRecord {
    return { requests: this.#requests.map((request) => ({ ...request })), peak: this.#peak };
  }
}
