import { HelpdeskError } from "../../errors.ts";
import { shownLine } from "../../text/shown_text.ts";
import type { Call } from "../calls/call.ts";
import type { CatalogueKeeper } from "../catalogue/catalogue_keeper.ts";
import { labelOf } from "../catalogue/choice.ts";
import type { HelpdeskSession } from "../session/session.ts";
import type { Tickets } from "./tickets.ts";

/** A ticket as people name it: its number, and its queue's slug where that stands beside it. */
export interface TicketReference {
  readonly id: number;
  readonly slug?: string;
}

/** Where a ticket may be read, to hold a reference to its queue. */
interface Parts {
  readonly session: HelpdeskSession;
  readonly catalogue: CatalogueKeeper;
  readonly tickets: Tickets;
}

const NUMBER = /^(?:ticket\s*)?#?\s*(\d{1,15})$/i;
/** As in the subject of every mail; a slug is made of letters, digits, hyphens and underscores. */
const SLUG_AND_NUMBER = /^#?([\w-]+)-(\d{1,15})$/;
const IN_BRACKETS = /\[([\w-]+-\d{1,15})\]/g;
const RESOURCE = /^helpdesk:\/\/ticket\/(\d{1,15})$/;
const TICKET_PATH = /^tickets\/(\d{1,15})(?:\/|$)/;

/**
 * The id of a ticket that is given as people do: `12`, `#12`, `DH-12`, `[DH-12]`, the subject of a mail with that
 * in it, or the ticket's address at this helpdesk.
 *
 * @param problem begins the messages
 * @throws {HelpdeskError} "invalid" for anything else, and where the ticket is in another queue than the slug's
 */
export async function readTicketReference(
  text: string,
  problem: string,
  parts: Parts,
  call: Call,
): Promise<number> {
  const found = parseTicketReference(text.trim(), parts.session.baseUrl);
  if (found === undefined) {
    const given = JSON.stringify(shownLine(text, 100));
    throw new HelpdeskError(
      "invalid",
      `${problem}: ${given} names no ticket. Give its number (12), its queue's short name with it (DH-12) or its ` +
        `address at ${parts.session.baseUrl.href}; list_tickets finds tickets`,
    );
  }
  if (found.slug !== undefined) await requireSlug(found.id, found.slug, problem, parts, call);
  return found.id;
}

/**
 * Reads a reference without asking the helpdesk.
 *
 * @param baseUrl where the helpdesk is mounted; ends in `/`
 */
export function parseTicketReference(text: string, baseUrl: URL): TicketReference | undefined {
  const number = NUMBER.exec(text)?.[1] ?? RESOURCE.exec(text)?.[1];
  if (number !== undefined) return ticketOf(number);
  if (/^https?:\/\//i.test(text)) return inAddress(text, baseUrl);
  const bracketed = [...new Set([...text.matchAll(IN_BRACKETS)].map(([, inside]) => inside))];
  const [, slug, id] = SLUG_AND_NUMBER.exec(bracketed.length === 1 ? bracketed[0] ?? "" : text) ??
    [];
  return id === undefined ? undefined : ticketOf(id, slug);
}

/** Mails and people write `http:` where a proxy serves `https:`, too. */
function inAddress(text: string, baseUrl: URL): TicketReference | undefined {
  const url = URL.parse(text);
  if (url === null || url.host !== baseUrl.host || !url.pathname.startsWith(baseUrl.pathname)) {
    return undefined;
  }
  const path = url.pathname.slice(baseUrl.pathname.length);
  const id = TICKET_PATH.exec(path)?.[1];
  if (id !== undefined) return ticketOf(id);
  // What submitters get: `view/?ticket=DH-12&email=…`.
  const [, slug, number] = SLUG_AND_NUMBER.exec(url.searchParams.get("ticket") ?? "") ?? [];
  return path === "view/" && number !== undefined ? ticketOf(number, slug) : undefined;
}

function ticketOf(id: string, slug?: string): TicketReference | undefined {
  if (Number(id) < 1) return undefined;
  return slug === undefined ? { id: Number(id) } : { id: Number(id), slug };
}

async function requireSlug(
  id: number,
  slug: string,
  problem: string,
  { catalogue: keeper, tickets }: Parts,
  call: Call,
): Promise<void> {
  const named = await keeper.queuesWithSlug(slug, call);
  const shown = JSON.stringify(shownLine(slug, 60));
  if (named === undefined) {
    call.notice(
      `Ticket ${id} was taken by its number: this account is not told the queues' short names, so ${shown} ` +
        "was not checked.",
    );
    return;
  }
  const { queue } = await tickets.get(id, call);
  if (queue !== undefined && named.some((choice) => choice.id === queue)) return;
  const { queues } = await keeper.get(call);
  const where = queue === undefined
    ? "in no queue that is known"
    : `in queue ${queue} ${JSON.stringify(shownLine(labelOf(queues, queue) ?? "", 100))}`;
  throw new HelpdeskError(
    "invalid",
    `${problem}: ticket ${id} is ${where}, whose short name is not ${shown}: it was moved, or another one is meant. ` +
      `Read it with ticket_id ${id}, and give the number alone if it is the right one`,
  );
}
