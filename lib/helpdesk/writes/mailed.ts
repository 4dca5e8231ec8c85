import type { WireFollowUp, WireTicket } from "../answers/wire.ts";
import type { Catalogue } from "../catalogue/catalogue.ts";
import { isSameAddress } from "../catalogue/choice.ts";

/** What a person who was mailed is to the ticket; the helpdesk does not tell users' addresses. */
export type MailedPart = "submitter" | "assignee" | "copy" | "assignee or copy";

/** An address that was mailed. */
export interface Mailed {
  readonly address: string;
  readonly part: MailedPart;
}

/** The addresses that a follow-up was mailed to; undefined where the helpdesk does not tell. */
export function mailedIn(recipients: unknown): string[] | undefined {
  return Array.isArray(recipients)
    ? recipients.filter((recipient) => typeof recipient === "string")
    : undefined;
}

/**
 * Who was mailed about a follow-up, and what they are to its ticket.
 *
 * @param ticket as it was then
 * @param author its author's id, who is not mailed; undefined when that is not known, or is mailed too
 * @returns undefined when this helpdesk does not tell
 */
export function mailedAbout(
  followUp: WireFollowUp | undefined,
  ticket: WireTicket,
  author: number | undefined,
  catalogue: Catalogue,
): Mailed[] | undefined {
  const recipients = mailedIn(followUp?.email_recipients);
  const { assigned_to } = ticket;
  const mayBeAssignee = assigned_to !== undefined && assigned_to !== author;
  const assignee = catalogue.users.find(({ id }) => id === assigned_to);
  const partOf = (address: string): MailedPart => {
    if (isSameAddress(address, ticket.submitter_email)) return "submitter";
    if (!mayBeAssignee) return "copy";
    if (isSameAddress(address, assignee?.username)) return "assignee";
    if (assignee?.address === undefined) return "assignee or copy";
    return isSameAddress(address, assignee.address) ? "assignee" : "copy";
  };
  return recipients?.map((address) => ({ address, part: partOf(address) }));
}
