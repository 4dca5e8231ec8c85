import type { Exchange } from "../web/exchange.ts";
import { escapeHtml } from "../python/html_text.ts";
import type { User } from "../state/model.ts";
import { compareValues } from "../state/store.ts";
import { errorReply, htmlReply, type Reply } from "../web/reply.ts";
import { page } from "../web/web_pages.ts";
import { cannedReplySelect } from "./canned_reply_pages.ts";
import { dependencyList } from "./dependency_list.ts";

/**
 * `tickets/ID/`, whose caller is known to be staff: who may own the ticket, by full names and by user names,
 * what it waits for, and the canned replies that fit.
 */
export function answerPageOfTicket({ helpdesk, user }: Exchange, [id]: readonly string[]): Reply {
  const { store } = helpdesk;
  const ticket = store.tickets.get(Number(id));
  if (ticket === undefined) return errorReply(404);
  const owners = [...store.accounts].sort((a, b) => compareValues(a.username, b.username));
  const fullName = ({ firstName, lastName, username }: User) =>
    `${firstName} ${lastName}`.trim() || username;
  const select = (name: (account: User) => string, unassigned: string) =>
    `    <select name="owner">
      <option value="0"${unassigned}>Unassigned</option>
${
      owners.map((account) => {
        const selected = account.id === ticket.assignedTo ? " selected" : "";
        return `      <option value="${account.id}"${selected}>\n        ${
          escapeHtml(name(account))
        }\n      </option>`;
      }).join("\n")
    }
    </select>`;
  // A queue that mails no copies does not show them.
  const copies = ticket.copies.length === 0
    ? ""
    : `<input value="${escapeHtml(ticket.copies.join(", "))}" readonly />
    <a href="${helpdesk.settings.mount}tickets/${ticket.id}/cc/"></a>\n    `;
  const unassigned = ticket.assignedTo === null ? " disabled selected" : "";
  return htmlReply(page(
    `${store.queue(ticket.queue)?.slug}-${ticket.id}: View Ticket Details`,
    `${select(fullName, unassigned)}
    ${copies}<a href="?take" title="Assign this ticket to ${escapeHtml(user?.email ?? "")}"></a>\n${
      select(({ username }) => username, "")
    }\n${dependencyList(helpdesk, ticket)}\n${cannedReplySelect(helpdesk, ticket)}`,
  ));
}
