import assert from "node:assert/strict";
import fc from "fast-check";
import {
  MAXIMUM_RETRIES,
  mayRetry,
  retryAfterMilliseconds,
  retryDelay,
} from "../../lib/http/retry.ts";

for (const method of ["GET", "HEAD", "OPTIONS"]) {
  Deno.test(`mayRetry() allows ${method} after failures that pass, twice`, () => {
    for (
      const failure of ["network" as const, ...[429, 502, 503, 504].map((status) => ({ status }))]
    ) {
      assert.equal(mayRetry(method, failure, 0), true);
      assert.equal(mayRetry(method, failure, 1), true);
      assert.equal(mayRetry(method, failure, MAXIMUM_RETRIES), false);
      assert.equal(mayRetry(method, failure, 3), false);
    }
  });
}

Deno.test("mayRetry() refuses every other status", () => {
  const passing = new Set([429, 502, 503, 504]);
  for (let status = 100; status < 600; status++) {
    assert.equal(mayRetry("GET", { status }, 0), passing.has(status), `status ${status}`);
  }
});

for (const method of ["POST", "PATCH", "PUT", "DELETE", "get"]) {
  Deno.test(`mayRetry() refuses ${method} whatever happened`, () => {
    for (
      const failure of ["network" as const, ...[429, 502, 503, 504].map((status) => ({ status }))]
    ) {
      assert.equal(mayRetry(method, failure, 0), false);
    }
  });
}

const NOW = Date.UTC(2024, 1, 29, 12, 0, 0);
const WAITS: readonly [header: string | null, expected: number | undefined][] = [
  ["0", 0],
  ["120", 120_000],
  [" 5 ", 5_000],
  ["31536000", 31_536_000_000],
  ["Thu, 29 Feb 2024 12:00:30 GMT", 30_000],
  ["Thursday, 29-Feb-24 12:00:30 GMT", 30_000],
  ["Thu Feb 29 12:00:30 2024", 30_000],
  ["Fri, 28 Feb 2025 12:00:00 GMT", 365 * 86_400_000],
  ["Thu, 29 Feb 2024 11:59:59 GMT", 0],
  [null, undefined],
  ["", undefined],
  ["-1", undefined],
  ["1.5", undefined],
  ["1e3", undefined],
  ["soon", undefined],
  ["٣", undefined],
  ["5, 5", undefined],
  ["9".repeat(20), undefined],
  ["9".repeat(400), undefined],
  ["Thu, 31 Feb 2024 12:00:30 GMT", undefined],
  ["Thu, 29 Feb 2024 12:00:30 +0100", undefined],
  ["2024-02-29T12:00:30Z", undefined],
];

for (const [header, expected] of WAITS) {
  const shown = JSON.stringify(
    header !== null && header.length > 40 ? `${header.length} nines` : header,
  );
  Deno.test(`retryAfterMilliseconds() of ${shown} is ${expected}`, () => {
    assert.equal(retryAfterMilliseconds(header, NOW), expected);
  });
}

Deno.test("retryAfterMilliseconds() leads to a moment that a Date can name, or to nothing", () => {
  const header = fc.oneof(
    fc.string(),
    fc.bigInt({ min: 0n }).map(String),
    fc.date({ noInvalidDate: true }).map((date) => date.toUTCString()),
  );
  fc.assert(fc.property(header, (text) => {
    const wait = retryAfterMilliseconds(text, NOW);
    if (wait === undefined) return;
    assert.ok(wait >= 0);
    assert.doesNotThrow(() => new Date(NOW + wait).toISOString());
  }));
});

Deno.test("retryDelay() lies between half and all of 200 ms, doubling with each attempt", () => {
  assert.equal(retryDelay(0, { random: () => 0 }), 100);
  assert.equal(retryDelay(0, { random: () => 0.5 }), 150);
  assert.equal(retryDelay(1, { random: () => 0 }), 200);
  assert.equal(retryDelay(2, { random: () => 0.75 }), 700);
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
