import assert from "node:assert/strict";
import { type ReadPage, scanPages } from "../../../lib/helpdesk/listing/scan_pages.ts";
import type { WireTicketPage } from "../../../lib/helpdesk/answers/wire.ts";

const SIZE = 10;
const API = "https://desk.example.com/api/tickets/";

interface Told {
  readonly count?: number;
  readonly previous?: string;
  readonly next?: string;
}

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
  return { asked, last: scanned.map(({ isLast }) => isLast), fromEnd: scanned[0]?.isFromEnd };
}

const FROM_END: readonly (readonly [name: string, tickets: number, Told, asked: unknown[]])[] = [
  ["nothing", 0, { count: 0 }, ["last"]],
  ["a page that is not full", 4, { count: 4 }, ["last"]],
  ["a full page", 10, { count: 10 }, ["last"]],
  ["two pages by their count", 14, { count: 14 }, ["last", 1]],
  ["two pages, the first one without its number", 14, { previous: API }, ["last", 1]],
  ["three pages by an address", 24, { previous: `${API}?page=2` }, ["last", 2, 1]],
  ["a page before of no number, by the count", 14, { count: 14, previous: `${API}?page=x` }, [
    ...["last", 1],
  ]],
];

for (const [name, tickets, told, expected] of FROM_END) {
  Deno.test(`scanPages() reads ${name} from the end, and knows the last one`, async () => {
    const { asked, last, fromEnd } = await scan(tickets, told);
    assert.deepEqual(asked, expected);
    assert.deepEqual(last, expected.map((_, place) => place === expected.length - 1));
    assert.equal(fromEnd, true);
  });
}

const FROM_START: readonly (readonly [name: string, Told])[] = [
  ["nothing is told", {}],
  ["a page comes after the last one", {
    count: 14,
    previous: `${API}?page=1`,
    next: `${API}?page=3`,
  }],
  ["the count does not fit", { count: 13 }],
  ["the page before has no number", { previous: `${API}?page=0` }],
];

for (const [name, told] of FROM_START) {
  Deno.test(`scanPages() reads from the start where ${name}`, async () => {
    const { asked, fromEnd } = await scan(14, told);
    assert.deepEqual(asked, ["last", 1, 2, 3]);
    assert.equal(fromEnd, false);
  });
}
