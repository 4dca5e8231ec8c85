import assert from "node:assert/strict";
import { fourByteHint } from "../../../lib/helpdesk/tickets/four_byte_text.ts";

for (const texts of [[], [undefined], ["Plain", "Ω € 設備 ✓"]]) {
  Deno.test(`fourByteHint() says nothing of ${JSON.stringify(texts)}`, () => {
    assert.equal(fourByteHint(...texts), undefined);
  });
}

for (const texts of [["A 😀"], ["plain", "𝕏"], [undefined, "👨‍👩‍👧"]]) {
  Deno.test(`fourByteHint() names the character and the option for ${JSON.stringify(texts)}`, () => {
    assert.match(fourByteHint(...texts) ?? "", /holds "(?:😀|𝕏|👨)".*"charset": "utf8mb4"/);
  });
}
