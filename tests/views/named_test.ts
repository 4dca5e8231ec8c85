import assert from "node:assert/strict";
import { written } from "../../lib/views/named.ts";

Deno.test("written() gives id and name, and neither twice", () => {
  assert.equal(written(1, "Open"), "1 Open");
  assert.equal(written(0, "Zero"), "0 Zero");
  assert.equal(written(1, "1. Critical"), "1. Critical");
  assert.equal(written(1, "10. Last"), "1 10. Last");
  assert.equal(written(1, "1 Open"), "1 1 Open");
});

Deno.test("written() gives what there is of an id and its name", () => {
  assert.equal(written(9, undefined), "9");
  assert.equal(written(undefined, "Open"), "Open");
  assert.equal(written(undefined, undefined), "none");
  assert.equal(written(undefined, undefined, "nobody"), "nobody");
});
