import { HelpdeskError } from "../../errors.ts";
import { isHtml } from "../answers/reply.ts";
import { copiesOnPage } from "../answers/ticket_page.ts";
import type { Call } from "../calls/call.ts";
import type { HelpdeskSession } from "../session/session.ts";

/**
 * Who is in copy of a ticket, and is mailed about its follow-ups. The API does not tell; the ticket's page does, which
 * only accounts with a web session may open.
 *
 * @returns user names and addresses; undefined where this account is not told
 */
export async function copiesOf(
  id: number,
  session: HelpdeskSession,
  call: Call,
): Promise<readonly string[] | undefined> {
  const { kind } = await session.standing(call);
  // Asking for a page would end an agent's session.
  if (kind === "agent" || kind === "token") return undefined;
  const page = { turn: "read", method: "GET", path: `tickets/${id}/`, accept: "html" } as const;
  const reply = await session.request(page, call);
  if (reply.status !== 200 || !isHtml(reply)) return undefined;
  try {
    return copiesOnPage(reply.text, id);
  } catch (error) {
    if (error instanceof HelpdeskError) return undefined;
    throw error;
  }
}
