import assert from "node:assert/strict";
import fc from "fast-check";
import { cutNoted, cutText, shownLine, shownText } from "../../lib/text/shown_text.ts";

const ESC = "\u001b";

/** The flag of a region, made of tags that are invisible by themselves. */
const flagOf = (region: string) =>
  `🏴${
    [...region].map((letter) => String.fromCodePoint(0xe0000 + letter.charCodeAt(0))).join("")
  }\u{e007f}`;

const KEPT: readonly [what: string, text: string][] = [
  ["nothing", ""],
  ["ASCII with newlines and tabs", "Dear team,\n\tit's 100 % done: {[(<a@b.example>)]} ~#&;\n"],
  ["accented letters in both forms", "Ärger garçon A\u0308rger ñ n\u0303"],
  ["Arabic with marks and tatweel", "السَّلَامُ عَلَيْكُمْ ـ ٣٤٥"],
  ["Persian with a non-joiner", "می\u200cخواهم کتاب\u200cها ۱۲\u200cام"],
  ["Hebrew with points", "שָׁלוֹם עֲלֵיכֶם"],
  ["Hebrew with a grapheme joiner between marks", "ירושלַ\u034fִם"],
  ["Hindi conjuncts with joiners", "क्षत्रिय क्\u200dष क्\u200cष"],
  ["Bengali with a joiner", "র\u200d্যাব অর্থ\u200cনীতি"],
  ["Sinhala with a joiner", "ශ්\u200dරී ලංකා"],
  ["Malayalam with an old chillu at the end of a word", "അവന്\u200d വന്നു"],
  ["Thai", "สวัสดีครับ น้ำ"],
  ["Khmer and Myanmar", "ភាសាខ្មែរ မြန်မာ"],
  ["Chinese, Japanese and Korean", "漢字、かな。カナ 한국어 ﾊﾝｶｸ"],
  ["a Han variation sequence", "葛\u{e0100}城 辻\u{e0101} 㐂\ufe00"],
  ["a full-width comma variant", "是\uff0c\ufe00 是\u3002\ufe01"],
  ["Mongolian with a variation selector", "ᠠ\u180bᠨ"],
  ["an emoji family", "👨\u200d👩\u200d👧\u200d👦"],
  ["skin tones and professions", "👍🏽 👩🏿\u200d🚒 🧔🏻\u200d♂\ufe0f"],
  ["presentation selectors", "❤\ufe0f ☎\ufe0e ©\ufe0f ❤\ufe0f\u200d🔥 👁\ufe0f\u200d🗨\ufe0f"],
  ["keycaps", "1\ufe0f\u20e3 #\ufe0f\u20e3 *\ufe0f\u20e3 9\u20e3"],
  ["flags of countries", "🇩🇪🇯🇵 🏳\ufe0f\u200d🌈 🏴\u200d☠\ufe0f"],
  ["flags made of tags", ["gbeng", "gbsct", "gbwls"].map(flagOf).join("")],
  ["spaces of other widths", "10\u00a0km 1\u202f000 \u3000x\u2009y"],
  ["characters outside the first plane", "𝒜𐍈𠀋"],
  ["private-use characters", "\ue000\u{f0000}"],
  ["entities of what is visible", "&amp; &lt;b&gt; &eacute; &#233; &#x1F600; &nbsp; &#9; &#10;"],
  ["others", "a&#8203;b&#x200B;c&#xE0041d&shy;&zwj;&rlm;&ZeroWidthSpace;&#x1b;[31m"],
  ["what only looks like an entity", "a&b &; &#; &#x; &#xg; R&D &ZeroWidth; &SHY; &#8203203203;"],
  ["a URL with parameters", "https://desk.example.com/?a=1&lrm=2&it=3&b=%20"],
  ["what a terminal sequence leaves without its ESC", "[31mred[0m ]8;;x"],
];

for (const [what, text] of KEPT) {
  Deno.test(`shownText() keeps ${what} as it is`, () => {
    assert.equal(shownText(text), text);
  });
}

const CLEANED: readonly [what: string, text: string, expected: string][] = [
  ["colours", `${ESC}[1;31mred${ESC}[0m`, "red"],
  ["a CSI sequence of one C1 character", "a\u009b31mb", "ab"],
  ["a CSI sequence with intermediates", `a${ESC}[0 qb${ESC}[?25lc${ESC}[>0;1$yd`, "abcd"],
  ["an unfinished CSI sequence", `a${ESC}[31\nb`, "a\nb"],
  ["a title set by OSC and BEL", `a${ESC}]0;title\u0007b`, "ab"],
  ["a link set by OSC and ST", `${ESC}]8;;https://x.test${ESC}\\name${ESC}]8;;${ESC}\\`, "name"],
  ["OSC and ST of one C1 character each", "a\u009d0;title\u009cb", "ab"],
  ["OSC without an end: only its introducer", `a${ESC}]0;b\nc`, "a0;b\nc"],
  ["DCS to APC", `a${ESC}Pq1${ESC}\\b${ESC}Xz${ESC}\\c${ESC}^z\u0007d${ESC}_z\u009ce`, "abcde"],
  ["escape sequences of two characters", `a${ESC}cb${ESC}7c${ESC}Md${ESC}=e`, "abcde"],
  ["a character set switch", `a${ESC}(Bb${ESC}#8c`, "abc"],
  ["a lone ESC at the end", `a${ESC}`, "a"],
  ["ESC before a character of another kind", `a${ESC}é${ESC}${ESC}[1mb`, "aéb"],
  ["backspaces and bells", "a\bb\u0007c\0d\u007fe", "abcde"],
  ["carriage returns", "a\r\nb\rc\r\r\nd", "a\nb\nc\n\nd"],
  ["line and paragraph separators", "a\u2028b\u2029c", "a\nb\nc"],
  ["zero widths", "a\u200bb\u2060c\ufeffd\u00ade\u2061f\u2064g\u180eh\u034fi", "abcdefghi"],
  ["Hangul fillers", "a\u115fb\u1160c\u3164d\uffa0e", "abcde"],
  ["bidirectional controls", "a\u202ab\u202ec\u2066d\u2069e\u200ef\u200fg\u061ch", "abcdefgh"],
  ["tags", "a\u{e0001}\u{e0068}\u{e0069}\u{e007f}b", "ab"],
  ["tags behind a black flag that make no flag", "🏴\u{e0068}\u{e0069}\u{e007f}b", "🏴b"],
  ["a flag's tags without their end", "🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}b", "🏴b"],
  ["a joiner between Latin letters", "a\u200db\u200cc", "abc"],
  ["a joiner at an end of a word", "\u200dم\u200c می\u200c", "م می"],
  ["joiners in a row", "می\u200c\u200c\u200cخواهم 👨\u200d\u200d👩", "می\u200cخواهم 👨\u200d👩"],
  ["a joiner between an emoji and a letter", "👨\u200da", "👨a"],
  ["selectors after a letter or in a row", "a\ufe0fb❤\ufe0f\ufe0f\ufe0e", "ab❤\ufe0f"],
  ["a keycap selector without its keycap", "1\ufe0f2", "12"],
  ["selectors that stand for hidden bytes", "😀\ufe00\ufe05\u{e0100}\u{e01ef}b", "😀b"],
  ["a second Han selector", "葛\u{e0100}\u{e0101}", "葛\u{e0100}"],
  ["interlinear annotation", "a\ufff9b\ufffac\ufffbd", "abcd"],
  ["noncharacters", "a\ufffeb\uffffc\ufdd0d\u{1ffff}e\u{10fffe}f", "abcdef"],
  ["musical and shorthand controls", "a\u{1d173}b\u{1bca0}c", "abc"],
  ["lone surrogates", "a\ud83d b\udc00c\udc00\ud800", "a\ufffd b\ufffdc\ufffd\ufffd"],
  ["halves of a pair around something removed", "\ud83d\u200b\ude00", "\ufffd\ufffd"],
  ["what is invisible in entities", `&#82\u200b03;&z\u2060wj;&#8${ESC}[1m2;`, "&#8203;&zwj;&#82;"],
];

for (const [what, text, expected] of CLEANED) {
  Deno.test(`shownText() cleans ${what}`, () => {
    assert.equal(shownText(text), expected);
  });
}

/** What Unicode and the design call unwanted, stated a second time in other words. */
const UNWANTED =
  /[\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}\p{Cs}\u2028\u2029\ufff9-\ufffb]/u;

Deno.test("shownText() leaves no unwanted code point between letters", () => {
  for (let code = 0; code <= 0x10ffff; code++) {
    const character = String.fromCodePoint(code);
    const isControl = code < 0x20 || (code >= 0x7f && code <= 0x9f);
    const isKept = !UNWANTED.test(character) && (!isControl || code === 9 || code === 10);
    assert.equal(shownText(`a${character} b`).includes(character), isKept, `code ${code}`);
  }
});

const FRAGMENTS = [
  ...[
    "a",
    "1",
    "#",
    "&",
    ";",
    "\r",
    "\n",
    "\u0301",
    "\ud800",
    "\udc00",
    "\ufeff",
    "\u2028",
    "\u202e",
  ],
  ...[ESC, "[", "]", "31m", "\u0007", "\\", "\u009b", "\u009d", "\u009c", "P", "\0", "\u200b"],
  ...["\u200d", "\u200c", "\ufe0f", "\ufe0e", "\ufe00", "\u{e0100}", "\u034f", "\u180b", "\u20e3"],
  ...["👨", "🏽", "🏴", "❤", "🇩", "م", "ی", "क", "्", "ᠠ", "漢", "\u{e007f}"],
  "\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}",
];
const fragment = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...FRAGMENTS) },
  { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 3 }) },
);
const hostile = fc.array(fragment, { maxLength: 30 }).map((parts) => parts.join(""));

Deno.test("shownText() gives well-formed text without controls, never longer, and cleans it no further", () => {
  const unwanted = /[^\P{Cc}\n\t]|[\u2028-\u202e\u2060-\u206f\u200b\u200e\u200f\ufeff]/u;
  const property = fc.property(hostile, (text) => {
    const shown = shownText(text);
    assert.equal(shownText(shown), shown);
    assert.ok(shown.length <= text.length);
    assert.ok(shown.isWellFormed());
    assert.doesNotMatch(shown, unwanted);
  });
  fc.assert(property, { numRuns: 5_000 });
});

Deno.test("shownText() keeps every visible character, in order", () => {
  const letter = fc.constantFrom("a", "b", "é", "漢", "م", "क", "👨", "1", "-");
  const noise = fc.constantFrom(
    ...["", "\u200b", "\u202e", `${ESC}[31m`, "\ufeff", "\0", "\u{e0041}"],
  );
  fc.assert(fc.property(fc.array(letter, { maxLength: 12 }), noise, (characters, separator) => {
    assert.equal(shownText(characters.join(separator)), characters.join(""));
  }));
});

Deno.test("shownText() gets through a megabyte of anything", () => {
  const floods: readonly [text: string, shownLength: number][] = [
    ["&".repeat(1_000_000), 1_000_000],
    ["&#8203;".repeat(150_000), 1_050_000],
    [`${ESC}]`.repeat(500_000), 0],
    [`${ESC}[${"1;".repeat(500_000)}`, 0],
    ["a\u200b".repeat(500_000), 500_000],
  ];
  for (const [text, shownLength] of floods) {
    const shown = shownText(text);
    assert.equal(shown.length, shownLength);
    assert.equal(shownText(shown), shown);
  }
});

Deno.test("shownLine() turns white space of every kind into single spaces and trims", () => {
  const lines = ["  a\r\n\tb\u2028c\u00a0\u3000 d \u200b\n", " \n\t ", `${ESC}[2Ja\nb`];
  assert.deepEqual(lines.map((line) => shownLine(line)), ["a b c d", "", "a b"]);
});

Deno.test("shownLine() cuts at the limit and says so with an ellipsis", () => {
  assert.equal(shownLine("abcdef", 6), "abcdef");
  assert.equal(shownLine("abcdefg", 6), "abcde…");
  assert.equal(shownLine("ab cdefg", 4), "ab…");
  assert.equal(shownLine("👨\u200d👩 a", 5), "…");
  fc.assert(fc.property(hostile, fc.integer({ min: 1, max: 40 }), (text, limit) => {
    const line = shownLine(text, limit);
    assert.ok(line.length <= limit);
    assert.doesNotMatch(line, /[\n\t]|^ | $| {2}/);
  }));
});

const MARKS = "\u0301".repeat(999);
const CUTS: readonly [what: string, text: string, limit: number, expected: string][] = [
  ["plain text", "abcdef", 3, "abc"],
  ["at nothing", "abc", 0, ""],
  ["before a pair of surrogates", "ab😀", 3, "ab"],
  ["behind a pair of surrogates", "ab😀c", 4, "ab😀"],
  ["before a family", "ab👨\u200d👩\u200d👧", 6, "ab"],
  ["before a letter with its mark", "abe\u0301", 3, "ab"],
  ["between flags", "🇩🇪🇯🇵🇫🇷", 6, "🇩🇪"],
  ["between flags behind a long text", `${"x".repeat(999)}🇩🇪🇯🇵`, 1_005, `${"x".repeat(999)}🇩🇪`],
  ["before a line end of two characters", "ab\r\nc", 3, "ab"],
  ["inside an endless cluster", `a${MARKS}${MARKS}`, 1_000, `a${MARKS}`],
  ["a first cluster over the limit", "👨\u200d👩\u200d👧", 3, ""],
];

for (const [what, text, limit, expected] of CUTS) {
  Deno.test(`cutText() cuts ${what}`, () => {
    assert.deepEqual(cutText(text, limit), { text: expected, cut: true });
  });
}

Deno.test("cutText() and cutNoted() leave text within the limit alone", () => {
  for (const [text, limit] of [["abc", 3], ["", 0], ["a\nb", Infinity]] as const) {
    assert.deepEqual(cutText(text, limit), { text, cut: false });
    assert.equal(cutNoted(text, limit), text);
  }
});

Deno.test("cutText() cuts where a segmentation of the whole text has a boundary", () => {
  const letters = ["a", " ", "é", "e\u0301", "क्षि", "👨\u200d👩\u200d👧", "🇩🇪", "漢", "한", "\n"];
  const cluster = fc.constantFrom(...letters, "1\ufe0f\u20e3");
  const text = fc.array(cluster, { maxLength: 60 }).map((parts) => parts.join(""));
  const segmenter = new Intl.Segmenter(undefined, { granularity: "grapheme" });
  const property = fc.property(text, fc.nat(120), (whole, limit) => {
    const boundaries = [...segmenter.segment(whole)].map(({ index }) => index);
    const within = Math.max(...boundaries.filter((index) => index <= limit));
    const { text: kept, cut } = cutText(whole, limit);
    assert.equal(cut, whole.length > limit);
    assert.equal(kept, cut ? whole.slice(0, within) : whole);
  });
  fc.assert(property, { numRuns: 500 });
});

Deno.test("cutNoted() notes the limit and the whole length on a line of its own, and splits no character", () => {
  assert.equal(cutNoted("abcdef", 3), "abc\n[cut: 3 of 6 characters]");
  assert.equal(cutNoted("abc\ndef", 4), "abc\n\n[cut: 4 of 7 characters]");
  assert.equal(cutNoted("abc", 0), "\n[cut: 0 of 3 characters]");
  assert.equal(cutNoted("ab👨\u200d👩\u200d👧c", 6), "ab\n[cut: 6 of 11 characters]");
});

Deno.test("cutNoted() is what cutText() keeps, and a note exactly when it cut", () => {
  const text = fc.string({ unit: "grapheme", maxLength: 40 });
  fc.assert(fc.property(text, fc.nat(60), (whole, limit) => {
    const { text: kept, cut } = cutText(whole, limit);
    const note = `\n[cut: ${limit} of ${whole.length} characters]`;
    assert.equal(cutNoted(whole, limit), cut ? `${kept}${note}` : whole);
  }));
});
