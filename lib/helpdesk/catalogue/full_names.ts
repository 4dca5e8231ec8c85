import { HelpdeskError } from "../../errors.ts";
import { parseOptionsPage } from "../answers/options_page.ts";
import { parseJson } from "../answers/reply.ts";
import { keyOf } from "../answers/stand_in.ts";
import { ownAddressOnPage } from "../answers/ticket_page.ts";
import { ticketTable } from "../answers/wire.ts";
import type { Call } from "../calls/call.ts";
import type { HelpdeskSession } from "../session/session.ts";
import type { QueueLimit } from "./queue_limit.ts";
import { askAsStaff } from "./staff_page.ts";

/** What a ticket's page tells of people. */
export interface PeopleOnPage {
  /** Full names of those who may be given tickets, by their ids. */
  readonly fullNames: ReadonlyMap<number, string>;
  /** The account's own e-mail address. */
  readonly ownAddress?: string | undefined;
}

/**
 * The full names of those who may be given tickets, and the account's own address. Only a ticket's page tells
 * them, in the select of its owner (django-helpdesk 1.8 and later), and only staff may open it; the API knows
 * user names alone.
 *
 * @returns nothing where this account is not told, or there is no ticket that may be looked at
 * @throws {HelpdeskError} what requests throw
 */
export async function readPeople(
  session: HelpdeskSession,
  queueLimit: QueueLimit,
  call: Call,
): Promise<PeopleOnPage> {
  const nobody = { fullNames: new Map() };
  // Asking for a page would end an agent's session.
  if ((await session.standing(call)).kind === "agent") return nobody;
  const ticket = await newestTicket(session, queueLimit, call);
  if (ticket === undefined) return nobody;
  const path = `tickets/${ticket}/`;
  const send = () =>
    session.request({ turn: "read", method: "GET", path, accept: "html" } as const, call);
  const page = await askAsStaff(send, true, session, call);
  if (page?.status !== 200) return nobody;
  return peopleIn(page.text) ?? nobody;
}

async function newestTicket(
  session: HelpdeskSession,
  { queues }: QueueLimit,
  call: Call,
): Promise<number | undefined> {
  const filtering = queues === undefined ? {} : { queue__id__in: queues.map(keyOf) };
  const question = { filtering, filtering_null: {}, sorting: "id", sortreverse: true };
  const send = () =>
    session.request({
      turn: "read",
      method: "GET",
      // No digit and no ASCII letter leads to "+" or "/" in base64 here.
      path: `datatables_ticket_list/${btoa(JSON.stringify(question))}`,
      shownAs: "datatables_ticket_list/",
      query: new URLSearchParams({ start: "0", length: "1" }),
    }, call);
  const reply = await askAsStaff(send, false, session, call);
  if (reply?.status !== 200) return undefined;
  const table = ticketTable.safeParse(parseJson(reply.text));
  return table.success ? table.data.data[0]?.id : undefined;
}

/** A page that cannot be read tells nothing; nothing else depends on it. */
function peopleIn(html: string): PeopleOnPage | undefined {
  try {
    const owners = parseOptionsPage(html).selects.get("owner") ?? [];
    const named = owners.filter(({ id, label }) => id > 0 && label !== "");
    return {
      fullNames: new Map(named.map(({ id, label }) => [id, label])),
      ownAddress: ownAddressOnPage(html),
    };
  } catch (error) {
    if (error instanceof HelpdeskError) return undefined;
    throw error;
  }
}
