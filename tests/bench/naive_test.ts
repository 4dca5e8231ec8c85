import assert from "node:assert/strict";
import * as fc from "fast-check";
import { pagesFromEnd } from "../../scripts/bench/naive.ts";

Deno.test("pagesFromEnd() names the pages that hold the newest rows of a place", () => {
  assert.deepEqual(pagesFromEnd(1_000, 50, 25), [38]);
  assert.deepEqual(pagesFromEnd(1_010, 50, 25), [38, 39]);
  assert.deepEqual(pagesFromEnd(1_000, 0, 25), [40]);
});

Deno.test("pagesFromEnd() covers exactly the rows asked for", () => {
  fc.assert(
    fc.property(fc.integer({ min: 100, max: 5_000 }), fc.nat({ max: 70 }), (tickets, offset) => {
      const pages = pagesFromEnd(tickets, offset, 25);
      // Row 1 is the oldest.
      const [oldest, newest] = [tickets - offset - 24, tickets - offset];
      assert.equal(pages[0], Math.ceil(oldest / 25));
      assert.equal(pages.at(-1), Math.ceil(newest / 25));
    }),
  );
});
