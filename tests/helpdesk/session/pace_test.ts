import assert from "node:assert/strict";
import { Pace } from "../../../lib/helpdesk/session/pace.ts";

/** A pace at which calls began, so many of them every so many milliseconds, and the moment after. */
function beganMany(calls: number, together: number, milliseconds: number, now = 1_000_000) {
  const pace = new Pace();
  for (let begun = 0; begun < calls; begun++) {
    if (begun > 0 && begun % together === 0) now += milliseconds;
    pace.begin(now);
  }
  return { pace, now: now + milliseconds };
}

Deno.test("Pace.waitFor() tells nothing of the first calls, which did not wait", () => {
  const { pace, now } = beganMany(35, 4, 300);
  assert.equal(pace.waitFor(500, now), undefined);
  pace.begin(now);
  assert.notEqual(pace.waitFor(500, now), undefined);
});

Deno.test("Pace.waitFor() is the time that as many calls took before, until rest() forgets it", () => {
  const { pace, now } = beganMany(80, 4, 300);
  assert.equal(pace.waitFor(399, now), 400 / 4 * 300);
  assert.equal(pace.waitFor(3, now), 300);
  pace.rest();
  assert.equal(pace.waitFor(500, now), undefined);
});

Deno.test("Pace.waitFor() minds no slow beginning", () => {
  const { pace } = beganMany(4, 4, 5_000, 0);
  for (let begun = 0; begun < 40; begun++) pace.begin(5_300 + 300 * Math.floor(begun / 4));
  assert.equal(pace.waitFor(39, 5_300 + 3_000), 3_000);
});

Deno.test("Pace.waitFor() knows slow calls after eight seconds", () => {
  const { pace, now } = beganMany(8, 4, 4_000);
  assert.equal(pace.waitFor(0, now - 1), undefined);
  assert.equal(pace.waitFor(7, now), 8_000);
});
