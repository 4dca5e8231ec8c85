import * as z from "zod";
import { writeMoment } from "../text/moment.ts";
import { ownUser } from "../helpdesk/catalogue/own_user.ts";
import type { CannedReply } from "../helpdesk/knowledge/canned_replies.ts";
import { comparableName } from "../text/same_name.ts";
import {
  byQueue,
  cannedReply,
  renderCannedReply,
  valuesOf,
  viewCannedReply,
} from "../views/canned_reply_view.ts";
import { ageOf } from "../views/knowledge_view.ts";
import { viewTicket } from "../views/ticket_view.ts";
import { ticketId } from "./arguments/argument_roles.ts";
import { lineOrNothing } from "./arguments/fields.ts";
import { defineTool } from "./tool.ts";

const MOST_REPLIES = 20;

export const cannedReplies = defineTool({
  name: "canned_replies",
  title: "List canned replies",
  description: "The replies that the site keeps ready, with their texts.",
  effect: "read",
  needs: "web pages",
  input: z.object({
    search: lineOrNothing("Words in name or text").optional(),
    ticket_id: ticketId("Puts those for its queue first, and fills in what is known of it")
      .optional(),
  }),
  output: z.object({
    replies: z.array(cannedReply),
    total: z.int(),
    read_at: z.string(),
    warnings: z.array(z.string()),
  }),
  async run({ search, ticket_id }, { helpdesk, call }) {
    const catalogue = await helpdesk.catalogue.getWithNames(call);
    const ticket = ticket_id === undefined ? undefined : viewTicket(
      await helpdesk.tickets.get(ticket_id, call),
      catalogue,
      helpdesk.session.baseUrl,
    );
    const { value: { replies, warnings }, at } = await helpdesk.cannedReplies.all(call);
    const values = ticket && valuesOf(ticket, ownUser(helpdesk.session, catalogue));
    const words = comparableName(search ?? "").split(" ");
    const found = replies.filter((reply) => holdsAll(reply, words))
      .toSorted(byQueue(ticket?.queue));
    return {
      replies: found.slice(0, MOST_REPLIES).map((reply) => viewCannedReply(reply, values)),
      total: found.length,
      read_at: helpdesk.session.zone.shift(writeMoment(at, 0)),
      warnings: [...warnings],
    };
  },
  render({ replies, total, read_at, warnings }) {
    const count = total === 0
      ? "No canned reply fits"
      : `${replies.length} of ${total} canned ${total === 1 ? "reply" : "replies"}`;
    const more = replies.length < total ? "; search narrows them" : "";
    const gaps = replies.some(({ placeholders }) => placeholders.length > 0)
      ? " Fill in every placeholder before you send one: it would be sent as it stands."
      : "";
    return {
      summary: [
        `${count}, read ${ageOf(Date.parse(read_at))}${more}.${gaps}`,
        ...warnings.map((warning) => `Warning: ${warning}`),
      ].join("\n"),
      quoted: replies.length === 0 ? undefined : replies.map(renderCannedReply).join("\n\n"),
    };
  },
});

function holdsAll({ name, text }: CannedReply, words: readonly string[]): boolean {
  const whole = comparableName(`${name} ${text}`);
  return words.every((word) => whole.includes(word));
}
