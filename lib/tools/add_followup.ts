import * as z from "zod";
import { HelpdeskError } from "../errors.ts";
import { timeSpentToWire } from "../helpdesk/duration.ts";
import { addFollowUp } from "../helpdesk/followups.ts";
import { requireKnown } from "../helpdesk/references.ts";
import { cutText, shownText } from "../shown_text.ts";
import {
  differenceViews,
  renderDifferences,
  renderDifferingValues,
  viewDifferences,
} from "./difference_view.ts";
import { id, line, lineOrNothing, paragraphs, requireLengths } from "./fields.ts";
import { followUpView, renderFollowUp, viewFollowUp } from "./followup_view.ts";
import { defineTool, type ToolContext } from "./tool.ts";

/** Most characters of a follow-up that a person is shown when asked to allow it. */
const LONGEST_QUESTION = 2_000;

export const addFollowup = defineTool({
  name: "add_followup",
  title: "Answer a ticket",
  description:
    "Adds a follow-up to a ticket. A public one is mailed to the submitter; any may be " +
    "mailed to the assignee and to people in copy. The comment arrives exactly as written.",
  effect: "create",
  input: z.object({
    ticket_id: id("Ticket id"),
    comment: paragraphs("Text of the follow-up"),
    title: line("The follow-up's own title; the ticket keeps its title").optional(),
    public: z.boolean().default(true)
      .describe("true: the submitter sees it and is mailed; false: staff only"),
    new_status: id("Status id that the ticket gets").optional(),
    time_spent: lineOrNothing('Minutes ("30") or HH:MM ("1:30")').optional(),
  }),
  output: z.object({
    ticket_id: z.int().describe("Ticket id"),
    followup: followUpView.describe("The follow-up as stored"),
    mailed: z.array(z.string()).optional()
      .describe("Who was mailed; absent when this helpdesk does not tell"),
    status_unchanged: z.boolean().optional()
      .describe("true when the ticket already had the asked status"),
    url: z.string().describe("The ticket's web page"),
    differences: differenceViews,
  }),
  async run(input, { helpdesk, call }) {
    const { ticket_id, comment, title, new_status } = input;
    const timeSpent = input.time_spent?.trim() ? timeSpentToWire(input.time_spent) : undefined;
    const catalogue = await requireKnown({ statuses: new_status }, helpdesk.catalogue, call);
    requireLengths({ title }, catalogue);
    await helpdesk.tickets.requireAllowed(ticket_id, call);
    if (input.public) await requirePublicAllowed(ticket_id, comment, { helpdesk, call });
    const written = await addFollowUp(
      {
        ticket: ticket_id,
        comment,
        title: title?.trim(),
        public: input.public,
        newStatus: new_status,
        timeSpent,
      },
      helpdesk.session,
      call,
    );
    const stored = written.followUp;
    if (stored.new_status !== undefined) helpdesk.tickets.remember(ticket_id, stored.new_status);
    return {
      ticket_id,
      followup: viewFollowUp(stored, catalogue),
      mailed: written.mailed === undefined ? undefined : [...written.mailed],
      status_unchanged: new_status !== undefined && stored.new_status === undefined
        ? true
        : undefined,
      url: new URL(`tickets/${ticket_id}/`, helpdesk.session.baseUrl).href,
      differences: viewDifferences(written.differences),
    };
  },
  render({ ticket_id, followup, mailed, status_unchanged, url, differences }) {
    const mail = mailed === undefined
      ? " This helpdesk does not tell who was mailed."
      : mailed.length === 0
      ? " Nobody was mailed."
      : ` Mailed to ${mailed.length} ${mailed.length === 1 ? "address" : "addresses"}, see below.`;
    const status = status_unchanged ? " The ticket already had the asked status." : "";
    return {
      summary:
        `Follow-up ${followup.id} was added to ticket ${ticket_id}: ${url}.${mail}${status}` +
        renderDifferences(differences),
      quoted: renderDifferingValues(differences) +
        (mailed?.length ? `Mailed: ${mailed.join(", ")}\n` : "") + renderFollowUp(followup),
    };
  },
});

/** @throws {HelpdeskError} "forbidden" when the settings, or the person they make it ask, do not allow it */
async function requirePublicAllowed(
  ticket: number,
  comment: string,
  { helpdesk, call }: ToolContext,
): Promise<void> {
  if (helpdesk.publicFollowUps === "allow") return;
  const remedy = "Nothing was sent. With public: false the follow-up stays among staff";
  if (helpdesk.publicFollowUps === "never") {
    throw new HelpdeskError(
      "forbidden",
      `HELPDESK_PUBLIC_FOLLOWUPS does not allow public follow-ups. ${remedy}`,
    );
  }
  if (call.confirm === undefined) {
    throw new HelpdeskError(
      "forbidden",
      "HELPDESK_PUBLIC_FOLLOWUPS asks a person before each public follow-up, and this client cannot ask. " +
        remedy,
    );
  }
  const { text, cut } = cutText(shownText(comment), LONGEST_QUESTION);
  call.deadline.pause();
  let isAllowed: boolean;
  try {
    isAllowed = await call.confirm(
      `Add a public follow-up to ticket ${ticket}? The helpdesk mails it to the submitter. Its text:\n\n` +
        `${text}${cut ? `\n[cut: ${LONGEST_QUESTION} of ${comment.length} characters]` : ""}`,
    );
  } catch (cause) {
    call.deadline.signal.throwIfAborted();
    throw new HelpdeskError(
      "forbidden",
      "HELPDESK_PUBLIC_FOLLOWUPS asks a person before each public follow-up, and the client did not ask. " +
        remedy,
      { cause },
    );
  } finally {
    call.deadline.extend();
  }
  if (!isAllowed) {
    throw new HelpdeskError(
      "forbidden",
      `The person did not allow the public follow-up. ${remedy}`,
    );
  }
}
