import { HelpdeskError } from "../errors.ts";
import type { Decision } from "../helpdesk/calls/call.ts";
import type { Catalogue } from "../helpdesk/catalogue/catalogue.ts";
import { labelOf } from "../helpdesk/catalogue/choice.ts";
import type { NewFollowUp } from "../helpdesk/writes/followups.ts";
import { becomesResolution } from "../helpdesk/catalogue/resolution.ts";
import { shownLine, shownText } from "../text/shown_text.ts";
import { writeNamed } from "../views/named.ts";
import type { ToolContext } from "./tool.ts";

/** Most characters of a follow-up that a person can be asked to allow: all of it is shown. */
const LONGEST_QUESTION = 10_000;
/** No person reads and declines in less. */
const READING_MILLISECONDS = 700;

/** Why the submitter would see a follow-up, in the words of messages. */
interface Visibility {
  /** Completes "HELPDESK_PUBLIC_FOLLOWUPS does not allow". */
  readonly many: string;
  /** Completes "asks a person before each". */
  readonly one: string;
  readonly question: string;
  readonly remedy: string;
}

/**
 * Holds a follow-up that the submitter would see to the setting: a public one, and a private one whose
 * text becomes the ticket's resolution.
 *
 * @throws {HelpdeskError} "forbidden" when the setting, or the person that it makes this ask, does not allow
 * it
 */
export async function requireFollowUpAllowed(
  fields: NewFollowUp,
  catalogue: Catalogue,
  context: ToolContext,
): Promise<void> {
  const { helpdesk, call } = context;
  if (helpdesk.publicFollowUps === "allow") return;
  const visibility = await visibilityOf(fields, catalogue, context);
  if (visibility === undefined) return;
  const { many, one, question, remedy } = visibility;
  const refusal = (reason: string, cause?: unknown) =>
    new HelpdeskError("forbidden", `${reason}. Nothing was sent. ${remedy}`, { cause });
  if (helpdesk.publicFollowUps === "never") {
    throw refusal(`HELPDESK_PUBLIC_FOLLOWUPS does not allow ${many}`);
  }
  const rule = `HELPDESK_PUBLIC_FOLLOWUPS asks a person before each ${one}`;
  if (call.confirm === undefined) throw refusal(`${rule}, and this client cannot ask`);
  const { length } = fields.comment;
  if (length > LONGEST_QUESTION) {
    const most = LONGEST_QUESTION.toLocaleString("en");
    throw refusal(
      `${rule}, who can be shown at most ${most} characters; this text has ${
        length.toLocaleString("en")
      }`,
    );
  }
  call.deadline.pause();
  let decision: Decision;
  try {
    decision = await call.confirm(
      `${question} Its text:\n\n${shownText(fields.comment)}` +
        besideText(fields, catalogue),
    );
  } catch (cause) {
    call.deadline.signal.throwIfAborted();
    throw refusal(`${rule}, and the client did not ask`, cause);
  } finally {
    call.deadline.extend();
  }
  if (decision.isAllowed) return;
  throw refusal(
    decision.thoughtMilliseconds < READING_MILLISECONDS
      ? "The client declined the follow-up, faster than a person could have read it"
      : "The person did not allow the follow-up",
  );
}

/** @returns undefined when only staff will see it */
async function visibilityOf(
  fields: NewFollowUp,
  catalogue: Catalogue,
  { helpdesk, call }: ToolContext,
): Promise<Visibility | undefined> {
  const { ticket, newStatus } = fields;
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
