import * as z from "zod";
import { requireKnown } from "../helpdesk/references.ts";
import {
  differenceViews,
  renderDifferences,
  renderDifferingValues,
  viewDifferences,
} from "./difference_view.ts";
import { day, id, isEmailAddress, line, paragraphs, requireLengths } from "./fields.ts";
import { renderTicket, ticketView, viewTicket } from "./ticket_view.ts";
import { defineTool } from "./tool.ts";

export const createTicket = defineTool({
  name: "create_ticket",
  title: "Open a ticket",
  description: "Opens a ticket and answers with it as stored. The helpdesk mails the submitter. " +
    "A new ticket starts with the helpdesk's first status; update_ticket changes it.",
  effect: "create",
  input: z.object({
    queue: id("Queue id, from get_queues"),
    title: line("Title, one line, usually at most 200 characters"),
    description: paragraphs("Text of the ticket"),
    submitter_email: line("Address of the person it is opened for")
      .refine(isEmailAddress, "must be an e-mail address"),
    priority: z.int().min(1).max(5).default(3).describe("1 is the highest, 5 the lowest"),
    assigned_to: id("User id of the assignee, from get_users").optional(),
    due_date: day("Day it is due, YYYY-MM-DD").optional(),
  }),
  output: z.object({
    ticket: ticketView.describe("The ticket as stored"),
    differences: differenceViews,
  }),
  async run(input, { helpdesk, call }) {
    const { queue, title, description, priority } = input;
    helpdesk.queueLimit.require(queue, "The new ticket");
    const references = { queues: queue, users: input.assigned_to, priorities: priority };
    const catalogue = await requireKnown(references, helpdesk.catalogue, call);
    requireLengths({ title, description, submitter_email: input.submitter_email }, catalogue);
    const written = await helpdesk.tickets.create({
      queue,
      title: title.trim(),
      description,
      submitterEmail: input.submitter_email.trim(),
      priority,
      assignedTo: input.assigned_to,
      dueDate: input.due_date,
    }, call);
    return {
      ticket: viewTicket(written.ticket, catalogue, helpdesk.session.baseUrl),
      differences: viewDifferences(written.differences),
    };
  },
  render: ({ ticket, differences }) => ({
    summary: `Ticket ${ticket.id} was created: ${ticket.url}. The helpdesk mails its submitter.` +
      renderDifferences(differences),
    quoted: renderDifferingValues(differences) + renderTicket(ticket),
  }),
});
