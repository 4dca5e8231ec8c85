import { HelpdeskError } from "../../errors.ts";
import type { HttpReply } from "../../http/message.ts";
import { traceIn } from "../branch/branch_trace.ts";
import type { Call } from "../calls/call.ts";
import type { WrittenField } from "../tickets/difference.ts";
import { timeSpentToMinutes } from "./duration.ts";
import { fourByteHint } from "../tickets/four_byte_text.ts";
import { type ChangedValue, fieldNames } from "../branch/ledger.ts";
import {
  formWithFiles,
  type NewAttachment,
  writtenAttachments,
} from "../tickets/new_attachments.ts";
import { parseJson, readReply, requireAbout } from "../answers/reply.ts";
import type { HelpdeskSession } from "../session/session.ts";
import { branchIn, type Look } from "../session/session_request.ts";
import { asTemplateText } from "./template_text.ts";
import { noSuchTicket } from "../branch/agent_view.ts";
import { followUp, type WireFollowUp } from "../answers/wire.ts";

/** What tells a follow-up from another one that has its id elsewhere. */
export const FOLLOW_UP_FIELDS = ["ticket", "comment", "public"];

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
  readonly attachments?: readonly NewAttachment[];
}

/** A follow-up that was saved. */
export interface SavedFollowUp {
  readonly created: WireFollowUp;
  /** The branch of an agent's session that it is on. */
  readonly branch?: string;
}

/** A follow-up as stored, and its fields as asked and as stored. */
export interface WrittenFollowUp {
  /** With `email_recipients` as the helpdesk answered at first. */
  readonly followUp: WireFollowUp;
  readonly fields: readonly WrittenField[];
  /** The branch of an agent's session that it is on. */
  readonly branch?: string;
}

/**
 * Adds a follow-up through `api/followups/`. The server renders comments as Django templates, so the
 * text is sent in a form that survives it; and it renames the ticket to a title given at creation, so
 * the follow-up gets its title by a second request.
 *
 * @param seen looks at the ticket just before, and tells the status that it then had
 * @throws {HelpdeskError} "not_found" for an unknown ticket, "invalid" when a value is refused,
 * "outcome_unknown" when the answer was lost
 */
export async function sendFollowUp(
  fields: NewFollowUp,
  session: HelpdeskSession,
  call: Call,
  seen?: { readonly look: Look; readonly statusBefore: () => number | undefined },
): Promise<SavedFollowUp> {
  const { ticket, attachments = [], ...content } = fields;
  const hasFiles = attachments.length > 0;
  // django-helpdesk saves the follow-up first: a failure over a file comes after that.
  const perhaps = hasFiles ? ", perhaps without its attachments," : ",";
  const outcomeCheck =
    `Read ticket ${ticket} with get_ticket to see whether the follow-up is there${perhaps} or call ` +
    "add_followup again with the same arguments within ten minutes: it looks first, and adds none twice";
  const body = {
    ticket,
    title: "",
    comment: asTemplateText(fields.comment),
    public: fields.public,
    new_status: fields.newStatus,
    time_spent: fields.timeSpent,
  };
  const failureHint = fourByteHint(fields.comment);
  const reply = await session.request({
    turn: "write",
    method: "POST",
    path: "api/followups/",
    ...seen === undefined ? {} : { look: seen.look },
    change: {
      action: "added follow-up",
      ticket,
      fields: [...fieldNames(content), ...hasFiles ? ["attachments"] : []],
      values: () => statusValues(seen?.statusBefore(), fields.newStatus),
    },
    trace: (reply) => traceIn(reply, "followups", FOLLOW_UP_FIELDS),
    body: hasFiles ? formWithFiles(body, "attachments", attachments) : body,
    outcomeCheck,
    failureHint,
  }, call);
  if (refusesTicket(reply)) {
    throw new HelpdeskError("not_found", noSuchTicket(ticket, session.knownStanding));
  }
  if (reply.status === 413) {
    throw new HelpdeskError(
      "invalid",
      "The helpdesk's web server refused the follow-up as too large (status 413), before the helpdesk " +
        "saw it: nothing was saved. Attach less, or have its administrator allow larger requests",
    );
  }
  const action = { name: "add the follow-up", outcomeCheck, failureHint };
  const created = readReply(reply, followUp, action);
  requireAbout(created.ticket === undefined || created.ticket === ticket, action);
  return { created, ...branchIn(reply) };
}

/**
 * Gives a follow-up that was saved its own title, where one was asked for; a failure to do so is a notice.
 *
 * @param saved as the helpdesk answered, or as an earlier try left it
 */
export async function completeFollowUp(
  saved: SavedFollowUp,
  fields: NewFollowUp,
  session: HelpdeskSession,
  call: Call,
): Promise<WrittenFollowUp> {
  const { created, ...place } = saved;
  const { ticket, title } = fields;
  const stored = title === undefined || title === created.title
    ? created
    : await setTitle({ ...created, ticket }, title, session, call);
  return {
    ...place,
    followUp: { ...stored, email_recipients: created.email_recipients },
    fields: followUpFields(fields, {
      ...stored,
      followupattachment_set: created.followupattachment_set,
    })
      .filter(({ asked, stored }) => asked !== undefined || stored !== undefined),
  };
}

/** A follow-up's fields as asked and as stored. */
export function followUpFields(fields: NewFollowUp, stored: WireFollowUp): WrittenField[] {
  return [
    { field: "comment", asked: fields.comment, stored: stored.comment },
    { field: "public", asked: fields.public, stored: stored.public },
    {
      field: "time_spent",
      asked: minutesOf(fields.timeSpent),
      stored: minutesOf(stored.time_spent),
    },
    ...ownTitle(fields, stored),
    writtenAttachments(fields.attachments ?? [], stored),
    { field: "new_status", asked: fields.newStatus, stored: stored.new_status },
  ];
}

/** Only a title that was asked for: the helpdesk's own ones, "Comment" and the like, tell nobody anything. */
function ownTitle({ title }: NewFollowUp, stored: WireFollowUp): WrittenField[] {
  return title === undefined ? [] : [{ field: "title", asked: title, stored: stored.title }];
}

/** The follow-up is saved by now: a title that cannot be set must not look as if nothing were. */
async function setTitle(
  created: WireFollowUp & { readonly ticket: number },
  title: string,
  session: HelpdeskSession,
  call: Call,
): Promise<WireFollowUp> {
  const outcomeCheck = `Read ticket ${created.ticket} with get_ticket to see its title`;
  try {
    const reply = await session.request({
      turn: "write",
      method: "PATCH",
      path: `api/followups/${created.id}/`,
      body: { title },
      change: { action: "titled follow-up", ticket: created.ticket, fields: ["title"] },
      trace: (reply) => traceIn(reply, "followups", ["title"]),
      outcomeCheck,
    }, call);
    const action = { name: "set the follow-up's title", outcomeCheck };
    const titled = readReply(reply, followUp, action);
    requireAbout(titled.id === created.id, action);
    return titled;
  } catch (error) {
    const reason = error instanceof HelpdeskError ? error.message : "an unexpected failure";
    call.notice(
      `Follow-up ${created.id} was saved, but its title could not be set: ${reason}. ` +
        "Do not add the follow-up again.",
    );
    return created;
  }
}

function statusValues(before: number | undefined, after: number | undefined): ChangedValue[] {
  if (after === undefined) return [];
  return [{ field: "status", ...before === undefined ? {} : { before }, after }];
}

function refusesTicket(reply: HttpReply): boolean {
  if (reply.status !== 400) return false;
  const body = parseJson(reply.text);
  return typeof body === "object" && body !== null && "ticket" in body;
}

function minutesOf(duration: string | undefined): number | undefined {
  return duration === undefined ? undefined : timeSpentToMinutes(duration);
}
