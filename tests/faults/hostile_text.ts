/** Escapes and characters that a reader must not get, with what would remain of each. */
export const unwanted: readonly { what: string; text: string; remains: string }[] = [
  { what: "an ANSI colour", text: "a\x1b[31mb\x1b[0mc", remains: "abc" },
  { what: "a cursor movement", text: "a\x1b[2J\x1b[1;1Hb", remains: "ab" },
  { what: "an OSC link", text: "a\x1b]8;;http://e.example\x07b\x1b]8;;\x07c", remains: "abc" },
  { what: "an OSC clipboard write", text: "a\x1b]52;c;aGk=\x1b\\b", remains: "ab" },
  { what: "C1 introducers", text: "a\x9b31mb\x9d0;title\x9cc", remains: "abc" },
  { what: "C0 controls", text: "a\x00\x07\x08\x0cb\x7f", remains: "ab" },
  { what: "zero-width characters", text: "a\u200bb\u2060c\ufeffd", remains: "abcd" },
  { what: "bidirectional controls", text: "a\u202eb\u2066c\u2069d\u200fe", remains: "abcde" },
  { what: "tag characters", text: "a\u{e0049}\u{e0067}\u{e007f}b", remains: "ab" },
  { what: "variation selectors in a row", text: "a\ufe00\u{e0100}\u{e0101}b", remains: "ab" },
  { what: "a soft hyphen", text: "a\u00adb", remains: "ab" },
  { what: "a lone surrogate", text: "a\ud800b\udc00c", remains: "a\ufffdb\ufffdc" },
];

/** Text that must arrive as it is. */
export const wanted: readonly { what: string; text: string }[] = [
  { what: "an emoji family", text: "👨‍👩‍👧‍👦" },
  { what: "an emoji with a skin tone and a sex", text: "🧑🏽‍🚒👩🏿‍💻" },
  { what: "flags", text: "🇩🇪🏳️‍🌈🏴󠁧󠁢󠁥󠁮󠁧󠁿" },
  { what: "a keycap", text: "1️⃣❤️" },
  { what: "Arabic", text: "مرحبًا بالعالم" },
  { what: "Persian with a non-joiner", text: "می‌خواهم" },
  { what: "Hebrew with points", text: "שָׁלוֹם" },
  { what: "Chinese, Japanese and Korean", text: "漢字かなカナ한글" },
  { what: "Hindi with a joiner", text: "क्‍ष" },
  { what: "Tamil and Malayalam", text: "தமிழ் മലയാളം" },
  { what: "combining marks", text: "é ñ ä̧" },
  { what: "entities", text: "&lt;b&gt; &amp;#8203; &#65;" },
  { what: "entities of controls", text: "a&#27;[31mb&#x1b;[0mc&#x9b;1md" },
  { what: "entities of zero-width characters", text: "a&#8203;b&#x200B;c&ZeroWidthSpace;d" },
  { what: "entities of bidirectional controls", text: "a&#8238;b&#x2066;c&rlm;d&lrm;e" },
  { what: "entities of tag characters", text: "a&#917577;b&#xE0049;c" },
  { what: "entities without an end", text: "a&#8203b&#x200b!" },
];
