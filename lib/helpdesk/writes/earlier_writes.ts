import type { Call } from "../calls/call.ts";
import type { Catalogue } from "../catalogue/catalogue.ts";
import { differingFields, type WrittenField } from "../tickets/difference.ts";
import { followUpFields, type NewFollowUp } from "./followups.ts";
import type { Listing } from "../listing/listing.ts";
import type { HelpdeskClock } from "../session/helpdesk_clock.ts";
import type { HelpdeskSession } from "../session/session.ts";
import { ownUserId } from "../catalogue/own_user.ts";
import type { EarlierTry, Found } from "./repeated_writes.ts";
import { ticketAddress } from "../tickets/ticket_address.ts";
import type { Tickets } from "../tickets/tickets.ts";
import { describeOpened, type NewTicket, type WrittenTicket } from "../tickets/ticket_fields.ts";
import type { WireFollowUp, WireTicket } from "../answers/wire.ts";

/** Newest tickets among which an earlier try is looked for. */
const MOST_TICKETS = 100;
/** A `Date` header tells whole seconds, and both clocks may be read a moment apart. */
const INACCURACY_MILLISECONDS = 5_000;
/** A proxy's clock, which writes the header, may differ from that of the helpdesk behind it. */
const DOUBT_MILLISECONDS = 2 * 60_000;
/** Fields of a ticket that nobody changes within minutes; the others may have been. */
const LASTING = ["queue", "title", "description", "submitter_email"];

/** The parts of a helpdesk that writing, and looking for earlier writes, takes. */
export interface WriteParts {
  readonly session: HelpdeskSession;
  readonly tickets: Tickets;
  readonly listing: Listing;
}

/**
 * Looks whether an earlier try to open a ticket arrived: among the newest for one with the
 * same texts that is younger than the try.
 *
 * @throws {HelpdeskError} what listing and reading throw
 */
export async function lookForTicket(
  fields: NewTicket,
  earlier: EarlierTry,
  catalogue: Catalogue,
  helpdesk: WriteParts,
  call: Call,
): Promise<Found<WrittenTicket> | undefined> {
  // Not by queue: where the API is scanned, a queue with few tickets would have it read to its start.
  const newest = { sort: "id", descending: true, offset: 0, limit: MOST_TICKETS } as const;
  const own = ownUserId(helpdesk.session, catalogue);
  const { tickets } = await helpdesk.listing.list(newest, catalogue, call);
  const candidates = tickets.filter(({ id, title, queue }) =>
    id > earlier.known.ticket && (queue?.id ?? fields.queue) === fields.queue &&
    !earlier.answered.has(id) && title.trim() === fields.title.trim()
  );
  for (const { id, created } of candidates) {
    const { clock } = helpdesk.session;
    const listedAge = ageOf(created, earlier, clock);
    if (listedAge === "older") continue;
    const stored = await helpdesk.tickets.get(id, call);
    const opening = openingOf(stored);
    const age = listedAge === "unknown" ? ageOf(opening?.date, earlier, clock) : listedAge;
    if (age === "older" || !mayBeOwn(opening, own)) continue;
    const result = describeOpened(fields, stored);
    const differing = differingFields(result.fields);
    if (differing.some((field) => LASTING.includes(field))) continue;
    if (age === "younger") return { result };
    const doubt =
      `ticket ${id} holds the same texts, and it cannot be told whether it was opened before: ` +
      `get_ticket shows it (${ticketAddress(id, helpdesk.session.baseUrl)})`;
    return { doubt };
  }
  return undefined;
}

/**
 * Looks whether an earlier try to add a follow-up arrived: among the ticket's for the same text that is
 * younger than the try.
 *
 * @param ticket as it stands now
 */
export function lookForFollowUp(
  fields: NewFollowUp,
  { followup_set }: WireTicket,
  earlier: EarlierTry,
  { catalogue, session }: { readonly catalogue: Catalogue; readonly session: HelpdeskSession },
): Found<WireFollowUp> | undefined {
  const own = ownUserId(session, catalogue);
  const same = followup_set.toSorted((left, right) => right.id - left.id).filter((stored) =>
    stored.id > earlier.known.followUp && !earlier.answered.has(stored.id) &&
    !differingFields(textFields(fields, stored)).length && mayBeOwn(stored, own)
  );
  for (const stored of same) {
    const age = ageOf(stored.date, earlier, session.clock);
    if (age === "older") continue;
    if (age === "younger") return { result: stored };
    const doubt =
      `follow-up ${stored.id} of ticket ${fields.ticket} holds the same text, and it cannot be told ` +
      "whether it was written before: get_ticket shows it";
    return { doubt };
  }
  return undefined;
}

function textFields(fields: NewFollowUp, stored: WireFollowUp): WrittenField[] {
  return followUpFields(fields, stored)
    .filter(({ field }) => ["comment", "public", "time_spent"].includes(field));
}

/** Opening a ticket leaves a follow-up, whose date the API tells where it does not tell the ticket's. */
function openingOf({ followup_set }: WireTicket): WireFollowUp | undefined {
  return followup_set.toSorted((left, right) => left.id - right.id)[0];
}

/** Follow-ups name their writer, as far as one is known. */
function mayBeOwn(written: WireFollowUp | undefined, own: number | undefined): boolean {
  return own === undefined || written?.user === undefined || written.user === own;
}

/** Dates without an offset, and dates as prose, tell nothing; nor do those shortly before. */
function ageOf(
  date: string | undefined,
  { since }: EarlierTry,
  clock: HelpdeskClock,
): "older" | "younger" | "unknown" {
  if (date === undefined || !/T.*(?:Z|[+-]\d\d:?\d\d)$/.test(date)) return "unknown";
  const at = Date.parse(date);
  if (Number.isNaN(at)) return "unknown";
  const began = clock.at(since);
  if (at < began - DOUBT_MILLISECONDS) return "older";
  return at < began - INACCURACY_MILLISECONDS ? "unknown" : "younger";
}
