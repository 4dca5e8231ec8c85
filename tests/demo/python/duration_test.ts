import assert from "node:assert/strict";
import fc from "fast-check";
import {
  DurationOverflow,
  formatDuration,
  formatHours,
  parseDuration,
} from "../../../lib/demo/python/duration.ts";

const SECOND = 1_000_000;

Deno.test("parseDuration() takes a bare number for seconds and two parts for minutes and seconds", () => {
  assert.equal(parseDuration("30"), 30 * SECOND);
  assert.equal(parseDuration("01:30"), 90 * SECOND);
  assert.equal(parseDuration("1:00:00"), 3600 * SECOND);
});

Deno.test("parseDuration() knows no units and no words", () => {
  for (const text of ["abc", "1h", "1:", ":30", "--5", "1 day"]) {
    assert.equal(parseDuration(text), undefined, text);
  }
});

Deno.test("parseDuration() fails on more days than Python can hold", () => {
  assert.throws(() => parseDuration("99999999999999"), DurationOverflow);
});

Deno.test("formatDuration() writes what parseDuration() reads back", () => {
  const seconds = fc.integer({ min: -1e9, max: 1e9 });
  fc.assert(fc.property(seconds, fc.integer({ min: 0, max: 999_999 }), (whole, fraction) => {
    const duration = whole * SECOND + fraction;
    assert.equal(parseDuration(formatDuration(duration)), duration);
  }));
});

Deno.test("formatHours() writes hours and minutes, and nothing for no time", () => {
  assert.equal(formatHours(0), "");
  assert.equal(formatHours(6300 * SECOND), "01h:45m");
  assert.equal(formatHours(100 * 3600 * SECOND), "100h:00m");
});
