import * as z from "zod";
import { HelpdeskError } from "../errors.ts";
import { ownUserId } from "../helpdesk/catalogue/own_user.ts";
import {
  changeFollowUp,
  type FollowUpChanges,
  readFollowUp,
} from "../helpdesk/writes/edited_followups.ts";
import { mailedAbout } from "../helpdesk/writes/mailed.ts";
import { receipt, receiptOf, renderDifferences, renderReceipt } from "../views/receipt.ts";
import { id, line, outgoing, paragraphs, requireLengths } from "./arguments/fields.ts";
import { noteOldText, requireEditAllowed, requireOwn } from "./checks/edit_checks.ts";
import { noteLiteralBreaks } from "./checks/line_break_note.ts";
import { defineTool } from "./tool.ts";

export const editFollowup = defineTool({
  name: "edit_followup",
  title: "Correct a follow-up",
  description:
    "Corrects a follow-up of this account. What was mailed stays as it is: nobody is mailed again.",
  effect: "update",
  input: z.object({
    followup_id: id("Follow-up id, from get_ticket"),
    comment: outgoing(paragraphs("New text")).optional(),
    title: outgoing(line("The follow-up's new title")).optional(),
    public: z.boolean().optional().describe("Whether the submitter can see it"),
  }),
  output: receipt.omit({ earlier: true }).extend({
    followup_id: z.int(),
    mailed_before: z.array(z.string()).optional(),
  }),
  async run({ followup_id, ...given }, context) {
    const { helpdesk: { catalogue: keeper, session, tickets }, call } = context;
    if (Object.values(given).every((value) => value === undefined)) {
      throw new HelpdeskError(
        "invalid",
        "edit_followup was not called: nothing to change was given. Give at least one of comment, title, public",
      );
    }
    const changes: FollowUpChanges = { ...given, title: given.title?.trim() };
    const catalogue = await keeper.get(call);
    requireLengths({ title: changes.title }, catalogue);
    // What is read is to be what is changed.
    await session.secureBranch(call);
    const before = await readFollowUp(followup_id, session, call);
    const ticket = await tickets.get(before.ticket, call);
    const own = ownUserId(session, catalogue);
    requireOwn(before, own);
    await requireEditAllowed(before, changes, context);
    const written = await changeFollowUp(before, changes, session, call);
    noteLiteralBreaks({ comment: changes.comment }, "edit_followup", call);
    noteOldText(before, changes, ticket, call);
    const mailed = mailedAbout(before, ticket, own, catalogue);
    return {
      ...receiptOf({ ...written, ticket, mailed: [] }, catalogue, session.baseUrl),
      followup_id,
      mailed_before: mailed?.map(({ address, part }) => `${address} (${part})`),
    };
  },
  render(result) {
    const { mailed_before: before } = result;
    const mailed = before === undefined
      ? " Who was mailed when it was written, this helpdesk does not tell; nobody was now."
      : before.length === 0
      ? " Nobody was mailed, neither now nor when it was written."
      : " Who was mailed when it was written, see below, has the text of then; nobody was mailed now.";
    return {
      summary: `Follow-up ${result.followup_id} of ticket ${result.ticket_id} was changed: ` +
        `${result.url}.${mailed}${renderDifferences(result)}`,
      quoted: renderReceipt(result) +
        (before?.length ? `\nMailed when it was written: ${before.join(", ")}` : ""),
    };
  },
});
