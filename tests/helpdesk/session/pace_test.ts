import assert from "node:assert/strict";
import { Pace } from "../../../lib/helpdesk/session/pace.ts";

/** Lets calls begin: `together` of them every `milliseconds`, from a moment on. */
function beginMany(pace: Pace, calls: number, together: number, milliseconds: number): number {
  let now = 1_000_000;
  for (let begun = 0; begun < calls; begun++) {
    if (begun > 0 && begun % together === 0) now += milliseconds;
    pace.begin(now);
  }
  return now + milliseconds;
}

Deno.test("Pace.waitFor() tells nothing of the first calls, which did not wait", () => {
  const pace = new Pace();
  const now = beginMany(pace, 35, 4, 300);
  assert.equal(pace.waitFor(500, now), undefined);
  pace.begin(now);
  assert.notEqual(pace.waitFor(500, now), undefined);
});

Deno.test("Pace.waitFor() is the time that as many calls took before", () => {
  const pace = new Pace();
  const now = beginMany(pace, 80, 4, 300);
  assert.equal(pace.waitFor(399, now), 400 / 4 * 300);
  assert.equal(pace.waitFor(3, now), 300);
});

Deno.test("Pace.waitFor() minds no slow beginning", () => {
  const pace = new Pace();
  let now = 0;
  for (let begun = 0; begun < 4; begun++) pace.begin(now);
  now += 5_000;
  for (let begun = 0; begun < 40; begun++) {
    if (begun % 4 === 0) now += 300;
    pace.begin(now);
  }
  assert.equal(pace.waitFor(39, now + 300), 3_000);
});

Deno.test("Pace.waitFor() knows slow calls after eight seconds", () => {
  const pace = new Pace();
  const now = beginMany(pace, 8, 4, 4_000);
  assert.equal(pace.waitFor(0, now - 1), undefined);
  assert.equal(pace.waitFor(7, now), 8_000);
});

Deno.test("Pace.rest() forgets how fast it went", () => {
  const pace = new Pace();
  const now = beginMany(pace, 80, 4, 300);
  pace.rest();
  assert.equal(pace.waitFor(500, now), undefined);
});
