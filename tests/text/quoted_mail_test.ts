import assert from "node:assert/strict";
import { quotedMailStart } from "../../lib/text/quoted_mail.ts";

const ENGLISH =
  "\nFrom: Ann <ann@example.com>\nSent: Monday\nTo: Support\nSubject: Door\n\nIt sticks.";
const GERMAN =
  "\nVon: Support <a@example.com>\nGesendet: Montag\nAn: Ann\nBetreff: AW: Tür\n\nFertig?";
const BY = "\n\nOn 3 May 2026 at 10:02, Ann Lee wrote:\n> Hello\n>\n> Bye\n";
const VON = "\nAm Mo., 3. Mai 2026 um 10:02 Uhr schrieb Support\n<support@example.com>:\n\n> Hallo";
/** What is above the quoted mail, and that. */
const FOLDED: readonly (readonly [name: string, answer: string, quoted: string])[] = [
  ["marked lines", "It works now.\n", "\n> Does it work?\n> Bye"],
  ["its introduction", "Thanks!", BY],
  ["an introduction of two lines", "Danke.", VON],
  ["a mail below a separator", "See above.", `\n\n-----Original Message-----${ENGLISH}`],
  ["a mail below a rule", "Bitte schließen.", `\n________________________________${GERMAN}`],
  ["a mail's bare headers", "Yes please", ENGLISH.replace("Sent", "Date")],
];

for (const [name, answer, quoted] of FOLDED) {
  Deno.test(`quotedMailStart() finds ${name}`, () => {
    const text = answer + quoted;
    const start = quotedMailStart(text) ?? assert.fail("nothing was found");
    assert.equal(text.slice(0, start).trimEnd(), answer.trimEnd());
  });
}

const FORWARDED = `FYI\n\n---------- Forwarded message ---------${ENGLISH.replace("Sent", "Date")}`;
const KEPT: readonly (readonly [name: string, text: string])[] = [
  ["in a text without any", "Printer: broken\nRoom: 12\nSince: Monday\nIt beeps."],
  ["where answers stand between", "> Which door?\nThe north one.\n> Since when?\nMonday."],
  ["where nothing stands above it", "\n> only\n> quoted"],
  ["in forwarded mail", FORWARDED],
  ["in a rule of dashes", "One\n-------------------\nTwo: 2\nThree: 3\nFour: 4"],
  ["in nothing", ""],
];

for (const [name, text] of KEPT) {
  Deno.test(`quotedMailStart() finds nothing ${name}`, () => {
    assert.equal(quotedMailStart(text), undefined);
  });
}

Deno.test("quotedMailStart() reads long texts in no time", () => {
  const began = performance.now();
  for (const line of ["> a\n", "From: a@b\n", "---- x\n", "1:\n", "_".repeat(200) + "\n", "> "]) {
    quotedMailStart(`Answer\n${line.repeat(200_000)}`);
  }
  assert.ok(performance.now() - began < 5_000);
});
