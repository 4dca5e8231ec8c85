import { HelpdeskError } from "../../errors.ts";
import type { WireTicket } from "../../helpdesk/answers/wire.ts";
import type { Catalogue } from "../../helpdesk/catalogue/catalogue.ts";
import { mailsOldResolution } from "../../helpdesk/catalogue/resolution.ts";
import type { NewFollowUp } from "../../helpdesk/writes/followups.ts";

/**
 * Refuses what would reach people otherwise than it looks: a follow-up under the number of a merged ticket,
 * and one that closes a ticket whose resolution is mailed in its place.
 *
 * @param ticket as it stands now
 * @param isOnMerged whether a merged ticket is meant
 * @throws {HelpdeskError} "invalid", with what to do instead
 */
export function requireReaching(
  fields: NewFollowUp,
  ticket: WireTicket,
  isOnMerged: boolean,
  catalogue: Catalogue,
): void {
  const { id, merged_to, resolution } = ticket;
  if (merged_to !== undefined && !isOnMerged) {
    throw new HelpdeskError(
      "invalid",
      `Nothing was sent: ticket ${id} was merged into ticket ${merged_to}, and people would be mailed under ` +
        `the old number. Add the follow-up to ticket ${merged_to}; on_merged: true adds it here all the same`,
    );
  }
  if (
    fields.public && mailsOldResolution(fields.newStatus, ticket, catalogue) &&
    fields.comment.trim() !== resolution?.trim()
  ) {
    throw new HelpdeskError(
      "invalid",
      `Nothing was sent: ticket ${id} has a resolution already, and a helpdesk that closes a ticket mails its ` +
        "resolution, not the comment. Give update_ticket the text as resolution, or an empty one so that the " +
        "comment becomes it, and close the ticket then; or give it the status Resolved here, which mails the " +
        "comment and makes it the resolution. With public: false it is closed without telling the submitter, where nobody else is mailed",
    );
  }
}
