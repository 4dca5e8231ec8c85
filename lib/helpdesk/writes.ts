import type { Call } from "./call.ts";
import type { Catalogue } from "./catalogue.ts";
import { lookForFollowUp, lookForTicket } from "./earlier_writes.ts";
import {
  completeFollowUp,
  type NewFollowUp,
  sendFollowUp,
  type WrittenFollowUp,
} from "./followups.ts";
import type { Helpdesk } from "./helpdesk.ts";
import { RepeatedWrites, type Write } from "./repeated_writes.ts";
import { branchOf } from "./standing.ts";
import type { NewTicket, WrittenTicket } from "./tickets.ts";

/** A write as the helpdesk has it. */
export type Done<Written> = Written & {
  /** Whether an earlier try had made it, and nothing was sent now. */
  readonly isEarlier: boolean;
};

/** Opens tickets and adds follow-ups so that a repetition after an unknown outcome doubles nothing. */
export class Writes {
  readonly #parts: Pick<Helpdesk, "session" | "tickets" | "listing">;
  readonly #repeated = new RepeatedWrites();

  constructor(parts: Pick<Helpdesk, "session" | "tickets" | "listing">) {
    this.#parts = parts;
  }

  /**
   * Opens a ticket, as `Tickets.create`.
   *
   * @param input the tool's arguments: the same ones are the same write
   * @throws {HelpdeskError} what `Tickets.create` throws, and what looking for an earlier try throws
   */
  async openTicket(
    fields: NewTicket,
    input: object,
    catalogue: Catalogue,
    call: Call,
  ): Promise<Done<WrittenTicket>> {
    const { tickets, session } = this.#parts;
    const { result, isEarlier } = await this.#repeated.run({
      tool: "create_ticket",
      input,
      send: () => tickets.create(fields, call),
      look: (earlier) => lookForTicket(fields, earlier, catalogue, this.#parts, call),
      idOf: ({ ticket }) => ticket.id,
      confirm: ({ ticket }) => session.ledger.confirm("created ticket", ticket.id),
      ...this.#beforehand(),
    }, call);
    return { ...result, isEarlier };
  }

  /**
   * Adds a follow-up, and gives it its title.
   *
   * @param input the tool's arguments: the same ones are the same write
   * @param permit is asked just before something is sent; what it throws is thrown, and nothing is sent
   * @throws {HelpdeskError} what `sendFollowUp` throws, and what looking for an earlier try throws
   */
  async addFollowUp(
    fields: NewFollowUp,
    input: object,
    permit: () => Promise<void>,
    call: Call,
  ): Promise<Done<WrittenFollowUp>> {
    const { session } = this.#parts;
    const { result, isEarlier } = await this.#repeated.run({
      tool: "add_followup",
      input,
      async send() {
        await permit();
        return await sendFollowUp(fields, session, call);
      },
      look: (earlier) => lookForFollowUp(fields, earlier, this.#parts, call),
      idOf: ({ id }) => id,
      confirm: () => session.ledger.confirm("added follow-up", fields.ticket),
      // A file that is refused is a failure after the follow-up was saved.
      isSavedFirst: (fields.attachments ?? []).length > 0,
      ...this.#beforehand(),
    }, call);
    return { ...await completeFollowUp(result, fields, session, call), isEarlier };
  }

  #beforehand(): Pick<Write<unknown>, "branch" | "known"> {
    const { session, tickets } = this.#parts;
    return { branch: () => branchOf(session.knownStanding), known: () => tickets.newestIds };
  }
}
