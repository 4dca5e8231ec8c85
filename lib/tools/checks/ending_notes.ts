import type { WireTicket } from "../../helpdesk/answers/wire.ts";
import type { Catalogue } from "../../helpdesk/catalogue/catalogue.ts";
import { labelOf } from "../../helpdesk/catalogue/choice.ts";
import { isEnded, isSettled } from "../../helpdesk/catalogue/resolution.ts";
import { openDependencies } from "../../helpdesk/tickets/dependencies.ts";
import { shownLine } from "../../text/shown_text.ts";
import { writeNamed } from "../../views/named.ts";
import type { CallContext } from "./call_context.ts";

/** Tells that a ticket was resolved or closed while it waits for others. */
export async function noteOpenDependencies(
  ticket: WireTicket,
  catalogue: Catalogue,
  { helpdesk, call }: CallContext,
): Promise<void> {
  const { id, status } = ticket;
  if (!isSettled(status, catalogue)) return;
  const open = await openDependencies(id, helpdesk, catalogue, call);
  if (open.length === 0) return;
  const named = open.map((other) =>
    `ticket ${other.id} (${writeNamed(other.status, labelOf(catalogue.statuses, other.status))})`
  );
  call.notice(
    shownLine(
      `Ticket ${id} depends on ${named.join(", ")}: it is ended before what it waits for.`,
    ),
  );
}

/** A sentence for a status that was set without a follow-up; undefined when tickets go on with it. */
export function untoldEnd(status: number | undefined, catalogue: Catalogue): string | undefined {
  if (!isEnded(status, catalogue)) return undefined;
  return "A change of status mails nobody: the submitter does not learn that the ticket has ended unless " +
    "add_followup tells them.";
}
