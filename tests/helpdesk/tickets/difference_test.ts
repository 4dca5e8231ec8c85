import assert from "node:assert/strict";
import fc from "fast-check";
import {
  differingFields,
  differs,
  type FieldValue as Value,
} from "../../../lib/helpdesk/tickets/difference.ts";

type Pair = readonly [asked: Value, stored: Value];
const SAME: readonly Pair[] = [
  ...[["text", "text"], [" text\n", "text"], ["text\x85", "text"], ["", null]] as const,
  ...[["\x1c\x1ftext\x1d", "text"], ["", undefined], ["  ", undefined], [null, undefined]] as const,
  ...[[null, ""], [null, " "], [0, 0], [false, false]] as const,
  // What was not asked for is the helpdesk's own choice.
  ...[undefined, "", 7, "text"].map((stored) => [undefined, stored] as const),
];
const OTHER: readonly Pair[] = [
  ...[["text", "Text"], ["a  b", "a b"], ["text", undefined], ["", "text"], [null, 7]] as const,
  ...[[null, 0], [null, false], [0, undefined], [1, "1"], [true, false]] as const,
  [false, undefined],
];

for (const [isOther, pairs] of [[false, SAME], [true, OTHER]] as const) {
  for (const [asked, stored] of pairs) {
    const shown = [asked, stored].map((value) => JSON.stringify(value)).join(" stored as ");
    Deno.test(`differs() is ${isOther} of ${shown}`, () => {
      assert.equal(differs({ field: "title", asked, stored }), isOther);
    });
  }
}

Deno.test("differingFields() names exactly the fields that differ, in their order", () => {
  const number = fc.integer({ min: -1, max: 1 });
  const rest = fc.constantFrom(true, false, null, undefined);
  const value = fc.oneof(fc.string({ maxLength: 2 }), number, rest);
  fc.assert(fc.property(fc.array(fc.tuple(value, value)), (pairs) => {
    const fields = pairs.map(([asked, stored], place) => ({ field: `f${place}`, asked, stored }));
    const norm = (item: Value) => (typeof item === "string" ? item.trim() || null : item) ?? null;
    const expected = fields.filter(({ asked, stored }) =>
      asked !== undefined && norm(asked) !== norm(stored)
    );
    assert.deepEqual(differingFields(fields), expected.map(({ field }) => field));
  }));
});
