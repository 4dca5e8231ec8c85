import { parseOptionsPage } from "../answers/options_page.ts";
import { isHtml } from "../answers/reply.ts";
import type { Call } from "../calls/call.ts";
import type { HelpdeskSession } from "../session/session.ts";
import type { Catalogue } from "./catalogue.ts";

/**
 * The queues that the API lists although this account may open no ticket in them: before 2.5 the API lists all,
 * whatever rights there are on single queues (HELPDESK_ENABLE_PER_QUEUE_STAFF_PERMISSION). The form for new
 * tickets has those that are open.
 *
 * @returns ids; none where the form is closed to this account
 * @throws {HelpdeskError} what requests throw
 */
export async function closedQueues(
  { queues, incomplete }: Catalogue,
  session: HelpdeskSession,
  call: Call,
): Promise<number[]> {
  // Without the API's list the queues are those of the form.
  if (
    incomplete.has("queues") || (await session.standing(call)).kind !== "not_agent" &&
      session.knownStanding?.kind !== "no_agent_endpoints"
  ) return [];
  const form = await session.request(
    { turn: "read", method: "GET", path: "tickets/submit/" },
    call,
  );
  const open = form.status === 200 && isHtml(form)
    ? parseOptionsPage(form.text).selects.get("queue") ?? []
    : [];
  if (open.length === 0) return [];
  return queues.map(({ id }) => id).filter((id) => !open.some((choice) => choice.id === id));
}
