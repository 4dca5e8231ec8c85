import type { WireTicket } from "../answers/wire.ts";
import type { ChangedValue } from "../branch/ledger.ts";

/** Most tickets that are kept. */
const MOST_KEPT = 200;

/** Tickets as they were last seen, so that a change can be told with what it replaced. */
export class SeenTickets {
  readonly #tickets = new Map<number, WireTicket>();
  #generation = 0;

  /** @param generation the login it was read with: on the branch of another one it may be another */
  learn(ticket: WireTicket, generation: number): void {
    if (generation !== this.#generation) this.#tickets.clear();
    this.#generation = generation;
    this.#tickets.delete(ticket.id);
    // Conversations are long, and not what a change replaces.
    this.#tickets.set(ticket.id, { ...ticket, followup_set: [] });
    const [oldest] = this.#tickets.keys();
    if (this.#tickets.size > MOST_KEPT && oldest !== undefined) this.#tickets.delete(oldest);
  }

  /** A ticket as it was last seen with a login; undefined when it was not. */
  find(id: number, generation: number): WireTicket | undefined {
    return generation === this.#generation ? this.#tickets.get(id) : undefined;
  }
}

/** What a ticket's fields hold, beside what they held before where that was seen. */
export function changedValues(
  before: WireTicket | undefined,
  after: WireTicket,
  fields: readonly string[],
): ChangedValue[] {
  return fields.map((field) => ({
    field,
    ...before === undefined ? {} : { before: valueOf(before, field) },
    after: valueOf(after, field),
  }));
}

function valueOf(ticket: WireTicket, field: string): ChangedValue["after"] {
  const value = Object.entries(ticket).find(([name]) => name === field)?.[1];
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean"
    ? value
    : null;
}
