import type { WireTicket } from "../../helpdesk/answers/wire.ts";
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
 * @param readTicket reads its ticket, as the write will find it
 * @throws {HelpdeskError} as `requireVisibleAllowed`
 */
export async function requireFollowUpAllowed(
  fields: NewFollowUp,
  readTicket: () => Promise<WireTicket>,
  catalogue: Catalogue,
  context: CallContext,
): Promise<void> {
  const { helpdesk: { publicFollowUps, tickets }, call } = context;
  if (publicFollowUps === "allow") return;
  // Before a person is asked.
  await tickets.requireAllowed(fields.ticket, call);
  const visibility = await visibilityOf(fields, readTicket, catalogue);
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
  readTicket: () => Promise<WireTicket>,
  catalogue: Catalogue,
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
  const stored = await readTicket();
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
