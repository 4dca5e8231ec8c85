import { HelpdeskError } from "../../errors.ts";
import type { WireTicket } from "../../helpdesk/answers/wire.ts";
import type { Call } from "../../helpdesk/calls/call.ts";
import type { FollowUpChanges, TicketFollowUp } from "../../helpdesk/writes/edited_followups.ts";
import type { CallContext } from "./call_context.ts";
import { requireVisibleAllowed } from "./visible_text.ts";

/**
 * Lets an account correct what it wrote itself.
 *
 * @param own the account's user id; undefined when it is not known
 * @throws {HelpdeskError} "forbidden" for a follow-up of somebody else, or of whom it is not known
 */
export function requireOwn({ id, user, ticket }: TicketFollowUp, own: number | undefined): void {
  if (own !== undefined && user === own) return;
  throw new HelpdeskError(
    "forbidden",
    `Nothing was changed: follow-up ${id} of ticket ${ticket} is not known to be this account's own, and only ` +
      "those are corrected. add_followup adds what is right; a person can correct it on the web page",
  );
}

/**
 * Holds what the submitter would see after a change to the setting.
 *
 * @throws {HelpdeskError} as `requireVisibleAllowed`
 */
export async function requireEditAllowed(
  before: TicketFollowUp,
  changes: FollowUpChanges,
  context: CallContext,
): Promise<void> {
  if (!(changes.public ?? before.public ?? true)) return;
  const title = changes.title ?? before.title;
  await requireVisibleAllowed({
    many: "changes of public follow-ups",
    one: "change of a public follow-up",
    noun: "change",
    question: `Change follow-up ${before.id} of ticket ${before.ticket}, which the submitter can ` +
      "see then? Nobody is mailed.",
    text: changes.comment ?? before.comment ?? "",
    beside: title === undefined ? "" : `\n\nTitle: ${title}`,
    remedy: "With public: false the follow-up stays among staff",
  }, context);
}

/** Tells where the old text of a follow-up still stands. */
export function noteOldText(
  before: TicketFollowUp,
  { comment }: FollowUpChanges,
  ticket: WireTicket,
  call: Call,
): void {
  const old = before.comment?.trim();
  if (comment === undefined || !old || old === comment.trim()) return;
  const places = (["description", "resolution"] as const)
    .filter((place) => ticket[place]?.trim() === old);
  if (places.length === 0) return;
  call.notice(
    `The ticket's ${places.join(" and ")} still has the old text: update_ticket changes it.`,
  );
}
