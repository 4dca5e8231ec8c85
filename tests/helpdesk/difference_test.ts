import assert from "node:assert/strict";
import fc from "fast-check";
import { differences, storedDay, type WrittenField } from "../../lib/helpdesk/difference.ts";

type Value = WrittenField["asked"];

const SAME: readonly [asked: Value, stored: Value][] = [
  ["text", "text"],
  [" text\n", "text"],
  ["", undefined],
  ["  ", undefined],
  [undefined, undefined],
  [undefined, ""],
  [0, 0],
  [false, false],
];

for (const [asked, stored] of SAME) {
  Deno.test(`differences() finds none between ${JSON.stringify(asked)} and ${JSON.stringify(stored)}`, () => {
    assert.deepEqual(differences([{ field: "title", asked, stored }]), []);
  });
}

const OTHER: readonly [asked: Value, stored: Value, shown: [string, string]][] = [
  ["text", "Text", ["text", "Text"]],
  ["a  b", "a b", ["a  b", "a b"]],
  ["text", undefined, ["text", "(none)"]],
  [undefined, 7, ["(none)", "7"]],
  [0, undefined, ["0", "(none)"]],
  [1, "1", ["1", "1"]],
  [true, false, ["true", "false"]],
  [false, undefined, ["false", "(none)"]],
];

for (const [asked, stored, shown] of OTHER) {
  Deno.test(`differences() finds one between ${JSON.stringify(asked)} and ${JSON.stringify(stored)}`, () => {
    assert.deepEqual(differences([{ field: "title", asked, stored }]), [
      { field: "title", asked: shown[0], stored: shown[1] },
    ]);
  });
}

Deno.test("differences() names exactly the fields that differ, in their order", () => {
  const value = fc.option(fc.oneof(fc.string(), fc.integer(), fc.boolean()), { nil: undefined });
  fc.assert(fc.property(fc.array(fc.tuple(value, value)), (pairs) => {
    const fields = pairs.map(([asked, stored], place) => ({ field: `f${place}`, asked, stored }));
    const norm = (item: Value) => typeof item === "string" ? item.trim() || undefined : item;
    const expected = fields.filter(({ asked, stored }) => norm(asked) !== norm(stored));
    assert.deepEqual(
      differences(fields).map(({ field }) => field),
      expected.map(({ field }) => field),
    );
  }));
});

Deno.test("storedDay() is the day as the server writes it, whatever its offset", () => {
  assert.equal(storedDay("2024-03-01T00:00:00+05:30"), "2024-03-01");
  assert.equal(storedDay("2024-03-01T23:59:59Z"), "2024-03-01");
  assert.equal(storedDay("2024-03-01"), "2024-03-01");
  assert.equal(storedDay(undefined), undefined);
});
