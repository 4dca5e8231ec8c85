import assert from "node:assert/strict";
import { storedDue, wireDate } from "../../../lib/helpdesk/tickets/due_date.ts";

type Moment = string | undefined;
const STORED: readonly [stored: Moment, asked: Moment, told: Moment][] = [
  ["2024-03-01T00:00:00+05:30", "2024-03-01", "2024-03-01"],
  ["2024-03-01", "2024-03-01", "2024-03-01"],
  ["2024-03-01T00:00:00Z", undefined, "2024-03-01"],
  ["2024-03-01T23:59:59Z", "2024-03-01", "2024-03-01T23:59:59+00:00"],
  ["2024-03-01T14:30:00+01:00", "2024-03-01T13:30:00Z", "2024-03-01T13:30:00Z"],
  ["2024-03-01T14:30:00+01:00", "2024-03-01T14:30", "2024-03-01T14:30"],
  ["2024-03-01T14:30:00+01:00", "2024-03-01T14:30:05", "2024-03-01T14:30:00+01:00"],
  ["2024-03-01T14:30:00+01:00", "2024-03-01T14:30Z", "2024-03-01T14:30:00+01:00"],
  [undefined, "2024-03-01", undefined],
];
for (const [stored, asked, told] of STORED) {
  Deno.test(`storedDue() tells ${told} for ${stored} where ${asked} was asked`, () => {
    assert.equal(storedDue(stored, asked), told);
  });
}

Deno.test("wireDate() gives a day its time, and leaves a moment as it is", () => {
  const moment = "2024-03-01T14:30+02:00";
  const wire = ["2024-03-01", moment, undefined].map(wireDate);
  assert.deepEqual(wire, ["2024-03-01T00:00:00", moment, undefined]);
});
