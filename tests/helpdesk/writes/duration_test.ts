import assert from "node:assert/strict";
import fc from "fast-check";
import {
  formatMinutes,
  timeSpentToMinutes,
  timeSpentToWire,
} from "../../../lib/helpdesk/writes/duration.ts";
import { expectFailure } from "../../http/expect_failure.ts";

Deno.test("timeSpentToWire() takes minutes, and hours with minutes", () => {
  const wires: Readonly<Record<string, string>> = {
    ...{ "30": "00:30:00", " 90 ": "01:30:00", "0": "00:00:00", "005": "00:05:00" },
    ...{ "1:30": "01:30:00", "01:30": "01:30:00", "0:05": "00:05:00", "0:59": "00:59:00" },
    ...{ "24:00": "24:00:00", "1800": "30:00:00", "100:01": "100:01:00" },
    ...{ "8760:00": "8760:00:00", "525600": "8760:00:00" },
  };
  for (const [text, wire] of Object.entries(wires)) assert.equal(timeSpentToWire(text), wire);
});

for (
  const text of [
    ...["", " ", "abc", "-5", "+5", "1.5", "1,5", "1e2", "0x10", "30m", "1h", "1 30", "٣٠"],
    ...["1:75", "1:60", "1:5", "1:005", ":30", "1:", "1:30:00", "-1:30", "1:-5", "1: 30", "PT30M"],
    ...["525601", "8760:01", "999999999", "9".repeat(400), "NaN", "Infinity", "30\u0000"],
  ]
) {
  Deno.test(`timeSpentToWire() refuses ${JSON.stringify(text.slice(0, 20))}`, async () => {
    const { message } = await expectFailure("invalid", () => timeSpentToWire(text));
    assert.match(message, /time_spent/);
    assert.ok(message.length < 250);
  });
}

Deno.test("timeSpentToMinutes() reads what Django, its REST framework and ISO 8601 write", () => {
  const stored: Readonly<Record<string, number | undefined>> = {
    ...{ "00:30:00": 30, "01:30:00": 90, "30:00:00": 1_800, "1 06:00:00": 1_800 },
    ...{ "365 00:00:00": 525_600, "1 day, 6:00:00": 1_800, "2 days, 0:01:00": 2_881 },
    ...{ "00:00:30": 0.5, "00:00:30.600000": 0.51, "-1 23:30:00": -30, "-00:30:00": -30 },
    ...{ "P0DT00H30M00S": 30, "P1DT06H00M00S": 1_800, "PT1H30M": 90, "PT30S": 0.5 },
    ...{ "-P0DT00H30M00S": -30, "P0D": 0, "": undefined, "P": undefined, "PT": undefined },
    ...{ "30": undefined, "soon": undefined, "00:30:00 ": undefined },
  };
  for (const [wire, minutes] of Object.entries(stored)) {
    assert.equal(timeSpentToMinutes(wire), minutes, wire);
  }
});

Deno.test("formatMinutes() writes hours with minutes, and seconds where there are some", () => {
  const written = [
    ...[[0, "0:00"], [5, "0:05"], [90, "1:30"], [1_800, "30:00"], [59.5, "0:59:30"]] as const,
    ...[[0.5, "0:00:30"], [59.999, "1:00"], [0.001, "0:00"], [-0.001, "0:00"]] as const,
    ...[[-0.5, "-0:00:30"], [-90, "-1:30"]] as const,
  ];
  for (const [minutes, text] of written) assert.equal(formatMinutes(minutes), text);
});

Deno.test("timeSpentToWire(), timeSpentToMinutes() and formatMinutes() agree on every time", () => {
  fc.assert(fc.property(fc.integer({ min: 0, max: 525_600 }), (minutes) => {
    const wire = timeSpentToWire(String(minutes));
    assert.equal(timeSpentToMinutes(wire), minutes);
    assert.equal(timeSpentToWire(formatMinutes(minutes)), wire);
  }));
});
