import assert from "node:assert/strict";
import { readDueDate, readMoment } from "../../lib/text/moment.ts";

const MOMENTS: readonly [text: string, shown: string | undefined][] = [
  ["2024-03-01T10:00:00.123456Z", "2024-03-01T10:00:00+00:00"],
  ["2024-03-01T10:00:00+05:30", "2024-03-01T10:00:00+05:30"],
  ["2024-03-01T10:00-0330", "2024-03-01T10:00:00-03:30"],
  ["2024-03-01 10:00:00+01", "2024-03-01T10:00:00+01:00"],
  // With USE_TZ off nobody tells the offset.
  ["2024-03-01T10:00:00", "2024-03-01T10:00:00"],
  ["2024-13-01T10:00:00Z", undefined],
  ["10 months, 2 weeks ago", undefined],
  ["03/01/2024 10:00", undefined],
  ["", undefined],
];

for (const [text, shown] of MOMENTS) {
  Deno.test(`readMoment() makes ${shown} of "${text}"`, () => {
    assert.equal(readMoment(text), shown);
    assert.equal(readMoment(shown), shown);
  });
}

const DUE: readonly [text: string, shown: string | undefined][] = [
  ["2024-03-01T00:00:00+01:00", "2024-03-01"],
  ["2024-03-01T00:00:00.000000Z", "2024-03-01"],
  ["2024-03-01", "2024-03-01"],
  ["2024-03-01T00:00:01Z", "2024-03-01T00:00:01+00:00"],
  ["2024-03-01T23:59:59-04:00", "2024-03-01T23:59:59-04:00"],
  ["now", undefined],
];

for (const [text, shown] of DUE) {
  Deno.test(`readDueDate() makes ${shown} of "${text}"`, () => {
    assert.equal(readDueDate(text), shown);
  });
}
