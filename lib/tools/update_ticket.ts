import * as z from "zod";
import { HelpdeskError } from "../errors.ts";
import { requireKnown } from "../helpdesk/catalogue/references.ts";
import {
  ASSIGNEE,
  nameFor,
  priorityId,
  statusId,
  ticketId,
  userId,
} from "./arguments/argument_roles.ts";
import { isDay, line, outgoing, paragraphs, requireLengths } from "./arguments/fields.ts";
import { receipt, receiptOf, renderDifferences, renderFields } from "../views/receipt.ts";
import { defineTool } from "./tool.ts";

const CLEARING = 'assigned_to 0 unassigns, an empty due_date ("") clears it';

export const updateTicket = defineTool({
  name: "update_ticket",
  title: "Change a ticket",
  description:
    "Changes the given fields of a ticket and nothing else. Mails nobody: add_followup answers someone.",
  effect: "update",
  clearing: CLEARING,
  input: z.object({
    ticket_id: ticketId(),
    title: outgoing(line("New title")).optional(),
    description: outgoing(paragraphs("New text")).optional(),
    status: statusId().optional(),
    status_name: nameFor("status", "In place of status").optional(),
    priority: priorityId().optional(),
    assigned_to: userId("User id, from get_users; 0 unassigns", 0).optional(),
    assignee: nameFor("assigned_to", ASSIGNEE).optional(),
    due_date: z.string().refine((text) => text === "" || isDay(text), {
      message: 'must be a date that exists, as YYYY-MM-DD, or "" to clear it',
    }).optional().describe("YYYY-MM-DD; an empty text clears it"),
  }),
  output: receipt.omit({ earlier: true }),
  async run({ ticket_id, ...given }, { helpdesk, call }) {
    if (Object.values(given).every((value) => value === undefined)) {
      throw new HelpdeskError(
        "invalid",
        "update_ticket was not called: no field to change was given. Give at least one of " +
          `title, description, status, priority, assigned_to, due_date. ${CLEARING}`,
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
    // A PATCH mails nobody.
    const receipt = { ...written, ticket: ticket_id, mailed: [] };
    return receiptOf(receipt, catalogue, helpdesk.session.baseUrl);
  },
  render: (result) => ({
    summary: `Ticket ${result.ticket_id} was updated: ${result.url}. Nobody was mailed.` +
      renderDifferences(result),
    quoted: renderFields(result),
  }),
});
