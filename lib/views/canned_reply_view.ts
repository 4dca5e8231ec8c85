import * as z from "zod";
import type { CannedReply } from "../helpdesk/knowledge/canned_replies.ts";
import { fillPlaceholders, hasLogic, placeholdersIn } from "../helpdesk/knowledge/placeholders.ts";
import type { UserChoice } from "../helpdesk/catalogue/choice.ts";
import { cutNoted } from "../text/shown_text.ts";
import { inLine, SEPARATOR, setOff } from "../text/strangers_text.ts";
import { writeNamed } from "./named.ts";
import type { TicketView } from "./ticket_view.ts";

const LONGEST_REPLY = 3_000;

/** A canned reply as tools show it. */
export const cannedReply = z.object({
  id: z.int(),
  name: z.string(),
  text: z.string(),
  queues: z.array(z.object({ id: z.int(), name: z.string() })).optional()
    .describe("Absent: for all"),
  placeholders: z.array(z.string()).describe("Still to be filled in"),
  has_logic: z.boolean().describe("Holds template tags"),
});
export type CannedReplyView = z.infer<typeof cannedReply>;

/** @param values fill placeholders in; undefined: all are left as they are */
export function viewCannedReply(
  { id, name, text, queues, isForAll }: CannedReply,
  values: ReadonlyMap<string, string> | undefined,
): CannedReplyView {
  return {
    ...{ id, name },
    text: cutNoted(values === undefined ? text : fillPlaceholders(text, values), LONGEST_REPLY),
    queues: isForAll ? undefined : queues.map(({ id, label }) => ({ id, name: label })),
    placeholders: placeholdersIn(text).filter((name) => !values?.has(name)),
    has_logic: hasLogic(text),
  };
}

/** A canned reply as lines of text. */
export function renderCannedReply(reply: CannedReplyView): string {
  const { id, name, text, queues, placeholders, has_logic } = reply;
  const heading = [
    `Reply ${id}: ${inLine(name)}`,
    queues === undefined
      ? "for all queues"
      : `for ${queues.map(({ id, name }) => writeNamed(id, name)).join(", ")}`,
    placeholders.length === 0
      ? undefined
      : `to fill in: ${placeholders.map((one) => inLine(one)).join(", ")}`,
    has_logic ? "holds {% … %}: decide by yourself what it says" : undefined,
  ].filter((part) => part !== undefined).join(SEPARATOR);
  return `${heading}\n${setOff(text)}`;
}

/**
 * What is known of a ticket and of who answers it, by the names that a reply's placeholders have for it.
 *
 * @param author this account in the list of users; undefined: not found there
 */
export function valuesOf(
  ticket: TicketView,
  author: UserChoice | undefined,
): ReadonlyMap<string, string> {
  const { username, label } = author ?? {};
  const known: Record<string, string | undefined> = {
    "ticket.id": String(ticket.id),
    "ticket.pk": String(ticket.id),
    "ticket.title": ticket.title,
    "ticket.submitter_email": ticket.submitter_email,
    "ticket.queue": ticket.queue_name,
    "ticket.queue.title": ticket.queue_name,
    "queue": ticket.queue_name,
    "queue.title": ticket.queue_name,
    "ticket.get_status_display": ticket.status_name,
    "ticket.get_status": ticket.status_name,
    "ticket.get_priority_display": ticket.priority_name,
    "ticket.get_assigned_to": ticket.assigned_to_name,
    "ticket.assigned_to": ticket.assigned_to_name,
    "ticket.resolution": ticket.resolution,
    "ticket.staff_url": ticket.url,
    "user": username,
    "user.username": username,
    // Without a full name the list has the user name in its place.
    "user.get_full_name": label === username ? undefined : label,
  };
  const entries = Object.entries(known).filter((entry): entry is [string, string] => !!entry[1]);
  return new Map(entries);
}

/** Orders replies: those for a queue first, then those for all, then others; each by name. */
export function byQueue(queue: number | undefined): (a: CannedReply, b: CannedReply) => number {
  const rank = ({ queues, isForAll }: CannedReply) =>
    isForAll ? 1 : queues.some(({ id }) => id === queue) ? 0 : 2;
  return (a, b) => rank(a) - rank(b) || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);
}

/** Whether a reply is offered for tickets of a queue. */
export function fitsQueue({ queues, isForAll }: CannedReply, queue: number | undefined): boolean {
  return isForAll || queues.some(({ id }) => id === queue);
}
