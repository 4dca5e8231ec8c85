import { notSentInTime } from "../../http/not_sent.ts";
import type { Call } from "../calls/call.ts";
import { SharedWork } from "../calls/shared_work.ts";
import type { Catalogue } from "./catalogue.ts";
import { readCatalogue } from "./catalogue_sources.ts";
import type { QueueLimit } from "./queue_limit.ts";
import type { HelpdeskSession } from "../session/session.ts";

const KEPT_MILLISECONDS = 5 * 60_000;
/** A name that is not found asks the helpdesk again, but not more often than this. */
const REFRESH_PAUSE_MILLISECONDS = 2_000;

interface Kept {
  readonly catalogue: Catalogue;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/**
 * Keeps the catalogue for five minutes; concurrent callers share one request. A name or id that is not
 * in it asks the helpdesk once more, as it may have been added since. Of queues it has those that may be
 * worked.
 */
export class CatalogueKeeper {
  readonly #session: HelpdeskSession;
  readonly #queueLimit: QueueLimit;
  readonly #loading: SharedWork<Catalogue>;
  #kept: Kept | undefined;
  /** Counts how often everything was forgotten. */
  #clearings = 0;

  constructor(session: HelpdeskSession, queueLimit: QueueLimit, timeoutMilliseconds: number) {
    this.#session = session;
    this.#queueLimit = queueLimit;
    this.#loading = new SharedWork(timeoutMilliseconds);
  }

  /**
   * The catalogue, at most five minutes old.
   *
   * @param accepts says whether the catalogue answers the caller's question; when a kept one does not, a
   * fresh one is fetched and returned whether it does or not
   * @throws {HelpdeskError} what the session's requests throw
   */
  async get(
    call: Call,
    accepts: (catalogue: Catalogue) => boolean = () => true,
  ): Promise<Catalogue> {
    const kept = this.#kept;
    const age = kept === undefined ? Infinity : Date.now() - kept.at;
    if (kept !== undefined && age < KEPT_MILLISECONDS) {
      if (age < REFRESH_PAUSE_MILLISECONDS || accepts(kept.catalogue)) return kept.catalogue;
    }
    return await this.#loading.join(call, (shared) => this.#load(shared)).catch((error) => {
      throw notSentInTime("The request", "it waited for the queues, users and statuses", error);
    });
  }

  /**
   * @param queue undefined: one that is not known, which may not be worked where queues are limited
   * @param what begins the message: "The new ticket"
   * @throws {HelpdeskError} "forbidden" when the queue may not be worked
   */
  requireQueue(queue: number | undefined, what: string): void {
    this.#queueLimit.require(queue, what);
  }

  /**
   * Forgets what is kept; the next caller fetches it anew. A catalogue that is on its way reaches those
   * who wait for it, and nobody else.
   */
  clear(): void {
    this.#kept = undefined;
    this.#loading.part();
    this.#clearings++;
  }

  async #load(call: Call): Promise<Catalogue> {
    const clearings = this.#clearings;
    const whole = await readCatalogue(this.#session, call);
    const queues = whole.queues.filter(({ id }) => this.#queueLimit.allows(id));
    const catalogue = { ...whole, queues };
    if (this.#clearings === clearings) this.#kept = { catalogue, at: Date.now() };
    return catalogue;
  }
}
