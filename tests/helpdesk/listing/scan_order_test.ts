import assert from "node:assert/strict";
import fc from "fast-check";
import type { LimitedQuestion } from "../../../lib/helpdesk/listing/listing_question.ts";
import {
  pageSizeFor,
  SCAN_PAGE_SIZE,
  ScanListing,
} from "../../../lib/helpdesk/listing/listing_scan.ts";
import { fakeSession, withCall } from "../fake_session.ts";
import { CATALOGUE, down, NEWEST, rows, scan, server } from "./scanned_tickets.ts";

Deno.test("ScanListing.list() reads everything where only the pages are out of order", async () => {
  const all = rows(1_600);
  const turned = [
    ...[...all.slice(100, 600), ...all.slice(1_100)],
    ...[...all.slice(600, 1_100), ...all.slice(0, 100)],
  ];
  assert.deepEqual((await scan(turned, { offset: 90, limit: 20 })).ids, down(1_510, 20));
});

Deno.test("ScanListing.list() finds the same tickets in whatever order the server has them", async () => {
  const shuffled = fc.shuffledSubarray(rows(1_100), { minLength: 900 });
  await fc.assert(
    fc.asyncProperty(shuffled, fc.nat(1_000), fc.nat(30), async (all, offset, limit) => {
      // A few rows can be in order by chance, and an order that is not seen to be broken is trusted.
      fc.pre((all.length - 1) % SCAN_PAGE_SIZE > 20);
      const { ids } = await scan(all, { offset, limit });
      const sorted = all.map(({ id }) => id).sort((left, right) => right - left);
      assert.deepEqual(ids, sorted.slice(offset, offset + limit));
    }),
    { numRuns: 25 },
  );
});

/** A listing of so many tickets, as many as are told, and what lists some of them. */
function startListing(tickets: number) {
  const held = { all: rows(tickets) };
  const { session, requests } = fakeSession((request) => server(held.all)(request));
  const listing = new ScanListing(session);
  const list = async (offset: number) => {
    const result = await withCall((call) => listing.list({ ...NEWEST, offset }, CATALOGUE, call));
    return { ...result, ids: result.tickets.map(({ id }) => id) };
  };
  return { held, list, requests };
}

Deno.test("ScanListing.list() needs one request for each page once it knows how many there are", async () => {
  for (const count of [60, 505, 1_003, 2_026]) {
    const { list, requests } = startListing(count);
    await list(0);
    const first = requests.length;
    for (const offset of [0, 25, 50]) {
      const { ids, total } = await list(offset);
      assert.deepEqual(ids, down(count - offset, Math.min(25, count - offset)));
      assert.equal(total, count);
    }
    assert.equal(requests.length, first + 3, `${count} tickets`);
  }
});

Deno.test("ScanListing.list() is right when the count that it remembers is outdated", async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(1_600), fc.nat(1_600), fc.nat(600), async (before, now, offset) => {
      const { held, list } = startListing(before);
      await list(offset);
      held.all = rows(now);
      const { ids, total, hasMore } = await list(offset);
      assert.deepEqual(ids, down(now - offset, Math.min(25, now - offset)));
      assert.deepEqual([total, hasMore], [now, offset + 25 < now]);
    }),
    { numRuns: 40 },
  );
});

Deno.test("pageSizeFor() is a size that the server takes, and one scan page at most", () => {
  const anyCount = fc.option(fc.nat(100_000), { nil: undefined });
  const enough = fc.oneof(fc.integer({ min: 1, max: 2_000 }), fc.constant(Infinity));
  const question = fc.constantFrom<LimitedQuestion>(NEWEST, { ...NEWEST, queue: 1 });
  fc.assert(fc.property(question, enough, anyCount, (asked, wanted, count) => {
    const size = pageSizeFor(asked, wanted, count);
    assert.ok(Number.isInteger(size) && size >= 1 && size <= SCAN_PAGE_SIZE, String(size));
  }));
});
