import assert from "node:assert/strict";
import { saysDate } from "../../lib/text/written_date.ts";

const SAY: readonly [text: string, day: string, says: boolean][] = [
  ["24.12.2026 00:00", "2026-12-24", true],
  ["12/24/2026 00:00:00", "2026-12-24", true],
  ["24.12.26", "2026-12-24", true],
  ["2026年12月24日", "2026-12-24", true],
  ["24 Dec 2026 00:00", "2026-12-24", true],
  ["December 24, 2026", "2026-12-24", true],
  ["25.12.2026 00:00", "2026-12-24", false],
  ["24.12.2026 01:30", "2026-12-24", false],
  ["24.11.2026 00:00", "2026-12-24", false],
  ["24 Nov 2026 00:00", "2026-12-24", false],
  ["24.12.2025", "2026-12-24", false],
  ["1798066800", "2026-12-24", false],
  ["", "2026-12-24", false],
  ["24.12.2026 15:30", "2026-12-24T15:30", true],
  ["24 Dec 2026 15:30", "2026-12-24T15:30:00", true],
  ["24.12.2026 15:31", "2026-12-24T15:30", false],
  ["24.12.2026 15:30", "2026-12-24T15:30:00+01:00", false],
];

for (const [text, day, says] of SAY) {
  Deno.test(`saysDate() of "${text}" and ${day} is ${says}`, () => {
    assert.equal(saysDate(text, day), says);
  });
}
