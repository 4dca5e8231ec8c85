import * as z from "zod";
import { timeSpentToWire } from "../helpdesk/writes/duration.ts";
import { requireKnown } from "../helpdesk/catalogue/references.ts";
import { ownUserId } from "../helpdesk/catalogue/own_user.ts";
import type { WireTicket } from "../helpdesk/answers/wire.ts";
import { mailedAbout } from "../helpdesk/writes/mailed.ts";
import { isSettled } from "../helpdesk/catalogue/resolution.ts";
import { nameFor, statusId, ticketId } from "./arguments/argument_roles.ts";
import { attachmentsField, readAttachments } from "./arguments/attachment_field.ts";
import { line, lineOrNothing, outgoing, paragraphs, requireLengths } from "./arguments/fields.ts";
import { noteOpenDependencies } from "./checks/ending_notes.ts";
import { requireReaching } from "./checks/followup_checks.ts";
import { requireFollowUpAllowed } from "./checks/followup_permission.ts";
import { requireQuietClosing } from "./checks/quiet_closing.ts";
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
    on_merged: z.boolean().default(false)
      .describe("true: add it to a ticket that was merged into another, too"),
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
      attachments: readAttachments(input.attachments ?? [], helpdesk.attachmentExtensions, call),
    };
    const context = { helpdesk, call };
    const guards = {
      async permit() {
        let read: Promise<WireTicket> | undefined;
        const readTicket = () => read ??= helpdesk.tickets.getBeforeWrite(ticket_id, call);
        await requireQuietClosing(fields, readTicket, catalogue, context);
        await requireFollowUpAllowed(fields, readTicket, catalogue, context);
      },
      check: (ticket: WireTicket) => requireReaching(fields, ticket, input.on_merged, catalogue),
    };
    const written = await helpdesk.writes.addFollowUp(fields, input, guards, catalogue, call);
    const { followUp, before } = written;
    noteLiteralBreaks({ comment }, "edit_followup", call);
    if (!fields.public && isSettled(new_status ?? before.status, catalogue)) {
      call.notice(BECOMES_RESOLUTION);
    }
    if (new_status !== undefined) {
      await noteOpenDependencies({ ...before, status: new_status }, catalogue, context);
    }
    const mailed = mailedAbout(followUp, before, ownUserId(helpdesk.session, catalogue), catalogue);
    const receipt = { ...written, ticket: before, ...(mailed === undefined ? {} : { mailed }) };
    return {
      ...receiptOf(receipt, catalogue, helpdesk.session.baseUrl),
      followup_id: followUp.id,
    };
  },
  render: (result) => ({
    summary:
      `Follow-up ${result.followup_id} was added to ticket ${result.ticket_id}: ${result.url}.` +
      renderMailed(result) + renderEarlier(result) + renderDifferences(result),
    quoted: renderReceipt(result),
  }),
});
