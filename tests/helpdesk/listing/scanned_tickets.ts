import assert from "node:assert/strict";
import type { Catalogue } from "../../../lib/helpdesk/catalogue/catalogue.ts";
import type { LimitedQuestion } from "../../../lib/helpdesk/listing/listing_question.ts";
import { ScanListing } from "../../../lib/helpdesk/listing/listing_scan.ts";
import type { SessionRequest } from "../../../lib/helpdesk/session/session_request.ts";
import type { HttpReply } from "../../../lib/http/message.ts";
import { catalogueOf, fakeSession, withCall } from "../fake_session.ts";
import { jsonReply } from "../http_replies.ts";

export const NEWEST: LimitedQuestion = { sort: "id", descending: true, offset: 0, limit: 25 };

export const CATALOGUE: Catalogue = catalogueOf({
  queues: [{ id: 1, label: "Zebra" }, { id: 2, label: "Aardvark" }],
  users: [{ id: 2, label: "staff" }],
  statuses: [{ id: 1, label: "Open" }, { id: 4, label: "Closed" }],
  priorities: [{ id: 3, label: "3. Normal" }],
});

export interface Row {
  readonly id: number;
  readonly [field: string]: unknown;
}

/** Rows with ids from 1. */
export function rows(count: number, more: (id: number) => object = () => ({})): Row[] {
  const row = { status: 1, queue: 1, priority: 3 };
  return Array.from({ length: count }, (_, place) => ({
    ...{ id: place + 1, title: `Ticket ${place + 1}`, ...row },
    ...more(place + 1),
  }));
}

/** How a server differs from the usual one. */
export interface Oddities {
  /** Most tickets that it puts on a page, whatever is asked for. */
  readonly largestPage?: number;
  /** What it tells beside the tickets, of "count", "previous" and "next". */
  readonly tells?: string;
  /** True: page "last" is the first one, as anything else that is no number. */
  readonly knowsNoLast?: boolean;
}

/** Answers like `api/tickets/`: pages in the order of the rows, filtered by status alone. */
export function server(
  all: readonly Row[],
  { largestPage = Infinity, tells = "count previous next", knowsNoLast = false }: Oddities = {},
): (request: SessionRequest) => HttpReply {
  return ({ path, query }) => {
    assert.equal(path, "api/tickets/");
    const statuses = query?.get("status")?.split(",").map(Number);
    const matching = all.filter(({ status }) => statuses?.includes(Number(status)) ?? true);
    const size = Math.min(Number(query?.get("page_size")), largestPage);
    const pages = Math.max(1, Math.ceil(matching.length / size));
    const isLast = query?.get("page") === "last";
    const page = isLast ? knowsNoLast ? 1 : pages : Number(query?.get("page"));
    if (page > pages) return jsonReply(404, { detail: "Invalid page." });
    const address = (page: number) => {
      const address = new URL("https://desk.example.com/api/tickets/?page_size=500");
      if (page > 1) address.searchParams.set("page", String(page));
      return address.href;
    };
    return jsonReply(200, {
      ...tells.includes("count") && { count: matching.length },
      ...tells.includes("next") && { next: page < pages ? address(page + 1) : null },
      ...tells.includes("previous") && { previous: page > 1 ? address(page - 1) : null },
      results: matching.slice((page - 1) * size, page * size),
    });
  };
}

/** Scans a list of rows, or what a server answers. */
export async function scan(
  answer: readonly Row[] | ((request: SessionRequest) => HttpReply),
  question: Partial<LimitedQuestion> = {},
) {
  const { session, requests } = fakeSession(typeof answer === "function" ? answer : server(answer));
  const listing = new ScanListing(session);
  const given = { ...NEWEST, ...question };
  const result = await withCall((call) => listing.list(given, CATALOGUE, call));
  return {
    ...result,
    ids: result.tickets.map(({ id }) => id),
    pages: requests.map(({ query }) => query?.get("page")),
    requests,
  };
}

/** So many ids, the first one the highest. */
export const down = (first: number, count = 25, step = 1) =>
  Array.from({ length: Math.max(0, count) }, (_, place) => first - place * step);
