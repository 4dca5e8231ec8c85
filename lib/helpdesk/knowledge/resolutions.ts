import type { Call } from "../calls/call.ts";
import type { Catalogue } from "../catalogue/catalogue.ts";
import { labelOf } from "../catalogue/choice.ts";
import type { QueueLimit } from "../catalogue/queue_limit.ts";
import { isSettled } from "../catalogue/resolution.ts";
import { readReply } from "../answers/reply.ts";
import { ticketPage } from "../answers/wire.ts";
import { scanPages } from "../listing/scan_pages.ts";
import type { HelpdeskSession } from "../session/session.ts";
import { ticketAddress } from "../tickets/ticket_address.ts";

/** A ticket that was resolved, and how. */
export interface ResolvedTicket {
  readonly id: number;
  readonly title: string;
  readonly description: string;
  readonly resolution: string;
  readonly queue?: string;
  readonly status?: string;
  /** Of its page, for people. */
  readonly url: string;
}

/** The resolved tickets that this account may work. */
export interface Resolutions {
  readonly tickets: readonly ResolvedTicket[];
  readonly warnings: readonly string[];
}

/** Tickets a page; each page costs the server a walk over all tickets, so few large ones are best. */
const PAGE_SIZE = 500;
const MOST_PAGES = 4;
const MAXIMUM_PAGE_BYTES = 64 * 1024 * 1024;
/** What of a description is searched, in characters: people say first what it is about. */
const DESCRIPTION_LENGTH = 2_000;

/**
 * Reads the newest tickets that are resolved or closed and have a resolution.
 *
 * @throws {HelpdeskError} what requests throw
 */
export async function readResolutions(
  session: HelpdeskSession,
  catalogue: Catalogue,
  queueLimit: QueueLimit,
  call: Call,
): Promise<Resolutions> {
  const settled = catalogue.statuses.filter(({ id }) => isSettled(id, catalogue));
  const read = async (page: number | "last") => {
    const query = new URLSearchParams({ page: String(page), page_size: String(PAGE_SIZE) });
    if (settled.length > 0) query.set("status", settled.map(({ id }) => id).join(","));
    const reply = await session.request({
      ...{ turn: "read", method: "GET", path: "api/tickets/", query },
      maximumBytes: MAXIMUM_PAGE_BYTES,
    }, call);
    if (reply.status === 404 && page !== "last") {
      return { count: undefined, next: undefined, previous: undefined, results: [] };
    }
    return readReply(reply, ticketPage, { name: "read resolved tickets" });
  };
  const tickets = new Map<number, ResolvedTicket>();
  let [looked, pages] = [0, 0];
  let count: number | undefined;
  for await (const page of scanPages(read, PAGE_SIZE)) {
    for (const row of page.results) {
      const resolution = row.resolution?.trim() ?? "";
      if (resolution === "" || !queueLimit.allows(row.queue)) continue;
      tickets.set(row.id, {
        id: row.id,
        title: row.title ?? "",
        description: (row.description ?? "").slice(0, DESCRIPTION_LENGTH),
        resolution,
        queue: labelOf(catalogue.queues, row.queue),
        status: labelOf(catalogue.statuses, row.status),
        url: ticketAddress(row.id, session.baseUrl),
      });
    }
    count ??= page.count;
    looked += page.results.length;
    if (page.isLast || ++pages === MOST_PAGES) break;
  }
  const all = count ?? looked;
  const warnings = looked < all
    ? [
      `Of ${all} resolved tickets the newest ${looked} were looked at; list_tickets with search finds older ones`,
    ]
    : [];
  return { tickets: [...tickets.values()], warnings };
}
