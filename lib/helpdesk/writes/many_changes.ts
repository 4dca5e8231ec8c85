import { HelpdeskError } from "../../errors.ts";
import type { Call } from "../calls/call.ts";
import type { WrittenTicket } from "../tickets/ticket_fields.ts";

/** What became of one of several tickets. */
export type ChangeOutcome =
  | { readonly ticket: number; readonly kind: "changed"; readonly written: WrittenTicket }
  | { readonly ticket: number; readonly kind: "failed" | "unknown"; readonly reason: string }
  | { readonly ticket: number; readonly kind: "not_tried" };

/** The same change made to several tickets. */
export interface ManyChanges {
  readonly outcomes: readonly ChangeOutcome[];
  /** Why those that come last were not tried, in a sentence; undefined when all were. */
  readonly stopped: string | undefined;
}

/** A step may take longer than those before it did. */
const SPARE = 3;

/**
 * Changes tickets one after another. What is about one ticket alone is noted and the next one is tried; what
 * would fail for all ends it, and so does the end of the time that the call has.
 *
 * @param change is asked for each; it may be repeated
 * @throws {HelpdeskError} what the first one throws when it would fail for all
 */
export async function changeEach(
  tickets: readonly number[],
  change: (ticket: number) => Promise<WrittenTicket>,
  call: Call,
): Promise<ManyChanges> {
  const outcomes: ChangeOutcome[] = [];
  let longest = 0;
  let stopped: string | undefined;
  for (const [place, ticket] of tickets.entries()) {
    if (call.deadline.remaining < SPARE * longest) {
      stopped =
        "the time of one call would not have sufficed (HELPDESK_TIMEOUT). Call again for those not tried";
    }
    if (stopped !== undefined) {
      outcomes.push({ ticket, kind: "not_tried" });
      continue;
    }
    const began = performance.now();
    try {
      outcomes.push({ ticket, kind: "changed", written: await change(ticket) });
    } catch (error) {
      if (!(error instanceof HelpdeskError) || error.kind === "cancelled") throw error;
      const isAbout = isAboutOne(error, outcomes.at(-1));
      if (!isAbout && place === 0) throw error;
      const kind = error.kind === "outcome_unknown" ? "unknown" : "failed";
      outcomes.push({ ticket, kind, reason: error.message });
      if (!isAbout) stopped = `what ticket ${ticket} failed of would fail for all`;
    }
    longest = Math.max(longest, performance.now() - began);
    if (call.progress === undefined) continue;
    call.progress(place + 1, tickets.length);
    call.deadline.extend();
  }
  return { outcomes, stopped };
}

/** An answer that is lost once may be one ticket's matter; twice in a row it is the helpdesk's. */
function isAboutOne({ kind, status }: HelpdeskError, before: ChangeOutcome | undefined): boolean {
  if (kind === "outcome_unknown") return before?.kind !== "unknown";
  // What the helpdesk forbids it forbids for all; what the settings forbid is a ticket's queue.
  return kind === "not_found" || kind === "forbidden" && status === undefined;
}
