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
