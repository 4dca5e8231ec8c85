import { HelpdeskError } from "../../errors.ts";
import { shownLine } from "../../text/shown_text.ts";
import type { Call } from "../calls/call.ts";
import type { CatalogueKeeper } from "../catalogue/catalogue_keeper.ts";
import { type Choice, labelOf } from "../catalogue/choice.ts";
import type { HelpdeskSession } from "../session/session.ts";
import type { Tickets } from "./tickets.ts";

/** A ticket as people name it: its number, and its queue's slug where that stands beside it. */
export interface TicketReference {
  readonly id: number;
  readonly slug?: string;
}

/** Where a ticket may be read, to hold a reference to its queue. */
export interface TicketParts {
  readonly session: HelpdeskSession;
  readonly catalogue: CatalogueKeeper;
  readonly tickets: Tickets;
}

/** What to do when a short name is another queue's. */
export const REMEDY =
  "It was moved, or another one is meant: read it with get_ticket by its number, and give " +
  "the number alone if it is the right one";

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
  parts: TicketParts,
  call: Call,
): Promise<number> {
  const found = parseTicketReference(text.trim(), parts.session.baseUrl);
  if (found === undefined) {
    throw new HelpdeskError("invalid", `${problem}: ${namesNone([text], parts)}`);
  }
  if (found.slug === undefined) return found.id;
  const named = await parts.catalogue.queuesWithSlug(found.slug, call);
  if (named === undefined) call.notice(uncheckedSlugs([found]));
  const wrong = named && await wrongSlug(found, named, parts, call);
  if (wrong !== undefined) throw new HelpdeskError("invalid", `${problem}: ${wrong}. ${REMEDY}`);
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

/** Says of texts that they name no ticket, and what does. */
export function namesNone(texts: readonly string[], { session }: TicketParts): string {
  const given = texts.map((text) => JSON.stringify(shownLine(text, 100))).join(", ");
  return `${given} ${
    texts.length === 1 ? "names" : "each name"
  } no ticket. Give its number (12), its queue's ` +
    `short name with it (DH-12) or its address at ${session.baseUrl.href}; list_tickets finds tickets`;
}

/** Says that short names beside numbers could not be checked. */
export function uncheckedSlugs(references: readonly TicketReference[]): string {
  const ids = references.map(({ id }) => id).join(", ");
  const slugs = [
    ...new Set(references.map(({ slug = "" }) => JSON.stringify(shownLine(slug, 60)))),
  ];
  const [tickets, numbers, were] = references.length === 1
    ? ["Ticket", "its number", "was"]
    : ["Tickets", "their numbers", "were"];
  return `${tickets} ${ids} ${were} taken by ${numbers}: this account is not told the queues' short names, so ` +
    `${slugs.join(", ")} ${slugs.length === 1 ? "was" : "were"} not checked.`;
}

/**
 * Holds a ticket to the short name beside its number.
 *
 * @param named the queues that have that short name
 * @returns what is wrong, undefined when nothing is
 * @throws {HelpdeskError} as `Tickets.get`
 */
export async function wrongSlug(
  { id, slug = "" }: TicketReference,
  named: readonly Choice[],
  { catalogue: keeper, tickets }: TicketParts,
  call: Call,
): Promise<string | undefined> {
  const { queue } = await tickets.get(id, call);
  if (queue !== undefined && named.some((choice) => choice.id === queue)) return undefined;
  const { queues } = await keeper.get(call);
  const where = queue === undefined
    ? "in no queue that is known"
    : `in queue ${queue} ${JSON.stringify(shownLine(labelOf(queues, queue) ?? "", 100))}`;
  return `ticket ${id} is ${where}, whose short name is not ${JSON.stringify(shownLine(slug, 60))}`;
}
