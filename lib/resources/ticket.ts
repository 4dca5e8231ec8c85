import { newestFollowUps, renderFollowUp, viewFollowUp } from "../views/followup_view.ts";
import { MOST_FOLLOW_UPS as MOST_OF_TOOL } from "../tools/get_ticket.ts";
import { renderTicket, viewTicket } from "../views/ticket_view.ts";
import type { RenderedResult, ToolContext } from "../tools/tool.ts";
import { completeTicketId } from "./ticket_id.ts";
import type { ResourceTemplate } from "./resource.ts";

/** Follow-ups that a ticket's resource holds; get_ticket shows more. */
const MOST_FOLLOW_UPS = 25;
const ADDRESS = /^helpdesk:\/\/ticket\/([1-9]\d{0,14})$/;

export const ticketTemplate: ResourceTemplate = {
  uriTemplate: "helpdesk://ticket/{id}",
  name: "ticket",
  title: "A ticket",
  description: `One ticket with all fields and its newest follow-ups, at most ${MOST_FOLLOW_UPS}.`,
  find(uri) {
    const id = ADDRESS.exec(uri)?.[1];
    return id === undefined ? undefined : (context) => readTicket(Number(id), context);
  },
  completers: new Map([["id", completeTicketId]]),
};

/** The address of a ticket's resource. */
export function ticketUri(id: number): string {
  return `helpdesk://ticket/${id}`;
}

/**
 * A ticket with its newest follow-ups, as text.
 *
 * @throws {HelpdeskError} "not_found", and "forbidden" for a ticket in a queue that may not be worked
 */
export async function readTicket(
  id: number,
  { helpdesk, call }: ToolContext,
): Promise<RenderedResult> {
  const [stored, catalogue] = await Promise.all([
    helpdesk.tickets.get(id, call),
    helpdesk.catalogue.getWithNames(call),
  ]);
  const shown = newestFollowUps(stored, MOST_FOLLOW_UPS);
  const view = viewTicket(stored, catalogue, helpdesk.session.baseUrl);
  return {
    summary: `Ticket ${id}: ${view.url}\n${historyOf(stored.followup_set.length)}`,
    quoted: [
      renderTicket(view),
      ...shown.map((followUp) =>
        renderFollowUp(viewFollowUp(followUp, catalogue, { description: stored.description }))
      ),
    ].join("\n\n"),
  };
}

function historyOf(total: number): string {
  if (total === 0) return "It has no follow-ups.";
  if (total === 1) return "Its one follow-up is shown.";
  if (total <= MOST_FOLLOW_UPS) return `All ${total} follow-ups are shown, oldest first.`;
  const all = total <= MOST_OF_TOOL ? "all" : `the newest ${MOST_OF_TOOL}`;
  return `The newest ${MOST_FOLLOW_UPS} of ${total} follow-ups are shown, oldest first; get_ticket with ` +
    `followups=${Math.min(total, MOST_OF_TOOL)} shows ${all}.`;
}
