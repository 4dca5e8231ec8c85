import assert from "node:assert/strict";
import * as fc from "fast-check";
import { evenPageSize, smallestLastPage } from "../../scripts/bench/page_plan.ts";

const onLastPage = (count: number, pageSize: number) =>
  count % pageSize || Math.min(count, pageSize);

Deno.test("smallestLastPage() leaves what is wanted on the last page, and no smaller size does", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 12_000 }),
      fc.integer({ min: 1, max: 600 }),
      (count, wanted) => {
        const size = smallestLastPage(count, wanted);
        assert.ok(onLastPage(count, size) >= Math.min(wanted, count));
        for (let smaller = 1; smaller < size; smaller++) {
          assert.ok(onLastPage(count, smaller) < Math.min(wanted, count));
        }
      },
    ),
  );
});

Deno.test("evenPageSize() needs no more pages than the largest size, all about equally full", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 20_000 }), (count) => {
      const size = evenPageSize(count, 500);
      const pages = Math.ceil(count / 500);
      assert.ok(size <= 500);
      assert.equal(Math.ceil(count / size), pages);
      assert.ok(onLastPage(count, size) > size - pages);
    }),
  );
});
