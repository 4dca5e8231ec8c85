import { shownText } from "./shown_text.ts";

/** Most characters that are named. */
const MOST_NAMED = 5;

/** What people call the invisible characters that turn up in texts. */
const NAMES: ReadonlyMap<number, string> = new Map([
  [0x00ad, "SOFT HYPHEN"],
  [0x061c, "ARABIC LETTER MARK"],
  [0x200b, "ZERO WIDTH SPACE"],
  [0x200c, "ZERO WIDTH NON-JOINER"],
  [0x200d, "ZERO WIDTH JOINER"],
  [0x200e, "LEFT-TO-RIGHT MARK"],
  [0x200f, "RIGHT-TO-LEFT MARK"],
  [0x202a, "LEFT-TO-RIGHT EMBEDDING"],
  [0x202b, "RIGHT-TO-LEFT EMBEDDING"],
  [0x202c, "POP DIRECTIONAL FORMATTING"],
  [0x202d, "LEFT-TO-RIGHT OVERRIDE"],
  [0x202e, "RIGHT-TO-LEFT OVERRIDE"],
  [0x2060, "WORD JOINER"],
  [0x2066, "LEFT-TO-RIGHT ISOLATE"],
  [0x2067, "RIGHT-TO-LEFT ISOLATE"],
  [0x2068, "FIRST STRONG ISOLATE"],
  [0x2069, "POP DIRECTIONAL ISOLATE"],
  [0xfeff, "ZERO WIDTH NO-BREAK SPACE"],
]);

/**
 * The characters of a text that a reader does not see, each once, in the order in which they come: those
 * that `shownText` removes. A line end of any kind is seen.
 *
 * @returns "U+200B ZERO WIDTH SPACE", at most five of them
 */
export function unseenCharacters(text: string): string[] {
  const asked = text.replace(/\r\n?|[\u2028\u2029]/g, "\n");
  const shown = [...shownText(asked)];
  const unseen = new Set<number>();
  let place = 0;
  for (const character of asked) {
    if (character === shown[place]) place++;
    else unseen.add(character.codePointAt(0) ?? 0);
  }
  // What is left of a terminal's sequence can be seen by itself.
  const alone = [...unseen].filter((codePoint) =>
    shownText(String.fromCodePoint(codePoint)) === ""
  );
  return (alone.length > 0 ? alone : [...unseen]).slice(0, MOST_NAMED).map(nameOf);
}

function nameOf(codePoint: number): string {
  const code = `U+${codePoint.toString(16).toUpperCase().padStart(4, "0")}`;
  const isTag = codePoint >= 0xe0000 && codePoint <= 0xe007f;
  const name = isTag ? "TAG" : codePoint < 0xa0 ? "CONTROL" : NAMES.get(codePoint);
  return name === undefined ? code : `${code} ${name}`;
}
