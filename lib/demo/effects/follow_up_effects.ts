import { addAttachments } from "./attachments.ts";
import type { Exchange, ServedHelpdesk } from "../web/exchange.ts";
import { CLOSED, type FollowUp, RESOLVED, type Ticket, type User } from "../state/model.ts";
import { notify } from "./notifications.ts";
import { renderComment } from "../template/template_renderer.ts";
import { templateContext } from "./template_context.ts";
import { statusName } from "../rest/ticket_json.ts";

/** What a client asks of a new follow-up, as far as it asks anything. */
export interface FollowUpRequest {
  title?: string | null;
  comment: string;
  public: boolean;
  newStatus: number | null;
  timeSpent: number | null;
  files: readonly File[];
}

/**
 * Adds a follow-up with all that django-helpdesk does along with it, in its order: the comment is
 * rendered as a template, a new status is set, a title renames the ticket, a resolved ticket takes the
 * comment as its resolution, people are mailed, tickets named as `#12` get a note.
 *
 * @throws {ServerFault} on a broken template, with nothing done, and on a file that is not allowed, with
 *   the follow-up and the status already saved
 */
export async function addFollowUp(
  exchange: Exchange,
  ticket: Ticket,
  author: User,
  request: FollowUpRequest,
): Promise<FollowUp> {
  const { helpdesk } = exchange;
  const { settings, store } = helpdesk;
  const context = templateContext(exchange, ticket);
  const comment = renderComment(request.comment, context, settings.timeZone);
  const title = request.title ?? ticket.title;
  const now = helpdesk.clock.moment();
  const oldStatus = ticket.status;
  const status = request.newStatus ?? oldStatus;
  const followUp: FollowUp = {
    id: store.nextId("followUp"),
    ticket: ticket.id,
    user: author.id,
    title: followUpTitle(helpdesk, title, comment, status === oldStatus ? null : status),
    comment,
    public: request.public,
    newStatus: status === oldStatus ? null : status,
    timeSpent: request.timeSpent,
    attachments: [],
    date: now,
    emailRecipients: null,
  };
  ticket.status = status;
  ticket.modified = now;
  store.addFollowUp(followUp);
  await addAttachments(helpdesk, ticket, followUp, request.files);
  if (title !== "") ticket.title = title;
  // The status the ticket has counts, new or old: any comment on a resolved ticket gets here.
  if (status === RESOLVED || (status === CLOSED && ticket.resolution === null)) {
    ticket.resolution = comment;
  }
  const isClosing = followUp.newStatus === RESOLVED || followUp.newStatus === CLOSED;
  followUp.emailRecipients = notify(helpdesk, ticket, {
    occasion: followUp.newStatus === RESOLVED
      ? "resolved"
      : followUp.newStatus === CLOSED
      ? "closed"
      : "updated",
    body: comment,
    toSubmitter: request.public && (comment !== "" || isClosing),
    leaveOut: author,
  });
  addBacklinks(helpdesk, ticket, comment, author);
  return followUp;
}

/** A title of one's own, else what happened; a change of status is added to the former. */
function followUpTitle(
  helpdesk: ServedHelpdesk,
  title: string,
  comment: string,
  newStatus: number | null,
): string {
  const change = newStatus === null ? "" : statusName(helpdesk, newStatus);
  if (title !== "") return change === "" ? title : `${title} and ${change}`;
  return change || (comment === "" ? "Updated" : "Comment");
}

/** Leaves a note on each other ticket that a text names as `#12`, once for each ticket that does. */
export function addBacklinks(
  helpdesk: ServedHelpdesk,
  from: Ticket,
  text: string,
  author: User,
): void {
  const { clock, store } = helpdesk;
  const title = `Referenced in ticket #${from.id}`;
  const named = new Set(
    [...text.matchAll(/(?:[^&]|\b|^)#(\d+)\b/gu)].map((match) => Number(match[1])),
  );
  for (const id of [...named].sort((a, b) => a - b)) {
    const target = store.tickets.get(id);
    if (target === undefined || id === from.id) continue;
    if (store.followUpsOf(id).some((followUp) => followUp.title === title)) continue;
    const now = clock.moment();
    target.modified = now;
    store.addFollowUp({
      id: store.nextId("followUp"),
      ticket: id,
      user: author.id,
      title,
      comment: null,
      public: false,
      newStatus: null,
      timeSpent: null,
      attachments: [],
      date: now,
      emailRecipients: null,
    });
  }
}
