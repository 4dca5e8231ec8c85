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
