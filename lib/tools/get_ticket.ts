import * as z from "zod";
import { mailedIn } from "../helpdesk/writes/mailed.ts";
import { ticketId } from "./arguments/argument_roles.ts";
import {
  followUpView,
  newestFollowUps,
  renderFollowUp,
  viewFollowUp,
} from "../views/followup_view.ts";
import { renderTicket, ticketView, viewTicket } from "../views/ticket_view.ts";
import { defineTool } from "./tool.ts";

/** Most follow-ups that are shown at once. */
export const MOST_FOLLOW_UPS = 100;

export const getTicket = defineTool({
  name: "get_ticket",
  title: "Read a ticket",
  description: "One ticket with all fields and its newest follow-ups, oldest of them first.",
  effect: "read",
  input: z.object({
    ticket_id: ticketId(),
    followups: z.int().min(0).max(MOST_FOLLOW_UPS).default(10)
      .describe("How many of the newest follow-ups to show"),
  }),
  output: ticketView.extend({
    followups: z.array(followUpView).describe("Oldest first"),
    followups_total: z.int(),
  }),
  async run({ ticket_id, followups }, { helpdesk, call }, _show, tellView) {
    const [ticket, catalogue] = await Promise.all([
      helpdesk.tickets.get(ticket_id, call),
      helpdesk.catalogue.getWithNames(call),
    ]);
    const shown = newestFollowUps(ticket, followups);
    tellView({ mailed: shown.map(({ email_recipients }) => mailedIn(email_recipients) ?? []) });
    return {
      ...viewTicket(ticket, catalogue, helpdesk.session.baseUrl),
      followups: shown.map((followUp) => viewFollowUp(followUp, catalogue)),
      followups_total: ticket.followup_set.length,
    };
  },
  render(result) {
    const { followups, followups_total: total } = result;
    const hidden = total - followups.length;
    const all = total === 1 ? "Its one follow-up is shown" : `All ${total} follow-ups are shown`;
    const history = total === 0
      ? "It has no follow-ups."
      : hidden === 0
      ? `${all}, oldest first.`
      : `The newest ${followups.length} of ${total} follow-ups are shown, oldest first; followups=${
        Math.min(total, MOST_FOLLOW_UPS)
      } shows ${total > MOST_FOLLOW_UPS ? "the most that can be shown" : "all"}.`;
    const quoted = [renderTicket(result), ...followups.map(renderFollowUp)].join("\n\n");
    const cut = quoted.includes("\n> [cut: ") ? " What is cut is whole on that page." : "";
    return { summary: `Ticket ${result.id}: ${result.url}\n${history}${cut}`, quoted };
  },
});
