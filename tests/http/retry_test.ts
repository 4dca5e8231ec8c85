import assert from "node:assert/strict";
import fc from "fast-check";
import {
  MAXIMUM_RETRIES,
  mayRetry,
  retryAfterMilliseconds,
  retryDelay,
} from "../../lib/http/retry.ts";

const PASSING = [429, 502, 503, 504];

Deno.test("mayRetry() allows what changes nothing after failures that pass, twice", () => {
  const failures = ["network" as const, ...PASSING.map((status) => ({ status }))];
  for (const method of ["GET", "HEAD", "OPTIONS", "POST", "PATCH", "PUT", "DELETE", "get"]) {
    const isSafe = ["GET", "HEAD", "OPTIONS"].includes(method);
    for (const failure of failures) {
      const allowed = [0, 1, MAXIMUM_RETRIES, 3].map((tried) => mayRetry(method, failure, tried));
      assert.deepEqual(allowed, [isSafe, isSafe, false, false], method);
    }
  }
  for (let status = 100; status < 600; status++) {
    assert.equal(mayRetry("GET", { status }, 0), PASSING.includes(status), `status ${status}`);
  }
});

const NOW = Date.UTC(2024, 1, 29, 12, 0, 0);
const WAITS: Readonly<Record<string, number>> = {
  ...{ "0": 0, "120": 120_000, " 5 ": 5_000, "31536000": 31_536_000_000 },
  "Thu, 29 Feb 2024 12:00:30 GMT": 30_000,
  "Thursday, 29-Feb-24 12:00:30 GMT": 30_000,
  "Thu Feb 29 12:00:30 2024": 30_000,
  "Fri, 28 Feb 2025 12:00:00 GMT": 365 * 86_400_000,
  "Thu, 29 Feb 2024 11:59:59 GMT": 0,
};

for (const [header, expected] of Object.entries(WAITS)) {
  Deno.test(`retryAfterMilliseconds() of "${header}" is ${expected}`, () => {
    assert.equal(retryAfterMilliseconds(header, NOW), expected);
  });
}

for (
  const header of [
    ...[null, "", "-1", "1.5", "1e3", "soon", "٣", "5, 5", "9".repeat(20), "9".repeat(400)],
    ...["Thu, 31 Feb 2024 12:00:30 GMT", "Thu, 29 Feb 2024 12:00:30 +0100", "2024-02-29T12:00:30Z"],
  ]
) {
  Deno.test(`retryAfterMilliseconds() makes nothing of ${JSON.stringify(header?.slice(0, 40))}, of ${header?.length}`, () => {
    assert.equal(retryAfterMilliseconds(header, NOW), undefined);
  });
}

Deno.test("retryAfterMilliseconds() leads to a moment that a Date can name, or to nothing", () => {
  const date = fc.date({ noInvalidDate: true }).map((date) => date.toUTCString());
  const header = fc.oneof(fc.string(), fc.bigInt({ min: 0n }).map(String), date);
  fc.assert(fc.property(header, (text) => {
    const wait = retryAfterMilliseconds(text, NOW);
    if (wait === undefined) return;
    assert.ok(wait >= 0);
    assert.doesNotThrow(() => new Date(NOW + wait).toISOString());
  }));
});

Deno.test("retryDelay() lies between half and all of 200 ms, doubling with each attempt", () => {
  const delays = [[0, 0, 100], [0, 0.5, 150], [1, 0, 200], [2, 0.75, 700]] as const;
  for (const [attempt, random, wait] of delays) {
    assert.equal(retryDelay(attempt, { random: () => random }), wait);
  }
  fc.assert(fc.property(fc.nat(5), (attempt) => {
    const wait = retryDelay(attempt);
    assert.ok(wait >= 100 * 2 ** attempt && wait <= 200 * 2 ** attempt, `${wait}`);
  }));
});

Deno.test("retryDelay() is never shorter than what the server asked for", () => {
  assert.equal(retryDelay(0, { retryAfter: 5_000 }), 5_000);
  assert.equal(retryDelay(0, { retryAfter: 0, random: () => 0 }), 100);
  assert.equal(retryDelay(1, { retryAfter: undefined, random: () => 0 }), 200);
});
