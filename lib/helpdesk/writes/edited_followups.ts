import { HelpdeskError } from "../../errors.ts";
import { followUp, type WireFollowUp } from "../answers/wire.ts";
import { readReply, requireAbout } from "../answers/reply.ts";
import { traceIn } from "../branch/branch_trace.ts";
import { fieldNames } from "../branch/ledger.ts";
import type { Call } from "../calls/call.ts";
import type { HelpdeskSession } from "../session/session.ts";
import { branchIn } from "../session/session_request.ts";
import type { WrittenField } from "../tickets/difference.ts";
import { fourByteHint } from "../tickets/four_byte_text.ts";

/** What is to be changed of a follow-up; absent fields stay. */
export interface FollowUpChanges {
  readonly title?: string;
  /** It is stored as it is: only new comments are rendered as templates. */
  readonly comment?: string;
  readonly public?: boolean;
}

/** A follow-up of a ticket. */
export type TicketFollowUp = WireFollowUp & { readonly ticket: number };

/** A follow-up as stored after a change, and the changed fields as asked and as stored. */
export interface ChangedFollowUp {
  readonly followUp: WireFollowUp;
  readonly fields: readonly WrittenField[];
  /** The branch of an agent's session that it is on. */
  readonly branch?: string;
}

/**
 * One follow-up.
 *
 * @throws {HelpdeskError} "not_found" when there is none, or none that this account may see
 */
export async function readFollowUp(
  id: number,
  session: HelpdeskSession,
  call: Call,
): Promise<TicketFollowUp> {
  const action = {
    name: `read follow-up ${id}`,
    notFound: `There is no follow-up ${id}, or this account may not see it; get_ticket shows the ` +
      "follow-ups of a ticket with their ids",
  };
  const path = `api/followups/${id}/`;
  const reply = await session.request({ turn: "read", method: "GET", path }, call);
  const found = readReply(reply, followUp, action);
  const { ticket } = found;
  requireAbout(found.id === id && ticket !== undefined, action);
  if (ticket === undefined) throw new HelpdeskError("bad_reply", `Follow-up ${id} names no ticket`);
  return { ...found, ticket };
}

/**
 * Changes a follow-up and nothing else; nobody is mailed, and the ticket keeps its title.
 *
 * @throws {HelpdeskError} "invalid" when a value is refused, "outcome_unknown" when the answer was lost
 */
export async function changeFollowUp(
  { id, ticket }: TicketFollowUp,
  changes: FollowUpChanges,
  session: HelpdeskSession,
  call: Call,
): Promise<ChangedFollowUp> {
  const outcomeCheck =
    `Read ticket ${ticket} with get_ticket to see whether the change is there; repeating it does no harm`;
  const fields = fieldNames(changes);
  const failureHint = fourByteHint(changes.title, changes.comment);
  const reply = await session.request({
    turn: "write",
    method: "PATCH",
    path: `api/followups/${id}/`,
    body: changes,
    change: { action: "changed follow-up", ticket, fields },
    trace: (reply) => traceIn(reply, "followups", fields),
    ...{ outcomeCheck, failureHint },
  }, call);
  const action = { name: `change follow-up ${id}`, outcomeCheck, failureHint };
  const stored = readReply(reply, followUp, action);
  requireAbout(stored.id === id, action);
  const written: WrittenField[] = [
    { field: "title", asked: changes.title, stored: stored.title },
    { field: "comment", asked: changes.comment, stored: stored.comment },
    { field: "public", asked: changes.public, stored: stored.public },
  ];
  return {
    followUp: stored,
    fields: written.filter(({ asked }) => asked !== undefined),
    ...branchIn(reply),
  };
}
