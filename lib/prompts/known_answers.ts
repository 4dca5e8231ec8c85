import { HelpdeskError } from "../errors.ts";
import { ownUser } from "../helpdesk/catalogue/own_user.ts";
import { searchKnowledge } from "../tools/search_knowledge.ts";
import type { RenderedResult, ToolContext } from "../tools/tool.ts";
import {
  byQueue,
  fitsQueue,
  renderCannedReply,
  valuesOf,
  viewCannedReply,
} from "../views/canned_reply_view.ts";
import { viewTicket } from "../views/ticket_view.ts";

/** Most articles and earlier tickets, and most canned replies, beside a ticket. */
const MOST_ANSWERS = 3;
const MOST_REPLIES = 5;
/** Of a description, the part that is searched for, in characters. */
const QUESTION_LENGTH = 500;

/** Whether this account may read what the helpdesk knows beside its tickets. */
export async function mayReadKnowledge({ helpdesk, call }: ToolContext): Promise<boolean> {
  return (await helpdesk.session.standing(call)).kind !== "agent";
}

/**
 * What the helpdesk knows about a ticket: articles and earlier resolutions, and the canned replies of its queue
 * with the ticket's names filled in.
 *
 * @returns undefined where nothing fits, or this account may not read it
 * @throws {HelpdeskError} of the kinds that a prompt without it would meet, too
 */
export async function readKnownAnswers(
  id: number,
  context: ToolContext,
): Promise<RenderedResult | undefined> {
  const { helpdesk, call } = context;
  if (!await mayReadKnowledge(context)) return undefined;
  const catalogue = await helpdesk.catalogue.getWithNames(call);
  const ticket = viewTicket(
    await helpdesk.tickets.get(id, call),
    catalogue,
    helpdesk.session.baseUrl,
  );
  const question = `${ticket.title} ${ticket.description.slice(0, QUESTION_LENGTH)}`;
  const query = question.replace(/[\p{Cc}\u2028\u2029]+/gu, " ").toWellFormed();
  const [found, replies] = await Promise.all([
    unlessClosed(async () =>
      (await searchKnowledge.call({ query, limit: MOST_ANSWERS }, context)).rendered
    ),
    unlessClosed(async () => {
      const { value } = await helpdesk.cannedReplies.all(call);
      const values = valuesOf(ticket, ownUser(helpdesk.session, catalogue));
      return value.replies.filter((reply) => fitsQueue(reply, ticket.queue))
        .toSorted(byQueue(ticket.queue)).slice(0, MOST_REPLIES)
        .map((reply) => renderCannedReply(viewCannedReply(reply, values)));
    }),
  ]);
  const quoted = [found?.quoted, ...replies ?? []].filter((part) => part !== undefined);
  if (quoted.length === 0) return undefined;
  const summary = [
    found?.summary,
    replies?.length
      ? `${replies.length} canned replies for its queue, with what is known of the ticket filled in.`
      : undefined,
  ].filter((part) => part !== undefined).join("\n");
  return { summary, quoted: quoted.join("\n\n") };
}

/** A draft can be written without what the account may not read, or the site does not have. */
async function unlessClosed<Value>(read: () => Promise<Value>): Promise<Value | undefined> {
  try {
    return await read();
  } catch (error) {
    const isClosed = error instanceof HelpdeskError &&
      ["forbidden", "not_found", "bad_reply", "timeout"].includes(error.kind);
    if (isClosed) return undefined;
    throw error;
  }
}
