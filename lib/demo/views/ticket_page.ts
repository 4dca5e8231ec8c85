import type { Exchange } from "../web/exchange.ts";
import { errorReply, htmlReply, type Reply } from "../web/reply.ts";
import { page } from "../web/web_pages.ts";
import { cannedReplySelect } from "./canned_reply_pages.ts";

/** `tickets/ID/`, whose caller is known to be staff: the canned replies that fit. */
export function answerPageOfTicket({ helpdesk }: Exchange, [id]: readonly string[]): Reply {
  const { store } = helpdesk;
  const ticket = store.tickets.get(Number(id));
  if (ticket === undefined) return errorReply(404);
  return htmlReply(page(
    `${store.queue(ticket.queue)?.slug}-${ticket.id}: View Ticket Details`,
    cannedReplySelect(helpdesk, ticket),
  ));
}
