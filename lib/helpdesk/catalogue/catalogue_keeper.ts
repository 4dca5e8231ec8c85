import { notSentInTime } from "../../http/not_sent.ts";
import type { Call } from "../calls/call.ts";
import { SharedWork } from "../calls/shared_work.ts";
import type { Catalogue } from "./catalogue.ts";
import { readCatalogue } from "./catalogue_sources.ts";
import { type Choice, inOrderOfNames } from "./choice.ts";
import { type PeopleOnPage, readPeople } from "./full_names.ts";
import { ownUserId } from "./own_user.ts";
import type { QueueLimit } from "./queue_limit.ts";
import { readQueueSlugs } from "./queue_slugs.ts";
import type { HelpdeskSession } from "../session/session.ts";

const KEPT_MILLISECONDS = 5 * 60_000;
/** A name that is not found asks the helpdesk again, but not more often than this. */
const REFRESH_PAUSE_MILLISECONDS = 2_000;

interface Kept {
  readonly catalogue: Catalogue;
  /** Milliseconds since 1970. */
  readonly at: number;
}

interface KeptNames {
  readonly people: PeopleOnPage;
  /** Milliseconds since 1970. */
  readonly at: number;
}

interface KeptSlugs {
  /** Of queues, by their slugs; undefined where they are not told. */
  readonly titles: ReadonlyMap<string, string> | undefined;
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
  readonly #naming: SharedWork<void>;
  #names: KeptNames | undefined;
  /** E-mail addresses of users by their ids, as far as they were seen. */
  readonly #addresses = new Map<number, string>();
  #slugs: KeptSlugs | undefined;
  /** Counts how often everything was forgotten. */
  #clearings = 0;

  constructor(session: HelpdeskSession, queueLimit: QueueLimit, timeoutMilliseconds: number) {
    this.#session = session;
    this.#queueLimit = queueLimit;
    this.#loading = new SharedWork(timeoutMilliseconds);
    this.#naming = new SharedWork(timeoutMilliseconds);
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
      if (age < REFRESH_PAUSE_MILLISECONDS || accepts(kept.catalogue)) return this.#named(kept);
    }
    const loaded = await this.#loading.join(call, (shared) => this.#load(shared))
      .catch(tellWaiting);
    return this.#named({ catalogue: loaded });
  }

  /**
   * The catalogue as `get` has it, whose users have their full names where the helpdesk tells them: that takes two
   * requests more, once.
   *
   * @throws {HelpdeskError} as `get` and `readPeople`
   */
  async getWithNames(call: Call, accepts?: (catalogue: Catalogue) => boolean): Promise<Catalogue> {
    const catalogue = await this.get(call, accepts);
    const names = this.#names;
    const isOld = names === undefined || Date.now() - names.at >= KEPT_MILLISECONDS;
    const mayLack = catalogue.users.some(({ id }) => names?.people.fullNames.has(id) === false) &&
      (names?.at ?? 0) < (this.#kept?.at ?? 0);
    if (!isOld && !mayLack) return catalogue;
    await this.#naming.join(call, (shared) => this.#loadNames(shared)).catch(tellWaiting);
    return this.#named({ catalogue });
  }

  #named({ catalogue }: Pick<Kept, "catalogue">): Catalogue {
    const { fullNames, ownAddress } = this.#names?.people ?? {};
    if (!fullNames?.size && this.#addresses.size === 0) return catalogue;
    const own = ownAddress === undefined ? undefined : ownUserId(this.#session, catalogue);
    const users = catalogue.users.map((user) => {
      const address = user.id === own ? ownAddress : this.#addresses.get(user.id);
      const label = fullNames?.get(user.id) ?? user.label;
      return { ...user, label, ...address === undefined ? {} : { address } };
    });
    return { ...catalogue, users: inOrderOfNames(users) };
  }

  /** Remembers a user's e-mail address, where an answer told it. */
  learnAddress(user: number, address: string): void {
    this.#addresses.set(user, address);
  }

  async #loadNames(call: Call): Promise<void> {
    const clearings = this.#clearings;
    const people = await readPeople(this.#session, this.#queueLimit, call);
    if (this.#clearings === clearings) this.#names = { people, at: Date.now() };
  }

  /** The catalogue as it was last read, however long ago; without a request. */
  get lastRead(): Catalogue | undefined {
    return this.#kept?.catalogue;
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
   * The queues that have a slug, the short name in a ticket's number: "DH" of [DH-12]. Its case does not matter.
   *
   * @returns none when no queue has it; undefined where this account is not told the slugs
   * @throws {HelpdeskError} as `readQueueSlugs` and `get`
   */
  async queuesWithSlug(slug: string, call: Call): Promise<readonly Choice[] | undefined> {
    const asked = slug.trim().toLowerCase();
    const isFresh = this.#slugs !== undefined && Date.now() - this.#slugs.at < KEPT_MILLISECONDS;
    if (!isFresh || this.#slugs?.titles?.has(asked) === false) {
      this.#slugs = { titles: await readQueueSlugs(this.#session, call), at: Date.now() };
    }
    const titles = this.#slugs?.titles;
    if (titles === undefined) return undefined;
    const title = titles.get(asked);
    const { queues } = await this.get(call);
    return title === undefined ? [] : queues.filter(({ label }) => label.trim() === title);
  }

  /**
   * Forgets what is kept; the next caller fetches it anew. A catalogue that is on its way reaches those
   * who wait for it, and nobody else.
   */
  clear(): void {
    this.#kept = undefined;
    this.#names = undefined;
    this.#addresses.clear();
    this.#slugs = undefined;
    this.#loading.part();
    this.#naming.part();
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

function tellWaiting(error: unknown): never {
  throw notSentInTime("The request", "it waited for the queues, users and statuses", error);
}
