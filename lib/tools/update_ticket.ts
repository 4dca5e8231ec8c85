import * as z from "zod";
import { HelpdeskError } from "../errors.ts";
import { requireKnown } from "../helpdesk/references.ts";
import {
  differenceViews,
  renderDifferences,
  renderDifferingValues,
  viewDifferences,
} from "./difference_view.ts";
import { id, isDay, line, paragraphs, requireLengths } from "./fields.ts";
import { renderTicket, ticketView, viewTicket } from "./ticket_view.ts";
import { defineTool } from "./tool.ts";

export const updateTicket = defineTool({
  name: "update_ticket",
  title: "Change a ticket",
  description:
    "Changes the given fields of a ticket and nothing else, and answers with it as stored. " +
    "It writes no follow-up and mails nobody: use add_followup to answer someone.",
  effect: "update",
  input: z.object({
    ticket_id: id("Ticket id"),
    title: line("New title").optional(),
    description: paragraphs("New text").optional(),
    status: id("New status id; list_tickets names them").optional(),
    priority: z.int().min(1).max(5).optional().describe("1 is the highest, 5 the lowest"),
    assigned_to: z.int().min(0).optional()
      .describe("User id of the new assignee, from get_users; 0 unassigns"),
    due_date: z.string().refine((text) => text === "" || isDay(text), {
      message: 'must be a date that exists, as YYYY-MM-DD, or "" to clear it',
    }).optional().describe("New day it is due, YYYY-MM-DD; an empty text clears it"),
  }),
  output: z.object({
    ticket: ticketView.describe("The ticket as stored"),
    changed: z.array(z.string()).describe("Fields that were sent"),
    differences: differenceViews,
  }),
  async run({ ticket_id, ...given }, { helpdesk, call }) {
    const changed = Object.entries(given).filter(([, value]) => value !== undefined)
      .map(([field]) => field);
    if (changed.length === 0) {
      throw new HelpdeskError(
        "invalid",
        "update_ticket was not called: no field to change was given. Give at least one of " +
          "title, description, status, priority, assigned_to, due_date",
      );
    }
    const { title, description, status, priority, assigned_to, due_date } = given;
    const catalogue = await requireKnown(
      { statuses: status, priorities: priority, users: assigned_to || undefined },
      helpdesk.catalogue,
      call,
    );
    requireLengths({ title, description }, catalogue);
    const written = await helpdesk.tickets.update(ticket_id, {
      title: title?.trim(),
      description,
      status,
      priority,
      assignedTo: assigned_to === 0 ? null : assigned_to,
      dueDate: due_date === "" ? null : due_date,
    }, call);
    return {
      ticket: viewTicket(written.ticket, catalogue, helpdesk.session.baseUrl),
      changed,
      differences: viewDifferences(written.differences),
    };
  },
  render: ({ ticket, changed, differences }) => ({
    summary: `Ticket ${ticket.id} was updated (${changed.join(", ")}): ${ticket.url}` +
      renderDifferences(differences),
    quoted: renderDifferingValues(differences) + renderTicket(ticket),
  }),
});
