import type { ServedHelpdesk } from "../web/exchange.ts";
import type { Ticket, User } from "../state/model.ts";
import { printedName } from "../rest/ticket_json.ts";

/** Why a message is sent: decides its subject. */
export type Occasion = "opened" | "assigned" | "updated" | "resolved" | "closed";

/**
 * Sends the messages about a ticket: to its submitter when `toSubmitter`, to its assignee, and to those in
 * copy. Nobody gets two, the queue's own address gets none, nor does who is left out.
 *
 * @param leaveOut the author of the change, who knows; null for nobody
 * @returns who was mailed, in the order of the addresses
 */
export function notify(
  helpdesk: ServedHelpdesk,
  ticket: Ticket,
  { occasion, body, toSubmitter, leaveOut }: {
    occasion: Occasion;
    body: string;
    toSubmitter: boolean;
    leaveOut: User | null;
  },
): string[] {
  // The messages about an end tell the resolution, which is not always the comment.
  const text = occasion === "resolved" || occasion === "closed" ? ticket.resolution ?? "" : body;
  const queue = helpdesk.store.queue(ticket.queue);
  const sent = new Set<string>();
  const send = (address: string | null | undefined) => {
    if (!address || address === leaveOut?.email || address === queue?.emailAddress) return;
    if (sent.has(address)) return;
    sent.add(address);
    helpdesk.deliver({
      from: `${queue?.title} <${queue?.emailAddress}>`,
      to: [address],
      cc: [],
      bcc: [],
      subject: `[${printedName(helpdesk, ticket)}] ${ticket.title} (${capitalize(occasion)})`,
      body: text,
    });
  };
  if (toSubmitter) send(ticket.submitterEmail);
  send(helpdesk.store.account(ticket.assignedTo)?.email);
  for (const address of ticket.copies) send(address);
  return [...sent].sort();
}

function capitalize(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
