import assert from "node:assert/strict";
import fc from "fast-check";
import {
  differingFields,
  differs,
  type FieldValue as Value,
} from "../../../lib/helpdesk/tickets/difference.ts";

const SAME: readonly [asked: Value, stored: Value][] = [
  ["text", "text"],
  [" text\n", "text"],
  ["text\x85", "text"],
  ["\x1c\x1ftext\x1d", "text"],
  ["", undefined],
  ["  ", undefined],
  [null, undefined],
  [null, ""],
  [null, " "],
  ["", null],
  // What was not asked for is the helpdesk's own choice.
  [undefined, undefined],
  [undefined, ""],
  [undefined, 7],
  [undefined, "text"],
  [0, 0],
  [false, false],
];

for (const [asked, stored] of SAME) {
  Deno.test(`differs() is false of ${JSON.stringify(asked)} stored as ${JSON.stringify(stored)}`, () => {
    assert.equal(differs({ field: "title", asked, stored }), false);
  });
}

const OTHER: readonly [asked: Value, stored: Value][] = [
  ["text", "Text"],
  ["a  b", "a b"],
  ["text", undefined],
  ["", "text"],
  [null, 7],
  [null, 0],
  [null, false],
  [0, undefined],
  [1, "1"],
  [true, false],
  [false, undefined],
];

for (const [asked, stored] of OTHER) {
  Deno.test(`differs() is true of ${JSON.stringify(asked)} stored as ${JSON.stringify(stored)}`, () => {
    assert.equal(differs({ field: "title", asked, stored }), true);
  });
}

Deno.test("differingFields() names exactly the fields that differ, in their order", () => {
  const value = fc.oneof(
    fc.string({ maxLength: 2 }),
    fc.integer({ min: -1, max: 1 }),
    fc.constantFrom(true, false, null, undefined),
  );
  fc.assert(fc.property(fc.array(fc.tuple(value, value)), (pairs) => {
    const fields = pairs.map(([asked, stored], place) => ({ field: `f${place}`, asked, stored }));
    const norm = (item: Value) => (typeof item === "string" ? item.trim() || null : item) ?? null;
    const expected = fields.filter(({ asked, stored }) =>
      asked !== undefined && norm(asked) !== norm(stored)
    );
    assert.deepEqual(differingFields(fields), expected.map(({ field }) => field));
  }));
});
