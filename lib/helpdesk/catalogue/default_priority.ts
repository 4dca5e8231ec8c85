import { HelpdeskError } from "../../errors.ts";
import { parseOptionsPage } from "../answers/options_page.ts";
import { isHtml } from "../answers/reply.ts";
import type { Call } from "../calls/call.ts";
import type { HelpdeskSession } from "../session/session.ts";
import type { Catalogue } from "./catalogue.ts";
import { listedBy } from "./references.ts";

/** What django-helpdesk gives a ticket for which none is chosen (`Ticket.priority` in its models). */
const USUAL = 3;

/**
 * The priority of a new ticket for which none was asked: 3, or on a site without it the one that the site's
 * own form for new tickets proposes (HELPDESK_PUBLIC_TICKET_PRIORITY).
 *
 * @returns an id
 * @throws {HelpdeskError} "invalid", listing the priorities, when neither is to be had
 */
export async function defaultPriority(
  { priorities }: Catalogue,
  session: HelpdeskSession,
  call: Call,
): Promise<number> {
  const isKnown = (wanted: number | undefined) => priorities.some(({ id }) => id === wanted);
  if (priorities.length === 0 || isKnown(USUAL)) return USUAL;
  const form = await session.request(
    { turn: "read", method: "GET", path: "tickets/submit/" },
    call,
  );
  const proposed = form.status === 200 && isHtml(form)
    ? parseOptionsPage(form.text).chosen.get("priority")
    : undefined;
  if (proposed !== undefined && isKnown(proposed)) return proposed;
  throw new HelpdeskError(
    "invalid",
    `Nothing was sent: priority is missing, and this helpdesk has no priority ${USUAL} and proposes no ` +
      `other one; ${listedBy("priorities", priorities)}`,
  );
}
