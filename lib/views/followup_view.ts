import * as z from "zod";
import type { Catalogue } from "../helpdesk/catalogue/catalogue.ts";
import { formatMinutes, timeSpentToMinutes } from "../helpdesk/writes/duration.ts";
import type { WireFollowUp, WireTicket } from "../helpdesk/answers/wire.ts";
import { labelOf } from "../helpdesk/catalogue/choice.ts";
import { readMoment } from "../text/moment.ts";
import { quotedMailStart } from "../text/quoted_mail.ts";
import { cutNoted, readOnAt } from "../text/shown_text.ts";
import { inLine, SEPARATOR, setOff } from "../text/strangers_text.ts";
import { refersTo, writeNamed } from "./named.ts";

/** Most characters shown of one comment. */
export const LONGEST_COMMENT = 5_000;
/** What django-helpdesk calls a follow-up that nobody gave a title. */
const USUAL_TITLE = "Comment";
/** Shorter ones cost no more than saying that they are the description. */
const SHORTEST_REPEATED = 40;

/** A follow-up as tools show it. */
export const followUpView = z.object({
  id: z.int(),
  date: z.string().optional(),
  user: refersTo.id,
  user_name: refersTo.name,
  title: z.string(),
  comment: z.string().optional(),
  /** In place of a comment that is the ticket's description, which stands above. */
  is_description: z.boolean().optional(),
  /** Of a comment that is cut: where it is read on. */
  read_on_at: z.int().optional(),
  /** Of the mail below the answer, where that is left out. */
  quoted_characters: z.int().optional(),
  public: z.boolean().optional(),
  new_status: refersTo.id,
  new_status_name: refersTo.name,
  minutes_spent: z.number().optional(),
  attachments: z.array(z.object({
    id: z.int(),
    filename: z.string(),
    mime_type: z.string(),
    size: z.int().optional(),
  })),
});
export type FollowUpView = z.infer<typeof followUpView>;

/** The follow-ups of a ticket, oldest first. */
export function followUpsInOrder({ followup_set }: WireTicket): WireFollowUp[] {
  return followup_set.toSorted((left, right) =>
    instantOf(left) - instantOf(right) || left.id - right.id
  );
}

/** The newest follow-ups of a ticket, oldest of them first. @param most 0 or more */
export function newestFollowUps(ticket: WireTicket, most: number): WireFollowUp[] {
  const byDate = followUpsInOrder(ticket);
  return byDate.slice(Math.max(0, byDate.length - most));
}

/**
 * Not the text: Django leaves out a fraction of 0, and the offset changes twice a year. Dates in a form of the
 * site's own leave the order to the ids: JavaScript takes 09.01. for the first of September.
 */
function instantOf({ date }: WireFollowUp): number {
  return readMoment(date) === undefined ? 0 : Date.parse(date ?? "");
}

/**
 * A follow-up from the server, with names for its ids.
 *
 * @param shown whether the mail is shown that a mail program put below the answer; and the ticket's description, where
 * that is shown above: the follow-up that opened the ticket holds it once more
 */
export function viewFollowUp(
  followUp: WireFollowUp,
  catalogue: Catalogue,
  shown: { readonly quoted?: boolean | undefined; readonly description?: string | undefined } = {},
): FollowUpView {
  const whole = followUp.comment ?? "";
  const quotedAt = shown.quoted ? undefined : quotedMailStart(whole);
  const own = quotedAt === undefined ? whole : whole.slice(0, quotedAt).trimEnd();
  const isRepeated = whole.length >= SHORTEST_REPEATED &&
    whole.trim() === shown.description?.trim();
  const text = isRepeated ? { is_description: true } : {
    comment: cutNoted(own, LONGEST_COMMENT),
    read_on_at: readOnAt(own, LONGEST_COMMENT),
    quoted_characters: quotedAt === undefined ? undefined : whole.length - quotedAt,
  };
  return {
    id: followUp.id,
    date: readMoment(followUp.date) ?? followUp.date,
    user: followUp.user,
    user_name: labelOf(catalogue.users, followUp.user),
    title: followUp.title ?? "",
    ...text,
    public: followUp.public,
    new_status: followUp.new_status,
    new_status_name: labelOf(catalogue.statuses, followUp.new_status),
    minutes_spent: followUp.time_spent === undefined
      ? undefined
      : timeSpentToMinutes(followUp.time_spent),
    attachments: followUp.followupattachment_set.map(({ id, filename, mime_type, size }) => ({
      id,
      filename: filename ?? "",
      mime_type: mime_type ?? "",
      size,
    })),
  };
}

/** A follow-up as lines of text. */
export function renderFollowUp(followUp: FollowUpView): string {
  const heading = [
    `Follow-up ${followUp.id}`,
    followUp.date === undefined ? undefined : inLine(followUp.date),
    `by ${writeNamed(followUp.user, followUp.user_name, "no user")}`,
    followUp.public === undefined ? undefined : followUp.public ? "public" : "private",
    ["", USUAL_TITLE].includes(followUp.title) ? undefined : `title ${inLine(followUp.title)}`,
    followUp.new_status === undefined
      ? undefined
      : `status → ${writeNamed(followUp.new_status, followUp.new_status_name)}`,
    followUp.minutes_spent === undefined
      ? undefined
      : `time spent ${formatMinutes(followUp.minutes_spent)}`,
  ].filter((part) => part !== undefined).join(SEPARATOR);
  const lines = [heading];
  const { comment = "", read_on_at, quoted_characters } = followUp;
  if (comment !== "") lines.push(setOff(comment));
  if (followUp.is_description) lines.push("(its text is the description)");
  if (read_on_at !== undefined) {
    lines.push(`Cut: get_ticket with followup_id=${followUp.id} and offset=${read_on_at} reads on`);
  }
  if (quoted_characters !== undefined) {
    lines.push(
      `Left out: quoted mail of ${quoted_characters} characters; get_ticket with quoted=true shows it`,
    );
  }
  for (const { id, filename, mime_type, size } of followUp.attachments) {
    const type = inLine(mime_type) || "unknown type";
    lines.push(`Attachment ${id}: ${inLine(filename)} (${type}, ${bytes(size)})`);
  }
  return lines.join("\n");
}

function bytes(size: number | undefined): string {
  return size === undefined ? "unknown size" : `${size} bytes`;
}
