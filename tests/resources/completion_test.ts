import assert from "node:assert/strict";
import fc from "fast-check";
import { comparableName } from "../../lib/text/same_name.ts";
import { type Candidate, complete } from "../../lib/resources/completion.ts";

const QUEUES: readonly Candidate[] = [
  { id: 3, label: "Customer Orders" },
  { id: 1, label: "IT Support" },
  { id: 12, label: "Orders abroad" },
  { id: 4, label: "Floor 1" },
];
const byName = { isWhole: true, offer: ({ label }: Candidate) => label };

const TYPED: readonly [typed: string, values: readonly string[]][] = [
  ["", ["Customer Orders", "IT Support", "Orders abroad", "Floor 1"]],
  ["ORDERS", ["Orders abroad", "Customer Orders"]],
  ["  it ", ["IT Support"]],
  ["1", ["1", "Floor 1", "12"]],
  ["12", ["12"]],
  ["nothing like it", []],
];

for (const [typed, values] of TYPED) {
  Deno.test(`complete() offers ${JSON.stringify(values)} for ${JSON.stringify(typed)}`, () => {
    assert.deepEqual(complete(typed, QUEUES, byName), {
      values,
      total: values.length,
      hasMore: false,
    });
  });
}

Deno.test("complete() offers ids where no other value is given", () => {
  assert.deepEqual(complete("orders", QUEUES, { isWhole: true }).values, ["12", "3"]);
});

Deno.test("complete() claims no total when candidates may be missing", () => {
  const { total, hasMore } = complete("it", QUEUES, { isWhole: false });
  assert.deepEqual({ total, hasMore }, { total: undefined, hasMore: true });
});

for (const count of [99, 100, 101, 250]) {
  Deno.test(`complete() gives at most 100 of ${count} values, and says how many there are`, () => {
    const many = Array.from({ length: count }, (_, index) => ({ id: index + 1, label: "Queue" }));
    const { values, total, hasMore } = complete("queue", many, { isWhole: true });
    const expected = { length: Math.min(count, 100), total: count, hasMore: count > 100 };
    assert.deepEqual({ length: values.length, total, hasMore }, expected);
  });
}

Deno.test("complete() offers each candidate once, and only those that match", () => {
  const candidate = fc.record({ id: fc.integer({ min: 1, max: 300 }), label: fc.string() });
  const candidates = fc.uniqueArray(candidate, { selector: ({ id }) => id, maxLength: 90 });
  fc.assert(fc.property(candidates, fc.string({ maxLength: 3 }), (known, typed) => {
    const { values } = complete(typed, known, { isWhole: true });
    const text = comparableName(typed);
    const expected = known.filter(({ id, label }) =>
      String(id).startsWith(text) || comparableName(label).includes(text)
    );
    assert.deepEqual(values.toSorted(), expected.map(({ id }) => String(id)).toSorted());
  }));
});
