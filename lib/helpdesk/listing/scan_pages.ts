import type { WireTicketPage } from "../answers/wire.ts";

/** Reads a page by its number, or the last one; a page that is gone is empty. */
export type ReadPage = (page: number | "last") => Promise<WireTicketPage>;

/** A page of a list that is read whole or in part. */
export interface ScanPage extends WireTicketPage {
  /** Whether the pages come from the list's end: each one stands before those that came earlier. */
  readonly isFromEnd: boolean;
  /** Whether it is known that no further page comes. */
  readonly isLast: boolean;
}

/**
 * Reads a list page by page, the last one first. How many pages there are is taken from the address of
 * the page before the last one: a server may put fewer tickets on a page than it was asked for, and then
 * the count does not tell. Where the server tells neither, the list is read from its start to its end.
 *
 * @param pageSize tickets a page as asked
 */
export async function* scanPages(read: ReadPage, pageSize: number): AsyncGenerator<ScanPage> {
  const last = await read("last");
  const pages = pagesUpTo(last, pageSize);
  if (pages === undefined) return yield* fromStart(read);
  yield { ...last, isFromEnd: true, isLast: pages === 1 };
  for (let page = pages - 1; page >= 1; page--) {
    yield { ...await read(page), isFromEnd: true, isLast: page === 1 };
  }
}

/** The number of the last page; undefined when the server does not tell it beyond doubt. */
function pagesUpTo(last: WireTicketPage, pageSize: number): number | undefined {
  if (last.next !== undefined) return undefined;
  const before = pageNumber(last.previous);
  if (before !== undefined) return before + 1;
  if (last.count === undefined) return undefined;
  const pages = Math.max(1, Math.ceil(last.count / pageSize));
  return last.results.length === last.count - (pages - 1) * pageSize ? pages : undefined;
}

/** The page that an address leads to; Django REST framework leaves the number of the first one out. */
function pageNumber(address: string | undefined): number | undefined {
  const url = address === undefined ? null : URL.parse(address, "http://localhost/");
  if (url === null) return undefined;
  const number = url.searchParams.get("page") ?? "1";
  return /^[1-9]\d{0,8}$/.test(number) ? Number(number) : undefined;
}

async function* fromStart(read: ReadPage): AsyncGenerator<ScanPage> {
  const seen = new Set<number>();
  let tellsNext = false;
  for (let number = 1;; number++) {
    const page = await read(number);
    // A server that knows no pages gives the same tickets again.
    if (page.results.every(({ id }) => seen.has(id))) return;
    const isLast = tellsNext && page.next === undefined;
    yield { ...page, isFromEnd: false, isLast };
    if (isLast) return;
    tellsNext = page.next !== undefined;
    for (const { id } of page.results) seen.add(id);
  }
}
