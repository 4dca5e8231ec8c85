import { escapeHtml } from "../python/html_text.ts";
import type { Ticket } from "../state/model.ts";
import { compareValues } from "../state/store.ts";
import type { Exchange, ServedHelpdesk } from "../web/exchange.ts";
import { errorReply, type Reply } from "../web/reply.ts";

/** `raw/preset/?id=`: the text of a canned reply, whose caller is known to be staff. */
export function answerCannedReply({ helpdesk, url }: Exchange): Reply {
  const id = url.searchParams.get("id") ?? "";
  const reply = /^\d+$/.test(id) ? helpdesk.knowledge.replies[Number(id) - 1] : undefined;
  if (reply === undefined) return errorReply(404);
  const headers = new Headers({
    "content-type": "text/plain; charset=utf-8",
    "x-content-type-options": "nosniff",
  });
  return { status: 200, headers, body: reply.body };
}

/** The canned replies that the page of a ticket offers: those of its queue and those of none; empty without any. */
export function cannedReplySelect({ knowledge }: ServedHelpdesk, { queue }: Ticket): string {
  const offered = knowledge.replies
    .map((reply, index) => ({ ...reply, id: index + 1 }))
    .filter(({ queues }) => queues.length === 0 || queues.includes(queue))
    .toSorted((a, b) => compareValues(a.name, b.name));
  if (offered.length === 0) return "";
  const options = offered
    .map(({ id, name }) => `<option value="${id}">${escapeHtml(name)}</option>`);
  return `    <select name="preset" id="id_preset">
      <option value=''>------</option>
      ${options.join("")}
    </select>`;
}
