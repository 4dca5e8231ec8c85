import * as z from "zod";
import type { Catalogue } from "../helpdesk/catalogue/catalogue.ts";
import { formatMinutes, timeSpentToMinutes } from "../helpdesk/writes/duration.ts";
import type { WireFollowUp, WireTicket } from "../helpdesk/answers/wire.ts";
import { labelOf } from "../helpdesk/catalogue/choice.ts";
import { readMoment } from "../text/moment.ts";
import { cutNoted } from "../text/shown_text.ts";
import { inLine, SEPARATOR, setOff } from "../text/strangers_text.ts";
import { refersTo, writeNamed } from "./named.ts";

/** Most characters shown of one comment. */
export const LONGEST_COMMENT = 5_000;

/** A follow-up as tools show it. */
export const followUpView = z.object({
  id: z.int(),
  date: z.string().optional(),
  user: refersTo.id,
  user_name: refersTo.name,
  title: z.string(),
  comment: z.string(),
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

/** The newest follow-ups of a ticket, oldest of them first. @param most 0 or more */
export function newestFollowUps({ followup_set }: WireTicket, most: number): WireFollowUp[] {
  const byDate = followup_set.toSorted((left, right) =>
    instantOf(left) - instantOf(right) || left.id - right.id
  );
  return byDate.slice(Math.max(0, byDate.length - most));
}

/** Not the text: Django leaves out a fraction of 0, and the offset changes twice a year. */
function instantOf({ date }: WireFollowUp): number {
  return Date.parse(date ?? "") || 0;
}

/** A follow-up from the server, with names for its ids. */
export function viewFollowUp(followUp: WireFollowUp, catalogue: Catalogue): FollowUpView {
  return {
    id: followUp.id,
    date: readMoment(followUp.date) ?? followUp.date,
    user: followUp.user,
    user_name: labelOf(catalogue.users, followUp.user),
    title: followUp.title ?? "",
    comment: cutNoted(followUp.comment ?? "", LONGEST_COMMENT),
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
    followUp.title === "" ? undefined : `title ${inLine(followUp.title)}`,
    followUp.new_status === undefined
      ? undefined
      : `status → ${writeNamed(followUp.new_status, followUp.new_status_name)}`,
    followUp.minutes_spent === undefined
      ? undefined
      : `time spent ${formatMinutes(followUp.minutes_spent)}`,
  ].filter((part) => part !== undefined).join(SEPARATOR);
  const lines = [heading];
  if (followUp.comment !== "") lines.push(setOff(followUp.comment));
  for (const { id, filename, mime_type, size } of followUp.attachments) {
    const type = inLine(mime_type) || "unknown type";
    lines.push(`Attachment ${id}: ${inLine(filename)} (${type}, ${bytes(size)})`);
  }
  return lines.join("\n");
}

function bytes(size: number | undefined): string {
  return size === undefined ? "unknown size" : `${size} bytes`;
}
