import assert from "node:assert/strict";
import fc from "fast-check";
import type { WireTicketTable } from "../../../lib/helpdesk/answers/wire.ts";
import { undatedLast } from "../../../lib/helpdesk/listing/undated_last.ts";

const many = <Row>(count: number, row: (place: number) => Row) =>
  Array.from({ length: count }, (_, place) => row(place));
const sizes = [fc.nat(30), fc.nat(30), fc.integer({ min: 1, max: 12 }), fc.boolean()] as const;

Deno.test("undatedLast() gives every page as of one list with the undated at its end", async () => {
  await fc.assert(fc.asyncProperty(...sizes, async (dated, undated, limit, isUndatedFirst) => {
    const due = (place: number) => new Date(Date.UTC(2026, 0, place % 28 + 1)).toISOString();
    const withDates = many(dated, (place) => ({ id: place, due_date: due(place) }));
    const without = many(undated, (place) => ({ id: 100 + place }));
    const stored = isUndatedFirst ? [...without, ...withDates] : [...withDates, ...without];
    const total = stored.length;
    let requests = 0;
    const read = (offset: number, limit: number) => {
      requests++;
      const data = stored.slice(offset, offset + limit);
      const counts = { recordsTotal: total, recordsFiltered: total };
      return Promise.resolve({ data, ...counts } as unknown as WireTicketTable);
    };
    const found: number[] = [];
    const numbers = new Map<string, number>();
    for (let offset = 0; offset < Math.max(1, total); offset += limit) {
      const question = { sort: "due_date", descending: false, offset, limit } as const;
      requests = 0;
      const page = await undatedLast(await read(offset, limit), question, read, numbers);
      found.push(...page.data.map(({ id }) => id));
      const halvings = offset === 0 ? Math.ceil(Math.log2(total + 1)) : 0;
      assert.ok(requests <= 4 + halvings, `${requests} requests`);
      assert.equal(page.recordsFiltered, total);
    }
    assert.deepEqual(found, [...withDates, ...without].map(({ id }) => id));
    // A number that holds no longer is found anew.
    for (const key of numbers.keys()) numbers.set(key, Math.max(1, undated + dated % 5 - 2));
    const question = { sort: "due_date", descending: false, offset: 0, limit } as const;
    const page = await undatedLast(await read(0, limit), question, read, numbers);
    assert.deepEqual(page.data.map(({ id }) => id), found.slice(0, limit));
  }));
});
