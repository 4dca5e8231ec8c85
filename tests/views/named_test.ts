import assert from "node:assert/strict";
import { writeNamed } from "../../lib/views/named.ts";

Deno.test("written() gives id and name, and neither twice", () => {
  assert.equal(writeNamed(1, "Open"), "1 Open");
  assert.equal(writeNamed(0, "Zero"), "0 Zero");
  assert.equal(writeNamed(1, "1. Critical"), "1. Critical");
  assert.equal(writeNamed(1, "10. Last"), "1 10. Last");
  assert.equal(writeNamed(1, "1 Open"), "1 1 Open");
});

Deno.test("written() gives what there is of an id and its name", () => {
  assert.equal(writeNamed(9, undefined), "9");
  assert.equal(writeNamed(undefined, "Open"), "Open");
  assert.equal(writeNamed(undefined, undefined), "none");
  assert.equal(writeNamed(undefined, undefined, "nobody"), "nobody");
});
