import assert from "node:assert/strict";
import {
  formatDateTime,
  proseDateTime,
  storedDateTime,
} from "../../../lib/demo/python/date_text.ts";

const BERLIN = "Europe/Berlin";

Deno.test("formatDateTime() leaves out a fraction of zero and writes Z for UTC", () => {
  const date = new Date("2030-01-02T03:04:05Z");
  assert.equal(formatDateTime(date, "UTC"), "2030-01-02T03:04:05Z");
  assert.equal(formatDateTime(date, BERLIN), "2030-01-02T04:04:05+01:00");
  const fraction = new Date("2030-01-02T03:04:05.060Z");
  assert.equal(formatDateTime(fraction, "UTC"), "2030-01-02T03:04:05.060000Z");
  assert.equal(storedDateTime(fraction), "2030-01-02 03:04:05.060000");
});

Deno.test("proseDateTime() has words for noon and midnight and no minutes of zero", () => {
  assert.equal(proseDateTime(new Date("2026-03-01T12:00:00Z"), "UTC"), "March 1, 2026, noon");
  assert.equal(proseDateTime(new Date("2026-09-01T00:00:00Z"), "UTC"), "Sept. 1, 2026, midnight");
  assert.equal(proseDateTime(new Date("2026-05-01T15:00:00Z"), "UTC"), "May 1, 2026, 3 p.m.");
});
