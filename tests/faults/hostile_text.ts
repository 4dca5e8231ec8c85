/** Escapes and characters that a reader must not get, with what would remain of each. */
export const unwanted: readonly (readonly [what: string, text: string, remains: string])[] = [
  ["an ANSI colour", "a\x1b[31mb\x1b[0mc", "abc"],
  ["a cursor movement", "a\x1b[2J\x1b[1;1Hb", "ab"],
  ["an OSC link", "a\x1b]8;;http://e.example\x07b\x1b]8;;\x07c", "abc"],
  ["an OSC clipboard write", "a\x1b]52;c;aGk=\x1b\\b", "ab"],
  ["C1 introducers", "a\x9b31mb\x9d0;title\x9cc", "abc"],
  ["C0 controls", "a\x00\x07\x08\x0cb\x7f", "ab"],
  ["zero-width characters", "a\u200bb\u2060c\ufeffd", "abcd"],
  ["bidirectional controls", "a\u202eb\u2066c\u2069d\u200fe", "abcde"],
  ["tag characters", "a\u{e0049}\u{e0067}\u{e007f}b", "ab"],
  ["variation selectors in a row", "a\ufe00\u{e0100}\u{e0101}b", "ab"],
  ["a soft hyphen", "a\u00adb", "ab"],
  ["a lone surrogate", "a\ud800b\udc00c", "a\ufffdb\ufffdc"],
];
