import * as z from "zod";
import type { Catalogue } from "../helpdesk/catalogue.ts";
import { formatMinutes, timeSpentToMinutes } from "../helpdesk/duration.ts";
import type { WireFollowUp } from "../helpdesk/wire.ts";
import { cutText } from "../shown_text.ts";
import { named, nameOf, written } from "./named.ts";

/** Most characters shown of one comment. */
export const LONGEST_COMMENT = 5_000;

/** A follow-up as tools show it. */
export const followUpView = z.object({
  id: z.int().describe("Follow-up id"),
  date: z.string().optional().describe("When it was written, ISO 8601"),
  author: named.optional().describe("Absent when no user wrote it, as for incoming mail"),
  title: z.string().describe("The follow-up's own title"),
  comment: z.string().describe(`Text, cut at ${LONGEST_COMMENT} characters`),
  comment_length: z.int().optional().describe("Whole length in characters, when it was cut"),
  public: z.boolean().optional().describe("Whether the submitter can see it"),
  new_status: named.optional().describe("Status the ticket got with it"),
  minutes_spent: z.number().optional().describe("Time spent, in minutes"),
  attachments: z.array(z.object({
    id: z.int().describe("Attachment id"),
    filename: z.string().describe("Name"),
    mime_type: z.string().describe("Type"),
    size: z.int().optional().describe("Bytes"),
  })).describe("Attached files"),
});
export type FollowUpView = z.infer<typeof followUpView>;

/** A follow-up from the server, with names for its ids. */
export function viewFollowUp(followUp: WireFollowUp, catalogue: Catalogue): FollowUpView {
  const comment = cutText(followUp.comment ?? "", LONGEST_COMMENT);
  return {
    id: followUp.id,
    date: followUp.date,
    author: nameOf(catalogue.users, followUp.user),
    title: followUp.title ?? "",
    comment: comment.text,
    comment_length: comment.cut ? followUp.comment?.length : undefined,
    public: followUp.public,
    new_status: nameOf(catalogue.statuses, followUp.new_status),
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
    followUp.date?.slice(0, "YYYY-MM-DDTHH:MM".length).replace("T", " "),
    written(followUp.author, "no user"),
    followUp.public === undefined ? undefined : followUp.public ? "public" : "private",
    followUp.title === "" ? undefined : followUp.title,
    followUp.new_status === undefined ? undefined : `status → ${written(followUp.new_status)}`,
    followUp.minutes_spent === undefined
      ? undefined
      : `time spent ${formatMinutes(followUp.minutes_spent)}`,
  ].filter((part) => part !== undefined).join(" | ");
  const lines = [heading];
  if (followUp.comment !== "") lines.push(followUp.comment);
  if (followUp.comment_length !== undefined) {
    lines.push(`[cut: ${LONGEST_COMMENT} of ${followUp.comment_length} characters]`);
  }
  for (const { id, filename, mime_type, size } of followUp.attachments) {
    lines.push(`Attachment ${id}: ${filename} (${mime_type || "unknown type"}, ${bytes(size)})`);
  }
  return lines.join("\n");
}

function bytes(size: number | undefined): string {
  return size === undefined ? "unknown size" : `${size} bytes`;
}
