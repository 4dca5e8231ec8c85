import assert from "node:assert/strict";
import * as fc from "fast-check";
import type { ListingQuestion } from "../../lib/helpdesk/listing/listing_question.ts";
import { pageSizeFor, SCAN_PAGE_SIZE } from "../../lib/helpdesk/listing/listing_scan.ts";

const NEWEST: ListingQuestion = { sort: "id", descending: true, offset: 50, limit: 25 };
const ENOUGH = NEWEST.offset + NEWEST.limit + 1;

function onLastPage(count: number, pageSize: number): number {
  return count % pageSize || Math.min(count, pageSize);
}

Deno.test("pageSizeFor() is the largest while the count is unknown", () => {
  assert.equal(pageSizeFor(NEWEST, ENOUGH, undefined), SCAN_PAGE_SIZE);
});

Deno.test("pageSizeFor() gives an unfiltered list in one page, also when some tickets come or go", () => {
  const counts = fc.integer({ min: 100, max: 30_000 });
  const changes = fc.integer({ min: -10, max: 10 });
  fc.assert(
    fc.property(counts, changes, (count, change) => {
      const size = pageSizeFor(NEWEST, ENOUGH, count);
      assert.ok(size <= SCAN_PAGE_SIZE);
      const rows = onLastPage(count + change, size);
      assert.ok(rows >= ENOUGH, `${rows} of ${count + change} on the last page of ${size}`);
    }),
  );
});

Deno.test("pageSizeFor() takes hardly more than an unfiltered list shows", () => {
  for (const count of [1_000, 1_001, 9_999, 10_000, 10_060]) {
    assert.ok(pageSizeFor(NEWEST, ENOUGH, count) <= 2 * ENOUGH);
  }
});

Deno.test("pageSizeFor() divides a list to be filtered evenly into as few pages as can be", () => {
  const filtered = { ...NEWEST, queue: 1 };
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 30_000 }), (count) => {
      const size = pageSizeFor(filtered, ENOUGH, count);
      const pages = Math.ceil((count + 10) / SCAN_PAGE_SIZE);
      assert.ok(size >= 1 && size <= SCAN_PAGE_SIZE);
      assert.ok(Math.ceil(count / size) <= pages);
      // A list that has grown a little since has no further page.
      assert.ok(Math.ceil((count + 10) / size) <= pages);
      if (count >= SCAN_PAGE_SIZE) assert.ok(onLastPage(count, size) >= size - pages - 10);
    }),
  );
});
