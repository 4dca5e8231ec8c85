import assert from "node:assert/strict";
import { Redaction } from "../../lib/log/redaction.ts";

Deno.test("Redaction.clean() hides every tracked credential, also one with an invisible part", () => {
  const redaction = new Redaction();
  redaction.hide("fixture-password");
  redaction.hide("fixture-token");
  const shown = redaction.clean("fixture-\u200bpassword and fixture-token\nand fixture");
  assert.equal(shown, "[hidden] and [hidden] and fixture");
});

Deno.test("Redaction.hide() does not track what would blank out words", () => {
  const redaction = new Redaction();
  redaction.hide("a");
  redaction.hide("");
  assert.equal(redaction.clean("a password"), "a password");
});

const SECRET = "pa&s ä<1";
const ESCAPED = [
  ...["pa\\u0026s \\u00e4\\u003C1", "pa%26s%20%C3%A4%3c1", "pa&amp;s &#228;&lt;1"],
  ...["pa&#x26;s &#xE4;&#60;1", "\\u0070\\u0061\\u0026\\u0073\\u0020\\u00E4\\u003c\\u0031"],
  "p%61&#38;s \\u00e4<1",
];
for (const form of ESCAPED) {
  Deno.test(`Redaction.clean() finds a credential written as ${form}`, () => {
    const redaction = new Redaction();
    redaction.hide(SECRET);
    assert.equal(redaction.clean(`{"password":"${form}"}`), '{"password":"[hidden]"}');
  });
}
