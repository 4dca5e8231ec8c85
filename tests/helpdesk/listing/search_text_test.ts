import assert from "node:assert/strict";
import fc from "fast-check";
import {
  alternatives,
  containsAny,
  literalSearch,
} from "../../../lib/helpdesk/listing/search_text.ts";

/** What is sent for a text. */
const LITERAL: Readonly<Record<string, string>> = {
  ...{ "printer": "printer", "  printer ": "printer", "": "", "   ": "", "OR": "or" },
  ...{ "printer OR toner": "printer OR toner", "printer  OR \t toner": "printer OR toner" },
  ...{ "ORDER 7": "orDER 7", "FLOOR OR ORDER": "FLOor OR orDER", "a OR  OR b": "a OR b" },
  ...{ "printer or toner": "printer or toner", "queue:1": " queue:1", "a queue:1": "a queue:1" },
  "priority:2 OR a": " priority:2 OR a",
};

for (const [text, sent] of Object.entries(LITERAL)) {
  Deno.test(`literalSearch() sends "${text}" as "${sent}"`, () => {
    assert.equal(literalSearch(text), sent);
  });
}

Deno.test("literalSearch() leaves a server that splits at every OR with the alternatives alone", () => {
  const text = fc.array(fc.constantFrom("OR", " OR ", "or", "FOR", "DER", " ", "x", "Or", "queue:"))
    .map((parts) => parts.join(""));
  fc.assert(fc.property(text, (given) => {
    const parts = literalSearch(given).split("OR").map((part) => part.trim().toLowerCase());
    const wanted = alternatives(given).map((part) => part.toLowerCase());
    assert.deepEqual(parts.filter(Boolean), wanted);
    assert.ok(!/^(?:queue|priority):/.test(literalSearch(given)));
  }));
});

Deno.test("alternatives() separates at OR as a word, and leaves empty ones out", () => {
  assert.deepEqual(alternatives(" a b OR c "), ["a b", "c"]);
  assert.deepEqual(alternatives("a OR b OR c"), ["a", "b", "c"]);
  assert.deepEqual(alternatives("ORDER or FLOOR"), ["ORDER or FLOOR"]);
  assert.deepEqual(alternatives(" "), []);
});

Deno.test("containsAny() looks for parts of values in any case", () => {
  const values = [17, "Der Drucker im ERDGESCHOSS", undefined, "Ärger"];
  for (const searched of [["drucker"], ["nothing", "ÄRGER"], ["7"]]) {
    assert.equal(containsAny(values, searched), true);
  }
  for (const searched of [["nothing", "undefined"], []]) {
    assert.equal(containsAny(values, searched), false);
  }
});
