import { Deadline } from "../../http/deadline.ts";
import type { Call } from "../calls/call.ts";
import type { Catalogue } from "./catalogue.ts";
import { readCatalogue } from "./catalogue_sources.ts";
import type { HelpdeskSession } from "../session/session.ts";

const KEPT_MILLISECONDS = 5 * 60_000;
/** A name that is not found asks the helpdesk again, but not more often than this. */
const REFRESH_PAUSE_MILLISECONDS = 2_000;

interface Kept {
  readonly catalogue: Catalogue;
  /** Milliseconds since 1970. */
  readonly at: number;
}

interface Loading {
  readonly catalogue: Promise<Catalogue>;
  /** What everyone who waits for it must know, such as a session that was renewed meanwhile. */
  readonly notices: readonly string[];
}

/**
 * Keeps the catalogue for five minutes; concurrent callers share one request. A name or id that is not
 * in it asks the helpdesk once more, as it may have been added since.
 */
export class CatalogueKeeper {
  readonly #session: HelpdeskSession;
  readonly #timeoutMilliseconds: number;
  #kept: Kept | undefined;
  #loading: Loading | undefined;

  constructor(session: HelpdeskSession, timeoutMilliseconds: number) {
    this.#session = session;
    this.#timeoutMilliseconds = timeoutMilliseconds;
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
    const loading = this.#loading ??= this.#startLoading();
    try {
      return await call.deadline.race(loading.catalogue);
    } finally {
      for (const sentence of loading.notices) call.notice(sentence);
    }
  }

  /**
   * Forgets what is kept; the next caller fetches it anew. A catalogue that is on its way reaches those
   * who wait for it, and nobody else.
   */
  clear(): void {
    this.#kept = undefined;
    this.#loading = undefined;
  }

  #startLoading(): Loading {
    const notices: string[] = [];
    const loading: Loading = {
      catalogue: this.#load((sentence) => notices.push(sentence)),
      notices,
    };
    const settle = (kept: Kept | undefined) => {
      if (this.#loading !== loading) return;
      this.#kept = kept;
      this.#loading = undefined;
    };
    loading.catalogue.then(
      (catalogue) => settle({ catalogue, at: Date.now() }),
      () => settle(this.#kept),
    );
    return loading;
  }

  /** Runs on a deadline of its own: whoever asked first may give up while others still wait for it. */
  async #load(notice: Call["notice"]): Promise<Catalogue> {
    const deadline = new Deadline(this.#timeoutMilliseconds);
    try {
      return await readCatalogue(this.#session, { deadline, notice });
    } finally {
      deadline.end();
    }
  }
}
