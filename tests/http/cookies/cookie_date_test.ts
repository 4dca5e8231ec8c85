import assert from "node:assert/strict";
import fc from "fast-check";
import { parseCookieDate } from "../../../lib/http/cookies/cookie_date.ts";

const EXPECTED = Date.UTC(1994, 10, 6, 8, 49, 37);

const READ: Readonly<Record<string, number>> = {
  ...{ "Sun, 06 Nov 1994 08:49:37 GMT": EXPECTED, "Sunday, 06-Nov-94 08:49:37 GMT": EXPECTED },
  ...{ "Sun Nov  6 08:49:37 1994": EXPECTED, "1994 nov 6 8:49:37": EXPECTED },
  ...{ "08:49:37 06 NOVEMBER 94": EXPECTED, "6 Nov 1994 08:49:37 +0200": EXPECTED },
  ...{ "\t6/Nov/1994;08:49:37@": EXPECTED, "08:49:37x 6x nov 1994x": EXPECTED },
  ...{ "6th Nov 1994 08:49:37": EXPECTED, "1 Jan 69 00:00:00": Date.UTC(2069, 0, 1) },
  ...{ "1 Jan 70 00:00:00": 0, "1 Jan 99 00:00:00": Date.UTC(1999, 0, 1) },
  ...{ "1 Jan 00 00:00:00": Date.UTC(2000, 0, 1), "1 Jan 1601 00:00:00": Date.UTC(1601, 0, 1) },
  "29 Feb 2024 23:59:59": Date.UTC(2024, 1, 29, 23, 59, 59),
  "1 Jan 9999 0:0:0": Date.UTC(9999, 0, 1),
};

for (const [text, milliseconds] of Object.entries(READ)) {
  Deno.test(`parseCookieDate() reads ${JSON.stringify(text)}`, () => {
    assert.equal(parseCookieDate(text), milliseconds);
  });
}

const REFUSED: Readonly<Record<string, string>> = {
  ...{ "an empty text": "", "a text without a date": "tomorrow", "a missing time": "6 Nov 1994" },
  ...{ "a missing day": "Nov 1994 08:49:37", "a missing month": "6 1994 08:49:37" },
  ...{ "a missing year": "6 Nov 08:49:37", "hour 24": "6 Nov 1994 24:00:00" },
  ...{ "minute 60": "6 Nov 1994 08:60:00", "second 60": "6 Nov 1994 08:49:60" },
  ...{ "three digits of a time field": "6 Nov 1994 008:49:37", "day 0": "0 Nov 1994 08:49:37" },
  ...{ "day 32": "32 Nov 1994 08:49:37", "31 November": "31 Nov 1994 08:49:37" },
  "29 February of a common year": "29 Feb 2023 08:49:37",
  "a year before 1601": "6 Nov 1600 08:49:37",
  "a year of five digits": "6 Nov 19940 08:49:37",
};

for (const [reason, text] of Object.entries(REFUSED)) {
  Deno.test(`parseCookieDate() refuses ${reason}`, () => {
    assert.equal(parseCookieDate(text), undefined);
  });
}

Deno.test("parseCookieDate() reads back every date that Date.toUTCString() writes", () => {
  const [min, max] = [Date.UTC(1601, 0, 1) / 1000, Date.UTC(9999, 11, 31) / 1000];
  fc.assert(fc.property(fc.integer({ min, max }), (time) => {
    assert.equal(parseCookieDate(new Date(time * 1000).toUTCString()), time * 1000);
  }));
});

Deno.test("parseCookieDate() never throws and gives whole milliseconds or nothing", () => {
  const words = ["jan", "Feb", "12:30:59", "99:99:99", "6", "31", "2024", "70", " ", "-", ";"];
  const token = fc.oneof(fc.constantFrom(...words), fc.string({ maxLength: 4 }));
  fc.assert(fc.property(fc.array(token, { maxLength: 8 }), (tokens) => {
    const result = parseCookieDate(tokens.join(" "));
    assert.ok(result === undefined || Number.isInteger(result));
  }));
});
