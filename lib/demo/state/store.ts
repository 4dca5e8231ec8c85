import { Ids } from "./ids.ts";
import type { FollowUp, FollowUpAttachment, Queue, Ticket, User } from "./model.ts";

/** What a helpdesk starts with. */
export interface Content {
  readonly accounts: readonly User[];
  readonly queues: readonly Queue[];
  readonly tickets: readonly Ticket[];
  readonly followUps: readonly FollowUp[];
}

/** The tables of the helpdesk in one state. Accounts and queues are those of all states. */
export class Store {
  readonly accounts: User[];
  readonly queues: readonly Queue[];
  readonly tickets = new Map<number, Ticket>();
  readonly #ids: Ids;
  readonly #followUps = new Map<number, FollowUp>();
  readonly #ofTicket = new Map<number, Set<FollowUp>>();

  private constructor(accounts: User[], queues: readonly Queue[], ids: Ids) {
    this.accounts = accounts;
    this.queues = queues;
    this.#ids = ids;
  }

  /** The state that a helpdesk starts with. */
  static of(content: Content): Store {
    const store = new Store([...content.accounts], content.queues, new Ids());
    for (const ticket of content.tickets) store.addTicket(ticket);
    for (const followUp of content.followUps) store.addFollowUp(followUp);
    return store;
  }

  /** Lets the next attachment have the id 0. */
  beginWithZero(): void {
    this.#ids.beginWithZero();
  }

  /** A state of its own with the same content, which goes on counting the same ids. */
  clone(): Store {
    const copy = new Store(this.accounts, this.queues, this.#ids);
    for (const ticket of this.tickets.values()) {
      copy.addTicket({
        ...ticket,
        customValues: new Map(ticket.customValues),
        copies: [...ticket.copies],
        dependsOn: [...ticket.dependsOn],
      });
    }
    for (const followUp of this.#followUps.values()) {
      copy.addFollowUp({ ...followUp, attachments: [...followUp.attachments] });
    }
    return copy;
  }

  /** The id that the next ticket, follow-up, attachment or account gets. */
  nextId(table: "ticket" | "followUp" | "attachment" | "account"): number {
    if (table === "account") return Math.max(...this.accounts.map(({ id }) => id)) + 1;
    return this.#ids.next(table);
  }

  addTicket(ticket: Ticket): void {
    this.#ids.use("ticket", ticket.id);
    this.tickets.set(ticket.id, ticket);
  }

  addFollowUp(followUp: FollowUp): void {
    this.#ids.use("followUp", followUp.id);
    for (const { id } of followUp.attachments) this.#ids.use("attachment", id);
    this.#followUps.set(followUp.id, followUp);
    const siblings = this.#ofTicket.get(followUp.ticket) ?? new Set();
    this.#ofTicket.set(followUp.ticket, siblings.add(followUp));
  }

  /** Removes a ticket and what hangs on it. */
  removeTicket(id: number): void {
    for (const followUp of this.#ofTicket.get(id) ?? []) this.#followUps.delete(followUp.id);
    this.#ofTicket.delete(id);
    this.tickets.delete(id);
    for (const other of this.tickets.values()) if (other.mergedTo === id) other.mergedTo = null;
  }

  removeFollowUp(followUp: FollowUp): void {
    this.#followUps.delete(followUp.id);
    this.#ofTicket.get(followUp.ticket)?.delete(followUp);
  }

  /** Hangs a follow-up on another ticket. */
  moveFollowUp(followUp: FollowUp, ticket: number): void {
    this.removeFollowUp(followUp);
    followUp.ticket = ticket;
    this.addFollowUp(followUp);
  }

  followUp(id: number): FollowUp | undefined {
    return this.#followUps.get(id);
  }

  /** All follow-ups, oldest first. */
  followUps(): FollowUp[] {
    return byDate(this.#followUps.values());
  }

  /** The follow-ups of a ticket, oldest first. */
  followUpsOf(ticket: number): FollowUp[] {
    return byDate(this.#ofTicket.get(ticket) ?? []);
  }

  /** All attachments by file name, each with its follow-up. */
  attachments(): { attachment: FollowUpAttachment; followUp: FollowUp }[] {
    return this.followUps()
      .flatMap((followUp) => followUp.attachments.map((attachment) => ({ attachment, followUp })))
      .sort((a, b) => compareValues(a.attachment.filename, b.attachment.filename));
  }

  queue(id: number): Queue | undefined {
    return this.queues.find((queue) => queue.id === id);
  }

  account(id: number | null): User | undefined {
    return this.accounts.find((account) => account.id === id);
  }

  /** Queues in the order of their titles, as the model has it. */
  queuesByTitle(): Queue[] {
    return [...this.queues].sort((a, b) => compareValues(a.title, b.title));
  }
}

function byDate(followUps: Iterable<FollowUp>): FollowUp[] {
  return [...followUps].sort((a, b) => a.date.getTime() - b.date.getTime() || a.id - b.id);
}

/** Orders texts as SQLite does: by code points. */
export function compareValues(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
