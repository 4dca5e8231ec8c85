import assert from "node:assert/strict";
import { type ReadPage, scanPages } from "../../../lib/helpdesk/listing/scan_pages.ts";
import type { WireTicketPage } from "../../../lib/helpdesk/answers/wire.ts";

const SIZE = 10;
const API = "https://desk.example.com/api/tickets/";

type Told = { readonly count?: number; readonly previous?: string; readonly next?: string };

/** Reads a list of so many tickets to its end; its last page says this beside its tickets. */
async function scan(tickets: number, told: Told) {
  const pages = Math.max(1, Math.ceil(tickets / SIZE));
  const asked: (number | "last")[] = [];
  const read: ReadPage = (page) => {
    asked.push(page);
    const number = page === "last" ? pages : page;
    const results = Array.from({ length: tickets }, (_, place) => ({ id: place + 1 }))
      .slice((number - 1) * SIZE, number * SIZE);
    return Promise.resolve({ ...(page === "last" ? told : {}), results } as WireTicketPage);
  };
  const scanned = [];
  for await (const page of scanPages(read, SIZE)) scanned.push(page);
  return { asked: asked.join(), last: scanned.map(({ isLast }) => isLast), first: scanned[0] };
}

const UNNUMBERED = { count: 14, previous: `${API}?page=x` };
const BETWEEN = { count: 14, previous: `${API}?page=1`, next: `${API}?page=3` };
const FROM_START = "last,1,2,3";
const PAGES: readonly [where: string, tickets: number, Told, asked: string][] = [
  ["nothing is there", 0, { count: 0 }, "last"],
  ["the page is not full", 4, { count: 4 }, "last"],
  ["the page is full", 10, { count: 10 }, "last"],
  ["the count tells two pages", 14, { count: 14 }, "last,1"],
  ["the page before has no number, being the first", 14, { previous: API }, "last,1"],
  ["an address tells three pages", 24, { previous: `${API}?page=2` }, "last,2,1"],
  ["the page before is odd, and there is a count", 14, UNNUMBERED, "last,1"],
  ["nothing is told", 14, {}, FROM_START],
  ["a page comes after the last one", 14, BETWEEN, FROM_START],
  ["the count does not fit", 14, { count: 13 }, FROM_START],
  ["the page before has the number 0", 14, { previous: `${API}?page=0` }, FROM_START],
];

for (const [where, tickets, told, expected] of PAGES) {
  Deno.test(`scanPages() reads ${expected} where ${where}, and knows the last one from the end`, async () => {
    const { asked, last, first } = await scan(tickets, told);
    assert.equal(asked, expected);
    const isFromEnd = expected !== FROM_START;
    assert.equal(first?.isFromEnd, isFromEnd);
    assert.equal(last.indexOf(true), isFromEnd ? expected.split(",").length - 1 : -1);
  });
}
