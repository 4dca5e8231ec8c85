import { isDay } from "../../../lib/text/moment.ts";
import assert from "node:assert/strict";
import fc from "fast-check";
import { HelpdeskError } from "../../../lib/errors.ts";
import type { Catalogue } from "../../../lib/helpdesk/catalogue/catalogue.ts";
import {
  day,
  id,
  isEmailAddress,
  line,
  lineOrNothing,
  paragraphs,
  requireLengths,
} from "../../../lib/tools/arguments/fields.ts";

Deno.test("id() takes whole numbers from 1", () => {
  for (const value of [1, 7, Number.MAX_SAFE_INTEGER]) assert.ok(id("Id").safeParse(value).success);
  for (const value of [0, -1, 1.5, NaN, Infinity, "1", null]) {
    assert.ok(!id("Id").safeParse(value).success, String(value));
  }
});

Deno.test("line() takes one line of text", () => {
  for (const text of ["a", " a ", "Zürich 🚲 👨‍👩‍👧", "مرحبا", "{{ x }}", "<b>"]) {
    assert.equal(line("Title").parse(text), text);
  }
  for (
    const text of [
      ...["", "  ", "\u3000", "a\nb", "a\r", "a\tb", "a\0", "a\x1b[0m", "a\u2028b", "\x85a"],
    ]
  ) {
    assert.ok(!line("Title").safeParse(text).success, JSON.stringify(text));
  }
  assert.ok(!line("Title").safeParse("a\ud800").success);
});

Deno.test("line() takes 2,000 characters at most", () => {
  assert.ok(line("Title").safeParse("x".repeat(2_000)).success);
  assert.ok(!line("Title").safeParse("x".repeat(2_001)).success);
});

Deno.test("lineOrNothing() takes an empty text too, and nothing else that line() refuses", () => {
  assert.equal(lineOrNothing("Statuses").parse(""), "");
  for (const text of ["a\nb", "a\0", "\udc00", "x".repeat(2_001)]) {
    assert.ok(!lineOrNothing("Statuses").safeParse(text).success);
  }
});

Deno.test("paragraphs() takes any lines of text, up to 200,000 characters", () => {
  for (const text of ["a\nb\r\n\tc", "\x1b[0m", "a\u2028b", "x".repeat(200_000)]) {
    assert.equal(paragraphs("Text").parse(text), text);
  }
  for (const text of ["", " \n\t ", "a\0b", "\udc00", "x".repeat(200_001)]) {
    assert.ok(!paragraphs("Text").safeParse(text).success, JSON.stringify(text.slice(0, 10)));
  }
});

const DAYS: readonly [text: string, exists: boolean][] = [
  ["2024-02-29", true],
  ["2023-02-29", false],
  ["2024-12-31", true],
  ["0001-01-01", true],
  ["9999-12-31", true],
  ["0000-01-01", false],
  ["2024-00-10", false],
  ["2024-13-01", false],
  ["2024-04-31", false],
  ["2024-4-1", false],
  ["24-04-01", false],
  ["12024-04-01", false],
  ["2024-04-01T00:00:00", false],
  [" 2024-04-01", false],
  ["2024/04/01", false],
  ["01.04.2024", false],
  ["٢٠٢٤-04-01", false],
  ["tomorrow", false],
  ["", false],
];

for (const [text, exists] of DAYS) {
  Deno.test(`isDay() says ${exists} of "${text}"`, () => {
    assert.equal(isDay(text), exists);
    assert.equal(day("Day").safeParse(text).success, exists);
  });
}

Deno.test("isDay() holds for every day that a Date names", () => {
  const date = fc.date({
    min: new Date("0001-01-01"),
    max: new Date("9999-12-31"),
    noInvalidDate: true,
  });
  fc.assert(fc.property(date, (moment) => {
    assert.equal(isDay(moment.toISOString().slice(0, 10)), true);
  }));
});

const ADDRESSES: readonly [text: string, isAddress: boolean][] = [
  ["submitter@example.com", true],
  ["a.b+c_d@sub.example.co.uk", true],
  ["user@localhost", true],
  ["ü@exämple.com", true],
  [`${"a".repeat(242)}@example.com`, true],
  [`${"a".repeat(243)}@example.com`, false],
  ["", false],
  ["submitter", false],
  ["@example.com", false],
  ["submitter@", false],
  ["a@b@example.com", false],
  ["a b@example.com", false],
  ["a@exa mple.com", false],
  ["a@.com", false],
  ["a@example.", false],
  ["a@example..com", false],
  ["Name <a@example.com>", false],
  ["a@example.com,b@example.com", false],
  ["a@example.com\nBcc: b@example.com", false],
  ["a@example.com ", false],
];

for (const [text, isAddress] of ADDRESSES) {
  Deno.test(`isEmailAddress() says ${isAddress} of ${JSON.stringify(text.slice(-40))}`, () => {
    assert.equal(isEmailAddress(text), isAddress);
  });
}

Deno.test("isEmailAddress() comes to an end with texts made to keep it busy", () => {
  for (const text of [`${"a.".repeat(100_000)}@`, `a@${"a.".repeat(120)}`, `${"@".repeat(250)}`]) {
    assert.equal(isEmailAddress(text), false);
  }
});

function catalogueWith(lengths: readonly [string, number][]): Catalogue {
  const none = { queues: [], users: [], statuses: [], priorities: [] };
  const maximumLengths = new Map(lengths);
  return { ...none, maximumLengths, customFields: new Map(), incomplete: new Map() };
}

Deno.test("requireLengths() takes texts up to the site's limit, white space at the ends aside", () => {
  const catalogue = catalogueWith([["title", 5]]);
  requireLengths({ title: "12345", description: "x".repeat(1_000) }, catalogue);
  requireLengths({ title: "  12345\n", other: undefined }, catalogue);
  requireLengths({ title: undefined }, catalogue);
  requireLengths({ title: "🚲🚲🚲🚲🚲" }, catalogue);
});

Deno.test("requireLengths() names every field that is too long, with length and limit", () => {
  const catalogue = catalogueWith([["title", 5], ["submitter_email", 8]]);
  assert.throws(
    () => requireLengths({ title: "123456", submitter_email: "a@example.com" }, catalogue),
    (error) => {
      assert.ok(error instanceof HelpdeskError);
      assert.equal(error.kind, "invalid");
      assert.equal(
        error.message,
        "Nothing was sent: title has 6 characters, this helpdesk allows 5; " +
          "submitter_email has 13 characters, this helpdesk allows 8",
      );
      return true;
    },
  );
});
