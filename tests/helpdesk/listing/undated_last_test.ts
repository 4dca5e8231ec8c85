import assert from "node:assert/strict";
import fc from "fast-check";
import type { WireTicketTable } from "../../../lib/helpdesk/answers/wire.ts";
import { undatedLast } from "../../../lib/helpdesk/listing/undated_last.ts";

const day = (number: number) => `2026-01-${String(number).padStart(2, "0")}T00:00:00+01:00`;

Deno.test("undatedLast() gives every page as of one list with the undated at its end", async () => {
  await fc.assert(fc.asyncProperty(
    fc.nat(30),
    fc.nat(30),
    fc.integer({ min: 1, max: 12 }),
    fc.boolean(),
    async (dated, undated, limit, isUndatedFirst) => {
      const withDates = Array.from(
        { length: dated },
        (_, place) => ({ id: place, due_date: day(place % 28 + 1) }),
      );
      const without = Array.from({ length: undated }, (_, place) => ({ id: 100 + place }));
      const stored = isUndatedFirst ? [...without, ...withDates] : [...withDates, ...without];
      const total = stored.length;
      let requests = 0;
      const read = (offset: number, limit: number): Promise<WireTicketTable> => {
        requests++;
        const data = stored.slice(offset, offset + limit).map((row) => ({
          queue: undefined,
          ...row,
        }));
        return Promise.resolve(
          { data, recordsTotal: total, recordsFiltered: total } as WireTicketTable,
        );
      };
      const found: number[] = [];
      for (let offset = 0; offset < Math.max(1, total); offset += limit) {
        const question = { sort: "due_date", descending: false, offset, limit } as const;
        requests = 0;
        const page = await undatedLast(await read(offset, limit), question, read);
        found.push(...page.data.map(({ id }) => id));
        assert.ok(requests <= 4 + Math.ceil(Math.log2(total + 1)), `${requests} requests`);
        assert.equal(page.recordsFiltered, total);
      }
      assert.deepEqual(found, [...withDates, ...without].map(({ id }) => id));
    },
  ));
});
