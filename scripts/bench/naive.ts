import type { BenchClient } from "./client.ts";
import { median, timed } from "./measure.ts";

const PAGE_SIZE = 25;
const SAMPLES = 5;
/** A walk that would take longer than this is estimated. */
const LONGEST_WALK_MILLISECONDS = 60_000;

/** How a client asks that knows `api/tickets/` alone, in pages of 25. */
export type NaiveWay =
  /** Nothing but status can be filtered there, and rows come in no promised order: all are read. */
  | { readonly kind: "every_page" }
  /** The first page, for the count, then those from the end that hold the rows of this place. */
  | { readonly kind: "pages_from_end"; readonly offset: number; readonly limit: number }
  | { readonly kind: "ticket"; readonly id: number };

/** What the naive way costs. */
export interface NaiveCost {
  readonly milliseconds: number;
  readonly requests: number;
  /** Extrapolated from five pages. */
  readonly isEstimate: boolean;
}

/** Measures the naive way on a helpdesk with this many tickets. */
export async function measureNaive(
  way: NaiveWay,
  client: BenchClient,
  tickets: number,
): Promise<NaiveCost> {
  if (way.kind === "every_page") return await everyPage(client, Math.ceil(tickets / PAGE_SIZE));
  const paths = way.kind === "ticket"
    ? [`api/tickets/${way.id}/`]
    : [1, ...pagesFromEnd(tickets, way.offset, way.limit)].map(pagePath);
  const times: number[] = [];
  for (let sample = 0; sample < SAMPLES; sample++) {
    times.push(await timed(() => readAll(client, paths)));
  }
  return { milliseconds: median(times), requests: paths.length, isEstimate: false };
}

/** The numbers of the pages, in the server's ascending order, that hold a part of the newest rows. */
export function pagesFromEnd(tickets: number, offset: number, limit: number): number[] {
  const first = Math.ceil((tickets - offset - limit + 1) / PAGE_SIZE);
  const last = Math.ceil((tickets - offset) / PAGE_SIZE);
  return Array.from({ length: last - first + 1 }, (_, place) => first + place);
}

async function everyPage(client: BenchClient, pages: number): Promise<NaiveCost> {
  const times: number[] = [];
  for (let sample = 0; sample < SAMPLES; sample++) {
    const page = 1 + Math.floor(sample * (pages - 1) / (SAMPLES - 1));
    times.push(await timed(() => readAll(client, [pagePath(page)])));
  }
  const estimate = median(times) * pages;
  if (estimate > LONGEST_WALK_MILLISECONDS) {
    return { milliseconds: estimate, requests: pages, isEstimate: true };
  }
  const paths = Array.from({ length: pages }, (_, place) => pagePath(place + 1));
  const milliseconds = await timed(() => readAll(client, paths));
  return { milliseconds, requests: pages, isEstimate: false };
}

async function readAll(client: BenchClient, paths: readonly string[]): Promise<void> {
  for (const path of paths) await client.raw({ path });
}

function pagePath(page: number): string {
  return `api/tickets/?page=${page}`;
}
