import type { Call } from "./call.ts";
import type { Catalogue } from "./catalogue.ts";
import { differingFields, type WrittenField } from "./difference.ts";
import { followUpFields, type NewFollowUp } from "./followups.ts";
import type { Helpdesk } from "./helpdesk.ts";
import type { HelpdeskClock } from "./helpdesk_clock.ts";
import type { EarlierTry, Found } from "./repeated_writes.ts";
import { type NewTicket, opened, type WrittenTicket } from "./tickets.ts";
import type { WireFollowUp } from "./wire.ts";

/** Newest tickets of a queue among which an earlier try is looked for. */
const MOST_TICKETS = 50;
/** A `Date` header tells whole seconds, and both clocks may be read a moment apart. */
const INACCURACY_MILLISECONDS = 5_000;
/** Fields of a ticket that nobody changes within minutes; the others may have been. */
const LASTING = ["queue", "title", "description", "submitter_email"];

/** The parts of a helpdesk that looking takes. */
type Parts = Pick<Helpdesk, "session" | "tickets" | "listing">;

/**
 * Looks whether an earlier try to open a ticket arrived: among the newest of its queue for one with the
 * same texts that is younger than the try.
 *
 * @throws {HelpdeskError} what listing and reading throw
 */
export async function lookForTicket(
  fields: NewTicket,
  earlier: EarlierTry,
  catalogue: Catalogue,
  helpdesk: Parts,
  call: Call,
): Promise<Found<WrittenTicket> | undefined> {
  const newest = {
    queue: fields.queue,
    ...{ sort: "id", descending: true, offset: 0, limit: MOST_TICKETS } as const,
  };
  const { tickets } = await helpdesk.listing.list(newest, catalogue, call);
  const candidates = tickets.filter(({ id, title }) =>
    id > earlier.known.ticket && !earlier.answered.has(id) && title.trim() === fields.title.trim()
  );
  for (const { id, created } of candidates) {
    const age = ageOf(created, earlier, helpdesk.session.clock);
    if (age === "older") continue;
    const stored = await helpdesk.tickets.get(id, call);
    const result = opened(fields, stored);
    const differing = differingFields(result.fields);
    if (differing.some((field) => LASTING.includes(field))) continue;
    if (age === "younger" || earlier.known.ticket > 0) return { result };
    const doubt =
      `Ticket ${id} holds the same texts, but this helpdesk does not tell when it was opened: ` +
      "read it with get_ticket to see whether it is the one you meant.";
    return { result, doubt };
  }
  return undefined;
}

/**
 * Looks whether an earlier try to add a follow-up arrived: among the ticket's for the same text that is
 * younger than the try.
 *
 * @throws {HelpdeskError} what reading the ticket throws
 */
export async function lookForFollowUp(
  fields: NewFollowUp,
  earlier: EarlierTry,
  helpdesk: Parts,
  call: Call,
): Promise<Found<WireFollowUp> | undefined> {
  const { followup_set } = await helpdesk.tickets.get(fields.ticket, call);
  const same = followup_set.toSorted((left, right) => right.id - left.id).filter((stored) =>
    stored.id > earlier.known.followUp && !earlier.answered.has(stored.id) &&
    !differingFields(textFields(fields, stored)).length && isOwn(stored, helpdesk)
  );
  for (const stored of same) {
    const age = ageOf(stored.date, earlier, helpdesk.session.clock);
    if (age === "older") continue;
    if (age === "younger" || earlier.known.followUp > 0) return { result: stored };
    const doubt =
      `Follow-up ${stored.id} of ticket ${fields.ticket} holds the same text, but this helpdesk ` +
      "does not tell when it was written: read it with get_ticket to see whether it is the one you meant.";
    return { result: stored, doubt };
  }
  return undefined;
}

function textFields(fields: NewFollowUp, stored: WireFollowUp): WrittenField[] {
  return followUpFields(fields, stored)
    .filter(({ field }) => ["comment", "public", "time_spent"].includes(field));
}

/** Follow-ups name their writer; of an agent the helpdesk tells which user that is. */
function isOwn(stored: WireFollowUp, { session: { knownStanding } }: Parts): boolean {
  const own = knownStanding?.kind === "agent" ? knownStanding.info.user_id : undefined;
  return own === undefined || stored.user === undefined || stored.user === own;
}

/** Dates without an offset, and dates as prose, tell nothing. */
function ageOf(
  date: string | undefined,
  { since }: EarlierTry,
  clock: HelpdeskClock,
): "older" | "younger" | "unknown" {
  if (date === undefined || !/T.*(?:Z|[+-]\d\d:?\d\d)$/.test(date)) return "unknown";
  const at = Date.parse(date);
  if (Number.isNaN(at)) return "unknown";
  return at < clock.at(since) - INACCURACY_MILLISECONDS ? "older" : "younger";
}
