import assert from "node:assert/strict";
import { fillMarkedParts } from "../../scripts/docs/marked_parts.ts";

const begin = (name: string) => `<!-- ${name}:begin, made by deno task docs -->`;
const end = (name: string) => `<!-- ${name}:end -->`;
const text = (...lines: string[]) => lines.join("\n");

Deno.test("fillMarkedParts() replaces what stands between marks, and nothing else", () => {
  const empty = ["Between", begin("two"), end("two")];
  const before = text("Above", begin("one"), "old", end("one"), ...empty);
  const after = text(
    ...["Above", begin("one"), "", "$1 new", "", end("one")],
    ...["Between", begin("two"), "", "second", "", end("two")],
  );
  const parts = new Map([["one", "$1 new"], ["two", "second"]]);
  assert.equal(fillMarkedParts(before, parts), after);
  assert.equal(fillMarkedParts(after, parts), after);
});

const BROKEN: readonly [string, string, RegExp][] = [
  ["a part without marks", "Text", /no marks "one"/],
  ["marks without a part", text(begin("one"), end("one"), begin("x"), end("x")), /marks "x"/],
  ["a begin without an end", text(begin("one"), "Text"), /"one" has no end/],
  ["an end without a begin", text(end("one")), /"one" ends without a begin/],
  ["marks within marks", text(begin("one"), begin("one"), end("one")), /no end before/],
  ["marks that are there twice", text(begin("one"), end("one"), begin("one"), end("one")), /twice/],
];

for (const [what, broken, message] of BROKEN) {
  Deno.test(`fillMarkedParts() refuses ${what}`, () => {
    assert.throws(() => fillMarkedParts(broken, new Map([["one", "new"]])), message);
  });
}
