import { HelpdeskError } from "../../errors.ts";
import type { Call } from "../calls/call.ts";
import type { Catalogue } from "../catalogue/catalogue.ts";
import { lookForFollowUp, lookForTicket, type WriteParts } from "./earlier_writes.ts";
import {
  completeFollowUp,
  type NewFollowUp,
  type SavedFollowUp,
  sendFollowUp,
  type WrittenFollowUp,
} from "./followups.ts";
import { RepeatedWrites, type Write } from "./repeated_writes.ts";
import { branchOf } from "../login/standing.ts";
import type { Tickets } from "../tickets/tickets.ts";
import type { NewTicket, WrittenTicket } from "../tickets/ticket_fields.ts";
import type { HelpdeskSession } from "../session/session.ts";
import type { WireTicket } from "../answers/wire.ts";

/** A write as the helpdesk has it. */
export type Done<Written> = Written & {
  /** Whether an earlier try had made it, and nothing was sent now. */
  readonly isEarlier: boolean;
};

/** Opens tickets and adds follow-ups so that a repetition after an unknown outcome doubles nothing. */
export class Writes {
  readonly #parts: WriteParts;
  readonly #repeated = new RepeatedWrites();

  constructor(parts: WriteParts) {
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
      look: async (earlier) => {
        await session.secureBranch(call);
        const place = placeIn(session);
        const found = await lookForTicket(fields, earlier, catalogue, this.#parts, call);
        if (found === undefined || "doubt" in found) return found;
        return { result: { ...found.result, ...place } };
      },
      idOf: ({ ticket }) => ticket.id,
      confirm: ({ ticket }) =>
        this.#confirm("created ticket", ticket.id, `api/tickets/${ticket.id}/`),
      // A text that the database cannot give back is a failure after the ticket was saved.
      savedDespite: ({ status }) => status === undefined ? undefined : "the ticket",
      ...this.#beforehand(),
    }, call);
    return { ...result, isEarlier };
  }

  /**
   * Adds a follow-up, and gives it its title.
   *
   * @param input the tool's arguments: the same ones are the same write
   * @param permit is asked before something is sent, and `check` just before, with the ticket as it then
   * stands; what they throw is thrown, and nothing is sent
   * @returns the follow-up, and the ticket as it was before it
   * @throws {HelpdeskError} what `sendFollowUp` throws, and what looking for an earlier try throws
   */
  async addFollowUp(
    fields: NewFollowUp,
    input: object,
    { permit, check }: {
      readonly permit: () => Promise<void>;
      readonly check: (ticket: WireTicket) => void;
    },
    catalogue: Catalogue,
    call: Call,
  ): Promise<Done<WrittenFollowUp> & { readonly before: WireTicket }> {
    const { session, tickets } = this.#parts;
    let before: WireTicket | undefined;
    const complete = async (saved: SavedFollowUp) => {
      if (fields.newStatus !== undefined) session.branch.follow(fields.ticket, fields.newStatus);
      const written = await completeFollowUp(saved, fields, session, call);
      const { new_status } = written.followUp;
      if (new_status !== undefined) tickets.remember(fields.ticket, new_status);
      return await withStatus(written, fields, tickets, call);
    };
    const { result, isEarlier } = await this.#repeated.run({
      tool: "add_followup",
      input,
      async send() {
        await permit();
        const look = tickets.look(fields.ticket, (ticket) => {
          before = ticket;
          check(ticket);
        });
        const seen = { look, statusBefore: () => before?.status };
        return await complete(await sendFollowUp(fields, session, call, seen));
      },
      look: async (earlier) => {
        await session.secureBranch(call);
        const place = placeIn(session);
        before = await tickets.get(fields.ticket, call);
        const found = lookForFollowUp(fields, before, earlier, { catalogue, session });
        if (found === undefined || "doubt" in found) return found;
        return { result: await complete({ created: found.result, ...place }) };
      },
      idOf: ({ followUp }) => followUp.id,
      confirm: ({ followUp }) =>
        this.#confirm("added follow-up", fields.ticket, `api/followups/${followUp.id}/`),
      // A file that is refused is a failure after the follow-up was saved.
      savedDespite: () => (fields.attachments ?? []).length > 0 ? "the follow-up" : undefined,
      ...this.#beforehand(),
    }, call);
    return { ...result, isEarlier, before: before ?? await tickets.get(fields.ticket, call) };
  }

  /** What was found after all counts as made, and is known again on an agent's branch. */
  #confirm(action: string, ticket: number, path: string): void {
    const { ledger, branch } = this.#parts.session;
    const change = ledger.confirm(action, ticket);
    if (change !== undefined) branch.keep({ path, expected: {} }, change);
  }

  #beforehand(): Pick<Write<unknown>, "branch" | "known"> {
    const { session, tickets } = this.#parts;
    return { branch: () => branchOf(session.knownStanding), known: () => tickets.newestIds };
  }
}

/** The branch on which an agent's requests are made to run now. */
function placeIn({ knownStanding }: HelpdeskSession): { readonly branch?: string } {
  const branch = branchOf(knownStanding);
  return branch === undefined ? {} : { branch };
}

/**
 * A follow-up tells a status that was asked for, but not whether its ticket has it: releases up to 1.0 do
 * not change it, and others do not tell one that the ticket had before. So the ticket is read.
 */
async function withStatus(
  written: WrittenFollowUp,
  { ticket, newStatus }: NewFollowUp,
  tickets: Tickets,
  call: Call,
): Promise<WrittenFollowUp> {
  if (newStatus === undefined) return written;
  const status = await statusOf(ticket, tickets, call);
  if (status === newStatus && written.followUp.new_status === undefined) {
    call.notice(`Ticket ${ticket} already had the asked status.`);
  }
  const fields = written.fields.map((one) =>
    one.field === "new_status" ? { ...one, stored: status } : one
  );
  return { ...written, fields };
}

/** The follow-up is saved by now: a ticket that cannot be read must not look as if it were not. */
async function statusOf(ticket: number, tickets: Tickets, call: Call): Promise<number | undefined> {
  try {
    return (await tickets.get(ticket, call)).status;
  } catch (error) {
    const reason = error instanceof HelpdeskError ? error.message : "an unexpected failure";
    call.notice(
      `The follow-up was saved, but whether ticket ${ticket} has the asked status could not be read: ` +
        `${reason}. Do not add the follow-up again.`,
    );
    return undefined;
  }
}
