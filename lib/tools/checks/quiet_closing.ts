import { HelpdeskError } from "../../errors.ts";
import type { WireTicket } from "../../helpdesk/answers/wire.ts";
import type { Catalogue } from "../../helpdesk/catalogue/catalogue.ts";
import { isSameAddress } from "../../helpdesk/catalogue/choice.ts";
import { ownUser } from "../../helpdesk/catalogue/own_user.ts";
import { isClosed, mailsOldResolution } from "../../helpdesk/catalogue/resolution.ts";
import { copiesOf } from "../../helpdesk/tickets/copies.ts";
import type { NewFollowUp } from "../../helpdesk/writes/followups.ts";
import type { CallContext } from "./call_context.ts";

/**
 * Refuses a private follow-up that closes a ticket whose resolution would be mailed in its place: the submitter is not
 * told, but assignee and copies are.
 *
 * @param readTicket reads its ticket, as the write will find it
 * @throws {HelpdeskError} "invalid", with what to do instead, unless it is known that nobody would be mailed
 */
export async function requireQuietClosing(
  fields: NewFollowUp,
  readTicket: () => Promise<WireTicket>,
  catalogue: Catalogue,
  { helpdesk: { session }, call }: CallContext,
): Promise<void> {
  const { ticket, newStatus, comment } = fields;
  if (fields.public || !isClosed(newStatus, catalogue)) return;
  const stored = await readTicket();
  if (!mailsOldResolution(newStatus, stored, catalogue)) return;
  if (comment.trim() === stored.resolution?.trim()) return;
  const own = ownUser(session, catalogue);
  const { assigned_to } = stored;
  const copies = await copiesOf(ticket, session, call);
  const others = copies?.filter((copy) =>
    ![session.username, own?.address].some((known) => isSameAddress(copy, known))
  );
  const mailed = [
    ...assigned_to === undefined || assigned_to === own?.id ? [] : ["its assignee"],
    ...others === undefined
      ? ["who is in copy, which this account is not told"]
      : others.length === 0
      ? []
      : [`${others.length} in copy`],
  ];
  if (mailed.length === 0) return;
  throw new HelpdeskError(
    "invalid",
    `Nothing was sent: ticket ${ticket} has a resolution already, and a helpdesk that closes a ticket mails its ` +
      `resolution, not the comment; of a private follow-up to ${
        mailed.join(" and ")
      }. Add the comment without ` +
      "new_status and close the ticket with update_ticket, which mails nobody; or give update_ticket the text as " +
      "resolution, and close it here then",
  );
}
