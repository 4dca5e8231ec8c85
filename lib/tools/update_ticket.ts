import * as z from "zod";
import { ticketId } from "./arguments/argument_roles.ts";
import { receipt, receiptOf, renderDifferences, renderReceipt } from "../views/receipt.ts";
import { noteOpenDependencies, untoldEnd } from "./checks/ending_notes.ts";
import { changeFields, CLEARING, readChanges } from "./checks/ticket_changes.ts";
import { defineTool } from "./tool.ts";

export const updateTicket = defineTool({
  name: "update_ticket",
  title: "Change a ticket",
  description:
    "Changes the given fields of a ticket and nothing else. Mails nobody: add_followup answers someone.",
  effect: "update",
  clearing: CLEARING,
  input: z.object({ ticket_id: ticketId(), ...changeFields }),
  output: receipt.omit({ earlier: true }),
  async run({ ticket_id, ...given }, context) {
    const { helpdesk, call } = context;
    const read = await readChanges("update_ticket", given, [ticket_id], context);
    const { changes, catalogue } = read;
    const written = await helpdesk.tickets.update(ticket_id, changes, call);
    const { status } = changes;
    if (status !== undefined) {
      const untold = untoldEnd(status, catalogue);
      if (untold !== undefined) call.notice(untold);
      await noteOpenDependencies(written.ticket, catalogue, context);
    }
    // A PATCH mails nobody.
    const receipt = { ...written, mailed: [] };
    return receiptOf(receipt, catalogue, helpdesk.session.baseUrl);
  },
  render: (result) => ({
    summary: `Ticket ${result.ticket_id} was updated: ${result.url}. Nobody was mailed.` +
      renderDifferences(result),
    quoted: renderReceipt(result),
  }),
});
