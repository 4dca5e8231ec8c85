import * as z from "zod";
import { defaultPriority } from "../helpdesk/catalogue/default_priority.ts";
import { mailedAbout } from "../helpdesk/writes/mailed.ts";
import { readCustomValues, requireCustomValues } from "../helpdesk/catalogue/custom_values.ts";
import { requireKnown } from "../helpdesk/catalogue/references.ts";
import { ASSIGNEE, nameFor, priorityId, queueId, userId } from "./arguments/argument_roles.ts";
import { attachmentField, readAttachments } from "./arguments/attachment_field.ts";
import { customFieldsField, readCustomFields } from "./arguments/custom_fields_field.ts";
import {
  dueDate,
  isEmailAddress,
  line,
  outgoing,
  paragraphs,
  requireLengths,
} from "./arguments/fields.ts";
import {
  receipt,
  receiptOf,
  renderDifferences,
  renderEarlier,
  renderMailed,
  renderReceipt,
} from "../views/receipt.ts";
import { noteLiteralBreaks } from "./checks/line_break_note.ts";
import { defineTool } from "./tool.ts";

export const createTicket = defineTool({
  name: "create_ticket",
  title: "Open a ticket",
  description:
    "Opens a ticket, in the helpdesk's first status. The submitter is mailed at once, even before an agent's " +
    "review.",
  effect: "create",
  input: z.object({
    queue: queueId(),
    title: outgoing(line("One line, as a rule at most 200 characters")),
    description: outgoing(paragraphs("Text of the ticket")),
    submitter_email: outgoing(line("Whom it is opened for"))
      .refine(isEmailAddress, "must be an e-mail address"),
    priority: priorityId("Priority id, from get_queues; default: 3, or the site's own").optional(),
    assigned_to: userId().optional(),
    assignee: nameFor("assigned_to", ASSIGNEE).optional(),
    due_date: dueDate("YYYY-MM-DD, or with a time").optional(),
    custom_fields: customFieldsField().optional(),
    attachment: attachmentField().optional().describe("A file, up to 5 MiB"),
  }),
  output: receipt,
  async run(input, { helpdesk, call }) {
    const { queue, title, description } = input;
    const references = { queues: queue, users: input.assigned_to, priorities: input.priority };
    const catalogue = await requireKnown(references, helpdesk.catalogue, call, "The new ticket");
    const priority = input.priority ?? await defaultPriority(catalogue, helpdesk.session, call);
    requireLengths({ title, description, submitter_email: input.submitter_email }, catalogue);
    const known = [...catalogue.customFields.values()];
    const custom = readCustomValues(readCustomFields(input.custom_fields ?? ""), known);
    requireCustomValues(custom, known);
    const given = input.attachment === undefined ? [] : [input.attachment];
    const [attachment] = readAttachments(given, helpdesk.attachmentExtensions, call);
    const fields = {
      queue,
      title: title.trim(),
      description,
      submitterEmail: input.submitter_email.trim(),
      priority,
      assignedTo: input.assigned_to,
      dueDate: input.due_date,
      custom,
      attachment,
    };
    const written = await helpdesk.writes.openTicket(fields, input, catalogue, call);
    noteLiteralBreaks({ description }, "update_ticket", call);
    // The first follow-up tells; its author is mailed when the ticket is assigned to them.
    const opening = written.ticket.followup_set.toSorted((left, right) => left.id - right.id)[0];
    const mailed = mailedAbout(opening, written.ticket, undefined, catalogue);
    const receipt = { ...written, ...(mailed === undefined ? {} : { mailed }) };
    return receiptOf(receipt, catalogue, helpdesk.session.baseUrl);
  },
  render: (result) => ({
    summary: `Ticket ${result.ticket_id} was created: ${result.url}${
      result.branch_name === undefined ? "" : " (visible to people after the merge)"
    }.${renderMailed(result)}${renderEarlier(result)}${renderDifferences(result)}`,
    quoted: renderReceipt(result),
  }),
});
