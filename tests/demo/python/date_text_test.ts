import assert from "node:assert/strict";
import fc from "fast-check";
import {
  formatDateTime,
  parseDateTime,
  proseDateTime,
  storedDateTime,
} from "../../../lib/demo/python/date_text.ts";

const BERLIN = "Europe/Berlin";

function iso(text: string): string | undefined {
  return parseDateTime(text, BERLIN)?.toISOString();
}

Deno.test("parseDateTime() reads a date alone as midnight in the server's zone, summer and winter", () => {
  assert.equal(iso("2030-01-02"), "2030-01-01T23:00:00.000Z");
  assert.equal(iso("2030-07-02"), "2030-07-01T22:00:00.000Z");
  assert.equal(iso("2030-03-31T12:00"), "2030-03-31T10:00:00.000Z");
});

Deno.test("parseDateTime() follows an offset", () => {
  assert.equal(iso("2030-01-02T00:00:00Z"), "2030-01-02T00:00:00.000Z");
  assert.equal(iso("2030-01-02T10:00:00-05:30"), "2030-01-02T15:30:00.000Z");
  assert.equal(iso("2030-01-02 10:00+02"), "2030-01-02T08:00:00.000Z");
});

Deno.test("parseDateTime() refuses what is no date", () => {
  for (
    const text of [
      "",
      "x",
      "2030-13-01",
      "2030-02-30",
      "02.01.2030",
      "2030-01-02T24:00",
      "2030-1-2",
    ]
  ) {
    assert.equal(iso(text), undefined, text);
  }
});

Deno.test("formatDateTime() writes what parseDateTime() reads back", () => {
  const range = { min: new Date("1971-01-01"), max: new Date("2099-01-01"), noInvalidDate: true };
  fc.assert(
    fc.property(fc.date(range), fc.constantFrom(BERLIN, "UTC", "Asia/Kolkata"), (date, zone) => {
      assert.deepEqual(parseDateTime(formatDateTime(date, zone), "UTC"), date);
    }),
  );
});

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
