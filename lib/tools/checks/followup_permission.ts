import type { Catalogue } from "../../helpdesk/catalogue/catalogue.ts";
import { labelOf } from "../../helpdesk/catalogue/choice.ts";
import { becomesResolution } from "../../helpdesk/catalogue/resolution.ts";
import type { NewFollowUp } from "../../helpdesk/writes/followups.ts";
import { shownLine } from "../../text/shown_text.ts";
import { writeNamed } from "../../views/named.ts";
import type { CallContext } from "./call_context.ts";
import { requireVisibleAllowed, type VisibleText } from "./visible_text.ts";

/**
 * Holds a follow-up that the submitter would see to the setting: a public one, and a private one whose
 * text becomes the ticket's resolution.
 *
 * @throws {HelpdeskError} as `requireVisibleAllowed`
 */
export async function requireFollowUpAllowed(
  fields: NewFollowUp,
  catalogue: Catalogue,
  context: CallContext,
): Promise<void> {
  if (context.helpdesk.publicFollowUps === "allow") return;
  const visibility = await visibilityOf(fields, catalogue, context);
  if (visibility === undefined) return;
  await requireVisibleAllowed({
    ...visibility,
    noun: "follow-up",
    text: fields.comment,
    beside: besideText(fields, catalogue),
  }, context);
}

/** @returns undefined when only staff will see it */
async function visibilityOf(
  { ticket, newStatus, ...fields }: NewFollowUp,
  catalogue: Catalogue,
  { helpdesk, call }: CallContext,
): Promise<Pick<VisibleText, "many" | "one" | "question" | "remedy"> | undefined> {
  if (fields.public) {
    return {
      many: "public follow-ups",
      one: "public follow-up",
      question:
        `Add a public follow-up to ticket ${ticket}? The helpdesk mails it to the submitter.`,
      remedy: "With public: false the follow-up stays among staff",
    };
  }
  const stored = await helpdesk.tickets.get(ticket, call);
  if (!becomesResolution(newStatus, stored, catalogue)) return undefined;
  return {
    many: "comments that become a ticket's resolution, which the submitter can see",
    one: "comment that becomes a ticket's resolution, which the submitter can see",
    question:
      `Add a private follow-up to ticket ${ticket}? Its text becomes the ticket's resolution, ` +
      "which the submitter can see.",
    remedy: newStatus === undefined
      ? "update_ticket can reopen the ticket first"
      : "update_ticket changes the status without a comment",
  };
}

function besideText(
  { title, newStatus, attachments = [] }: NewFollowUp,
  { statuses }: Catalogue,
): string {
  const status = newStatus === undefined ? "" : writeNamed(newStatus, labelOf(statuses, newStatus));
  const beside = [
    ["Title", title ?? ""],
    ["Status that the ticket gets", shownLine(status)],
    ["Attached", attachments.map(({ filename }) => filename).join(", ")],
  ].filter(([, value]) => value !== "");
  const lines = beside.map(([name, value = ""]) => `\n${name}: ${value}`);
  return lines.length === 0 ? "" : `\n${lines.join("")}`;
}
