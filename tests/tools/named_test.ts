import assert from "node:assert/strict";
import { nameOf, written } from "../../lib/tools/named.ts";

const CHOICES = [{ id: 1, label: "Open" }, { id: 0, label: "Zero" }];

Deno.test("nameOf() gives an id with its label, or as its own name", () => {
  assert.deepEqual(nameOf(CHOICES, 1), { id: 1, name: "Open" });
  assert.deepEqual(nameOf(CHOICES, 0), { id: 0, name: "Zero" });
  assert.deepEqual(nameOf(CHOICES, 9), { id: 9, name: "9" });
  assert.equal(nameOf(CHOICES, undefined), undefined);
});

Deno.test("written() gives id and name, and neither twice", () => {
  assert.equal(written({ id: 1, name: "Open" }), "1 Open");
  assert.equal(written({ id: 9, name: "9" }), "9");
  assert.equal(written({ id: 1, name: "1. Critical" }), "1. Critical");
  assert.equal(written({ id: 1, name: "10. Last" }), "1 10. Last");
  assert.equal(written({ name: "Open" }), "Open");
  assert.equal(written(undefined), "none");
  assert.equal(written(undefined, "nobody"), "nobody");
});
