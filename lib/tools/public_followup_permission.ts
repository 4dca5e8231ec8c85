import { HelpdeskError } from "../errors.ts";
import { type Catalogue, labelOf } from "../helpdesk/catalogue.ts";
import type { NewFollowUp } from "../helpdesk/followups.ts";
import { cutNoted, shownLine, shownText } from "../shown_text.ts";
import { written } from "./named.ts";
import type { ToolContext } from "./tool.ts";

/** Most characters of a follow-up that a person is shown when asked to allow it. */
const LONGEST_QUESTION = 2_000;

/** @throws {HelpdeskError} "forbidden" when the settings, or the person they make it ask, do not allow it */
export async function requirePublicAllowed(
  { ticket, comment, title, newStatus, attachments = [] }: NewFollowUp,
  catalogue: Catalogue,
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
  const names = attachments.map(({ filename }) => shownLine(filename)).join(", ");
  const status = newStatus === undefined
    ? ""
    : shownLine(written(newStatus, labelOf(catalogue.statuses, newStatus)));
  const beside = [
    ["Title", shownLine(title ?? "")],
    ["Status that the ticket gets", status],
    ["Attached", names],
  ].filter(([, value]) => value !== "");
  call.deadline.pause();
  let isAllowed: boolean;
  try {
    isAllowed = await call.confirm(
      `Add a public follow-up to ticket ${ticket}? The helpdesk mails it to the submitter. Its text:\n\n` +
        cutNoted(shownText(comment), LONGEST_QUESTION) +
        (beside.length === 0 ? "" : "\n") +
        beside.map(([name, value]) => `\n${name}: ${value}`).join(""),
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
