import * as z from "zod";
import { timeSpentToWire } from "../helpdesk/writes/duration.ts";
import { requireKnown } from "../helpdesk/catalogue/references.ts";
import { isSettled } from "../helpdesk/catalogue/resolution.ts";
import { nameFor, statusId, ticketId } from "./arguments/argument_roles.ts";
import { attachmentsField, readAttachments } from "./arguments/attachment_field.ts";
import { line, lineOrNothing, outgoing, paragraphs, requireLengths } from "./arguments/fields.ts";
import { requireFollowUpAllowed } from "./followup_permission.ts";
import {
  receipt,
  receiptOf,
  renderDifferences,
  renderEarlier,
  renderFields,
} from "../views/receipt.ts";
import { defineTool } from "./tool.ts";

const BECOMES_RESOLUTION =
  "The comment may now be the ticket's resolution, which the submitter can see although the follow-up is " +
  "private: django-helpdesk stores it as that when a ticket is resolved or closed. get_ticket shows it.";

export const addFollowup = defineTool({
  name: "add_followup",
  title: "Answer a ticket",
  description:
    "Adds a follow-up to a ticket. A public one is mailed to the submitter, any may be mailed to the assignee " +
    "and to people in copy: at once, even before an agent's review. A comment that resolves a ticket, or is on " +
    "a resolved one, becomes its resolution, which the submitter can see.",
  effect: "create",
  input: z.object({
    ticket_id: ticketId(),
    comment: outgoing(paragraphs("Text of the follow-up")),
    title: outgoing(line("The follow-up's; the ticket keeps its own")).optional(),
    public: z.boolean().default(true)
      .describe("true: the submitter is mailed; false: not"),
    new_status: statusId().optional(),
    status_name: nameFor("new_status", "In place of new_status").optional(),
    time_spent: lineOrNothing('Minutes ("30") or HH:MM ("1:30")').optional(),
    attachments: attachmentsField().optional(),
  }),
  output: receipt.extend({ followup_id: z.int() }),
  async run(input, { helpdesk, call }) {
    const { ticket_id, comment, title, new_status } = input;
    const timeSpent = input.time_spent?.trim() ? timeSpentToWire(input.time_spent) : undefined;
    const catalogue = await requireKnown({ statuses: new_status }, helpdesk.catalogue, call);
    requireLengths({ title }, catalogue);
    const fields = {
      ticket: ticket_id,
      comment,
      title: title?.trim(),
      public: input.public,
      newStatus: new_status,
      timeSpent,
      attachments: readAttachments(input.attachments, helpdesk.attachmentExtensions),
    };
    const status = new_status ?? helpdesk.tickets.knownStatus(ticket_id);
    const permit = () => requireFollowUpAllowed(fields, catalogue, { helpdesk, call });
    const written = await helpdesk.writes.addFollowUp(fields, input, permit, catalogue, call);
    const stored = written.followUp;
    if (!fields.public && isSettled(status, catalogue)) call.notice(BECOMES_RESOLUTION);
    const receipt = { ...written, ticket: ticket_id };
    return {
      ...receiptOf(receipt, catalogue, helpdesk.session.baseUrl),
      followup_id: stored.id,
    };
  },
  render(result) {
    const { ticket_id, followup_id, mailed, url } = result;
    const isEarly = result.branch_name !== undefined;
    const mail = mailed === undefined
      ? " This helpdesk does not tell who was mailed" +
        (isEarly ? "; it mails at once, before the review." : ".")
      : mailed.length === 0
      ? " Nobody was mailed."
      : ` Mailed to ${mailed.length} ${mailed.length === 1 ? "address" : "addresses"}, see below${
        isEarly ? " (at once, before the review)" : ""
      }.`;
    return {
      summary: `Follow-up ${followup_id} was added to ticket ${ticket_id}: ${url}.${mail}` +
        renderEarlier(result) + renderDifferences(result),
      quoted: renderFields(result) + (mailed?.length ? `\nMailed: ${mailed.join(", ")}` : ""),
    };
  },
});
