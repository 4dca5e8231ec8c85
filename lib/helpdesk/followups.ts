import { HelpdeskError } from "../errors.ts";
import type { HttpReply } from "../http/message.ts";
import type { Call } from "./call.ts";
import { type Difference, differences, type WrittenField } from "./difference.ts";
import { timeSpentToMinutes } from "./duration.ts";
import { fieldNames } from "./ledger.ts";
import { parseJson, readReply } from "./reply.ts";
import type { HelpdeskSession } from "./session.ts";
import { asTemplateText } from "./template_text.ts";
import { followUp, type WireFollowUp } from "./wire.ts";

/** A new follow-up. */
export interface NewFollowUp {
  readonly ticket: number;
  /** Plain text; it arrives character for character, white space at its ends aside. */
  readonly comment: string;
  /** The follow-up's own title; absent: the helpdesk's usual one ("Comment", "Resolved", …). */
  readonly title?: string;
  /** Whether the submitter sees it and is mailed. */
  readonly public: boolean;
  readonly newStatus?: number;
  /** "HH:MM:SS" */
  readonly timeSpent?: string;
}

/** A follow-up as stored, who was mailed about it, and where it differs from what was asked. */
export interface WrittenFollowUp {
  readonly followUp: WireFollowUp;
  /** Addresses; undefined when this helpdesk does not tell. */
  readonly mailed: readonly string[] | undefined;
  readonly differences: readonly Difference[];
}

/**
 * Adds a follow-up through `api/followups/`. The server renders comments as Django templates, so the
 * text is sent in a form that survives it; and it renames the ticket to a title given at creation, so
 * the follow-up gets its title by a second request.
 *
 * @throws {HelpdeskError} "not_found" for an unknown ticket, "invalid" when a value is refused,
 * "outcome_unknown" when the answer was lost
 */
export async function addFollowUp(
  fields: NewFollowUp,
  session: HelpdeskSession,
  call: Call,
): Promise<WrittenFollowUp> {
  const { ticket, ...content } = fields;
  const outcomeCheck =
    `Read ticket ${ticket} with get_ticket to see whether the follow-up is there before adding it again`;
  const reply = await session.request({
    turn: "write",
    method: "POST",
    path: "api/followups/",
    change: { action: "added follow-up", ticket, fields: fieldNames(content) },
    body: {
      ticket,
      title: "",
      comment: asTemplateText(fields.comment),
      public: fields.public,
      new_status: fields.newStatus,
      time_spent: fields.timeSpent,
    },
    outcomeCheck,
  }, call);
  if (refusesTicket(reply)) {
    throw new HelpdeskError(
      "not_found",
      `There is no ticket ${ticket}, or this account may not see it; list_tickets finds tickets`,
    );
  }
  const created = readReply(reply, followUp, { name: "add the follow-up", outcomeCheck });
  const stored = fields.title === undefined
    ? created
    : await setTitle({ ...created, ticket }, fields.title, session, call);

  const written: WrittenField[] = [
    { field: "comment", asked: fields.comment, stored: stored.comment },
    { field: "public", asked: fields.public, stored: stored.public },
    {
      field: "time_spent",
      asked: minutesOf(fields.timeSpent),
      stored: minutesOf(stored.time_spent),
    },
  ];
  if (fields.title !== undefined) {
    written.push({ field: "title", asked: fields.title, stored: stored.title });
  }
  return {
    followUp: stored,
    mailed: mailedIn(created.email_recipients),
    differences: differences(written),
  };
}

/** The follow-up is saved by now: a title that cannot be set must not look as if nothing were. */
async function setTitle(
  created: WireFollowUp & { readonly ticket: number },
  title: string,
  session: HelpdeskSession,
  call: Call,
): Promise<WireFollowUp> {
  try {
    const reply = await session.request({
      turn: "write",
      method: "PATCH",
      path: `api/followups/${created.id}/`,
      body: { title },
      change: { action: "titled follow-up", ticket: created.ticket, fields: ["title"] },
      outcomeCheck: `Read ticket ${created.ticket} with get_ticket to see its title`,
    }, call);
    return readReply(reply, followUp, { name: "set the follow-up's title" });
  } catch (error) {
    const reason = error instanceof HelpdeskError ? error.message : "an unexpected failure";
    call.notice(
      `Follow-up ${created.id} was saved, but its title could not be set: ${reason}. ` +
        "Do not add the follow-up again.",
    );
    return created;
  }
}

function refusesTicket(reply: HttpReply): boolean {
  if (reply.status !== 400) return false;
  const body = parseJson(reply.text);
  return typeof body === "object" && body !== null && "ticket" in body;
}

function minutesOf(duration: string | undefined): number | undefined {
  return duration === undefined ? undefined : timeSpentToMinutes(duration);
}

function mailedIn(recipients: unknown): string[] | undefined {
  return Array.isArray(recipients)
    ? recipients.filter((recipient) => typeof recipient === "string")
    : undefined;
}
