import { HelpdeskError } from "../../errors.ts";

/** Confines the work to the queues that the settings name. */
export class QueueLimit {
  readonly #queues: ReadonlySet<number> | undefined;

  /** @param queues ids; undefined: every queue may be worked */
  constructor(queues: readonly number[] | undefined) {
    this.#queues = queues === undefined ? undefined : new Set(queues);
  }

  /** Whether only some queues may be worked. */
  get isLimited(): boolean {
    return this.#queues !== undefined;
  }

  /** The queues that may be worked; undefined: all. */
  get queues(): readonly number[] | undefined {
    return this.#queues === undefined ? undefined : [...this.#queues];
  }

  /** Whether a queue may be worked; one that the helpdesk does not tell may not, where they are limited. */
  allows(queue: number | undefined): boolean {
    return this.#queues === undefined || queue !== undefined && this.#queues.has(queue);
  }

  /** Those of listed tickets that may be worked: an older helpdesk may not know the filter by queue. */
  only<Listed extends { readonly queue?: { readonly id?: number } }>(
    tickets: readonly Listed[],
  ): Listed[] {
    return tickets.filter(({ queue }) => this.allows(queue?.id));
  }

  /**
   * @param what begins the message: "Ticket 7"
   * @throws {HelpdeskError} "forbidden" when the queue may not be worked
   */
  require(queue: number | undefined, what: string): void {
    if (this.allows(queue)) return;
    const allowed = [...this.#queues ?? []].join(", ");
    throw new HelpdeskError(
      "forbidden",
      `${what} is in a queue that HELPDESK_QUEUES does not allow (it allows ${allowed}; get_queues names ` +
        "them). Only the person who runs this server can change that",
    );
  }
}
