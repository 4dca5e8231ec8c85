import assert from "node:assert/strict";
import { comparableName } from "../../lib/text/same_name.ts";

const SAME: readonly (readonly [string, string])[] = [
  ["In Progress", "in-progress"],
  ["IT Support", "IT-Support"],
  ["IT Support", "it_support"],
  ["IT Support", "  IT \u00a0 Support\n"],
  ["Open", "Ｏｐｅｎ"],
  ["Ärger", "A\u0308RGER"],
  ["torn name", "torn\u200b name"],
  ["Lab Equipment – 実験室", "lab equipment – 実験室"],
];

const DIFFERENT: readonly (readonly [string, string])[] = [
  ["IT Support", "ITSupport"],
  ["Lab – 実験室", "Lab 実験室"],
  ["-", ""],
  ["-", "_"],
  ["1", "01"],
];

for (const [left, right] of SAME) {
  Deno.test(`comparableName() makes "${left}" and ${JSON.stringify(right)} the same`, () => {
    assert.equal(comparableName(left), comparableName(right));
  });
}

for (const [left, right] of DIFFERENT) {
  Deno.test(`comparableName() tells "${left}" from "${right}"`, () => {
    assert.notEqual(comparableName(left), comparableName(right));
  });
}
