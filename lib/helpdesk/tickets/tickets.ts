import type { HttpReply } from "../../http/message.ts";
import { noSuchTicket } from "../branch/agent_view.ts";
import type { Call } from "../calls/call.ts";
import { fourByteHint } from "./four_byte_text.ts";
import { formWithFiles } from "./new_attachments.ts";
import { fieldNames } from "../branch/ledger.ts";
import type { QueueLimit } from "../catalogue/queue_limit.ts";
import { type Action, readReply, requireAbout } from "../answers/reply.ts";
import type { HelpdeskSession } from "../session/session.ts";
import {
  type AloneRequest,
  branchIn,
  type Look,
  type ReadRequest,
  type SessionReply,
  type SessionRequest,
} from "../session/session_request.ts";
import { ticket, type WireTicket } from "../answers/wire.ts";
import { SeenTickets } from "./seen_tickets.ts";
import { changedTicketBody, idIn, newTicketBody, ticketTrace, valuesIn } from "./ticket_body.ts";
import {
  describeOpened,
  fieldsOf,
  type NewTicket,
  type TicketChanges,
  type WrittenTicket,
} from "./ticket_fields.ts";

/** Most tickets whose status is remembered. */
const MOST_REMEMBERED = 20_000;

/** Reads, opens and changes single tickets through `api/tickets/`. */
export class Tickets {
  readonly #session: HelpdeskSession;
  readonly #queues: QueueLimit;
  readonly #statuses = new Map<number, number>();
  readonly #seen = new SeenTickets();
  #newestTicket = 0;
  #newestFollowUp = 0;

  constructor(session: HelpdeskSession, queues: QueueLimit) {
    this.#session = session;
    this.#queues = queues;
  }

  /** The highest ids seen so far; 0 where none was. */
  get newestIds(): { readonly ticket: number; readonly followUp: number } {
    return { ticket: this.#newestTicket, followUp: this.#newestFollowUp };
  }

  /**
   * Remembers a ticket's status from any answer: with it the helpdesk finds the ticket among those of
   * that status only, which is several times faster on a large one.
   */
  remember(id: number, status: number | undefined): void {
    this.#newestTicket = Math.max(this.#newestTicket, id);
    this.#statuses.delete(id);
    if (status === undefined) return;
    this.#statuses.set(id, status);
    if (this.#statuses.size > MOST_REMEMBERED) {
      const [oldest] = this.#statuses.keys();
      if (oldest !== undefined) this.#statuses.delete(oldest);
    }
  }

  /** A ticket as it was last seen in this session, without its follow-ups; undefined when it was not. */
  lastSeen(id: number): WireTicket | undefined {
    return this.#seen.find(id, this.#session.generation);
  }

  /** A ticket's status as it was last seen; undefined when it was not. */
  knownStatus(id: number): number | undefined {
    return this.#statuses.get(id);
  }

  /**
   * One ticket with its follow-ups.
   *
   * @throws {HelpdeskError} "not_found" when there is no such ticket, or none this account may see
   */
  async get(id: number, call: Call): Promise<WireTicket> {
    return await this.#get(id, { turn: "read" }, call);
  }

  /**
   * One ticket as a write will find it: an agent's is read on the branch of the session.
   *
   * @throws {HelpdeskError} as `get`, "not_on_branch" when an earlier change turns out to be elsewhere
   */
  async getBeforeWrite(id: number, call: Call): Promise<WireTicket> {
    const isAgent = (await this.#session.standing(call)).kind === "agent";
    const turn = isAgent ? { turn: "alone", isSecured: true } as const : { turn: "read" } as const;
    return await this.#get(id, turn, call);
  }

  async #get(
    id: number,
    turn: Pick<ReadRequest, "turn"> | Pick<AloneRequest, "turn" | "isSecured">,
    call: Call,
  ): Promise<WireTicket> {
    const reply = await this.#ask({ ...turn, method: "GET", path: `api/tickets/${id}/` }, id, call);
    const notFound = noSuchTicket(id, this.#session.knownStanding);
    const found = this.#read(reply, { name: `read ticket ${id}`, notFound }, id);
    this.#queues.require(found.queue, `Ticket ${id}`);
    return found;
  }

  /**
   * Lets a write see the ticket just before it is sent.
   *
   * @param check what it throws, and what `get` throws, keeps the write from being sent
   */
  look(id: number, check: (ticket: WireTicket) => void): Look {
    const request = { method: "GET", path: `api/tickets/${id}/` } as const;
    const status = this.#statuses.get(id);
    const query = new URLSearchParams({ status: String(status) });
    return {
      requests: status === undefined ? [request] : [{ ...request, query }, request],
      check: (reply) => {
        const notFound = noSuchTicket(id, this.#session.knownStanding);
        const found = this.#read(reply, { name: `read ticket ${id}`, notFound }, id);
        this.#queues.require(found.queue, `Ticket ${id}`);
        check(found);
      },
    };
  }

  /**
   * Makes sure that a ticket may be worked, which takes a request where the queues are limited.
   *
   * @throws {HelpdeskError} "forbidden" when it is in another queue, and as `get`
   */
  async requireAllowed(id: number, call: Call): Promise<void> {
    if (this.#queues.isLimited) await this.get(id, call);
  }

  /**
   * Opens a ticket; it starts with the helpdesk's first status, and its submitter is mailed.
   *
   * @throws {HelpdeskError} "invalid" when the helpdesk refuses a value, "outcome_unknown" when its
   * answer was lost
   */
  async create(fields: NewTicket, call: Call): Promise<WrittenTicket> {
    this.#queues.require(fields.queue, "The new ticket");
    const outcomeCheck = "Look with list_tickets (newest first) whether a ticket titled " +
      `${
        JSON.stringify(fields.title.slice(0, 80))
      } is there, or call create_ticket again with the same ` +
      "arguments within ten minutes: it looks first, and opens none twice";
    const body = newTicketBody(fields);
    const { attachment, custom: _, ...named } = fields;
    const sent = attachment === undefined ? body : formWithFiles(body, "attachment", [attachment]);
    const changed = [...fieldNames(named), ...Object.keys(fields.custom ?? {})];
    const reply = await this.#session.request({
      turn: "write",
      method: "POST",
      path: "api/tickets/",
      change: { action: "created ticket", ticket: idIn, fields: changed },
      trace: ticketTrace(body),
      body: sent,
      outcomeCheck,
    }, call);
    const failureHint = fourByteHint(fields.title, fields.description);
    const stored = this.#read(reply, { name: "create the ticket", outcomeCheck, failureHint });
    return { ...describeOpened(fields, stored), ...branchIn(reply) };
  }

  /**
   * Changes the given fields and nothing else; the helpdesk writes no follow-up and mails nobody.
   *
   * @throws {HelpdeskError} "not_found", "invalid", "outcome_unknown"
   */
  async update(id: number, changes: TicketChanges, call: Call): Promise<WrittenTicket> {
    await this.requireAllowed(id, call);
    if (changes.queue !== undefined) this.#queues.require(changes.queue, "The place to move to");
    const outcomeCheck =
      `Read ticket ${id} with get_ticket to see whether the change is there; repeating it does no harm`;
    const body = changedTicketBody(changes);
    const fields = fieldNames(body);
    const before = this.lastSeen(id);
    const change = {
      ...{ action: "updated ticket", ticket: id, fields },
      values: (reply: HttpReply) => valuesIn(reply, before, fields),
    };
    const path = `api/tickets/${id}/`;
    const reply = await this.#ask(
      {
        turn: "write",
        method: "PATCH",
        path,
        body,
        change,
        trace: ticketTrace(body),
        outcomeCheck,
      },
      id,
      call,
    );
    const action = {
      name: `update ticket ${id}`,
      outcomeCheck,
      failureHint: fourByteHint(
        changes.title,
        changes.description,
        changes.resolution ?? undefined,
      ),
      notFound: noSuchTicket(id, this.#session.knownStanding),
    };
    const stored = this.#read(reply, action, id);
    const written = fieldsOf(changes, stored).filter(({ asked }) => asked !== undefined);
    return { ticket: stored, fields: written, ...branchIn(reply) };
  }

  /** Asks among the tickets of the remembered status first; 404 there says only that it has changed. */
  async #ask(request: SessionRequest, id: number, call: Call): Promise<SessionReply> {
    const status = this.#statuses.get(id);
    if (status !== undefined) {
      const query = new URLSearchParams({ status: String(status) });
      const reply = await this.#session.request({ ...request, query }, call);
      if (reply.status !== 404) return reply;
      this.#statuses.delete(id);
    }
    return await this.#session.request(request, call);
  }

  /** @param asked the ticket's id; undefined for a new one */
  #read(reply: HttpReply, action: Action, asked?: number): WireTicket {
    const stored = readReply(reply, ticket, action);
    requireAbout(asked === undefined || stored.id === asked, action);
    this.remember(stored.id, stored.status);
    this.#seen.learn(stored, this.#session.generation);
    for (const { id, date } of stored.followup_set) {
      this.#newestFollowUp = Math.max(this.#newestFollowUp, id);
      this.#session.zone.observe(date);
    }
    return stored;
  }
}
