import { HelpdeskError } from "../../errors.ts";
import { isHtml } from "../answers/reply.ts";
import { dependenciesOnPage } from "../answers/ticket_page.ts";
import type { WireTicket } from "../answers/wire.ts";
import type { Call } from "../calls/call.ts";
import type { Catalogue } from "../catalogue/catalogue.ts";
import { isEnded } from "../catalogue/resolution.ts";
import type { HelpdeskSession } from "../session/session.ts";
import type { Tickets } from "./tickets.ts";

/** Most tickets that are looked at: the page has the open ones first. */
const MOST_READ = 5;

/**
 * The tickets that a ticket waits for and that have not ended, a few of them. The API does not tell them;
 * the ticket's page does, which only accounts with a web session may open. What cannot be read is left out:
 * it comes beside a change that is made by then.
 */
export async function openDependencies(
  id: number,
  { session, tickets }: { readonly session: HelpdeskSession; readonly tickets: Tickets },
  catalogue: Catalogue,
  call: Call,
): Promise<WireTicket[]> {
  const kind = session.knownStanding?.kind;
  if (kind === "agent" || kind === "token") return [];
  try {
    const reply = await session.request(
      { turn: "read", method: "GET", path: `tickets/${id}/` },
      call,
    );
    if (reply.status !== 200 || !isHtml(reply)) return [];
    const open: WireTicket[] = [];
    for (const other of dependenciesOnPage(reply.text, id).slice(0, MOST_READ)) {
      const found = await tickets.get(other, call);
      if (!isEnded(found.status, catalogue)) open.push(found);
    }
    return open;
  } catch (error) {
    if (error instanceof HelpdeskError) return [];
    throw error;
  }
}
