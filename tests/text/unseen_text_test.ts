import assert from "node:assert/strict";
import fc from "fast-check";
import { shownText } from "../../lib/text/shown_text.ts";
import { unseenCharacters } from "../../lib/text/unseen_text.ts";

const SEEN = [
  ...["Plain\ntext\twith\r\nlines\rand\u2028more", "مرحبا بالعالم", "क्‍ष", "👩‍💻 🏴󠁧󠁢󠁥󠁮󠁧󠁿 ❤️"],
  "a b  c",
];
for (const text of SEEN) {
  Deno.test(`unseenCharacters() finds none in ${JSON.stringify(text)}`, () => {
    assert.deepEqual(unseenCharacters(text), []);
  });
}

const UNSEEN: readonly (readonly [text: string, named: readonly string[]])[] = [
  ["a\u200bb\u200bc", ["U+200B ZERO WIDTH SPACE"]],
  ["\ufeffa\u202eb", ["U+FEFF ZERO WIDTH NO-BREAK SPACE", "U+202E RIGHT-TO-LEFT OVERRIDE"]],
  ["x\u{e0061}", ["U+E0061 TAG"]],
  ["\x1b[31mred", ["U+001B CONTROL"]],
  ["a\u200db", ["U+200D ZERO WIDTH JOINER"]],
  ["a\ufff9b", ["U+FFF9"]],
  [
    "\u200e\u200f\u202a\u202b\u202c\u202d",
    [
      ...["U+200E LEFT-TO-RIGHT MARK", "U+200F RIGHT-TO-LEFT MARK"],
      ...["U+202A LEFT-TO-RIGHT EMBEDDING", "U+202B RIGHT-TO-LEFT EMBEDDING"],
      "U+202C POP DIRECTIONAL FORMATTING",
    ],
  ],
];
for (const [text, named] of UNSEEN) {
  Deno.test(`unseenCharacters() names ${named.join(", ")}`, () => {
    assert.deepEqual(unseenCharacters(text), named);
  });
}

Deno.test("unseenCharacters() finds something exactly where cleaning would change the text", () => {
  const anyText = fc.string({
    unit: fc.constantFrom(..."ab \n\u200b\u200d\u202e👩💻क्ष", "\x1b", "[", "m"),
  });
  fc.assert(fc.property(anyText, (text) => {
    assert.equal(unseenCharacters(text).length === 0, shownText(text) === text);
  }));
});
