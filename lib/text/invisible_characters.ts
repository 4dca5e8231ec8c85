/** The patterns of this module; each is matched against one character unless it says otherwise. */
interface Patterns {
  /** Finds, from `lastIndex` on, the next character that is unwanted in some place. */
  readonly noise: RegExp;
  readonly emojiJoinsAfter: RegExp;
  readonly emojiJoinsBefore: RegExp;
  readonly letterOfJoiningScript: RegExp;
  readonly virama: RegExp;
  readonly emoji: RegExp;
  readonly standardVariationBase: RegExp;
  readonly han: RegExp;
  readonly mongolian: RegExp;
  readonly letterOrMark: RegExp;
  readonly mark: RegExp;
}

/** The scripts whose spelling needs U+200C and U+200D: cursive ones and those with conjuncts. */
const JOINING_SCRIPTS =
  "Adlm Arab Bali Batk Beng Bugi Cakm Cham Deva Gran Gujr Guru Java Khmr Knda " +
  "Kthi Lana Lepc Limb Mand Mani Mlym Modi Mong Mtei Mymr Newa Nkoo Orya Phag Phlp Rjng Rohg Saur " +
  "Shrd Sidd Sinh Sogd Sund Sylo Syrc Takr Taml Telu Tibt Tirh";

/**
 * Everything unwanted: controls but for tab and newline, default-ignorable characters (zero-width,
 * bidirectional, tags, selectors, fillers), noncharacters, lone surrogates, line and paragraph
 * separators, interlinear annotation.
 */
const UNWANTED = "[\\p{Cc}--[\\t\\n]]\\p{Cs}\\p{Default_Ignorable_Code_Point}" +
  "\\p{Noncharacter_Code_Point}\\u2028\\u2029\\ufff9-\\ufffb";

let patterns: Patterns | undefined;

/** Built on first use: the classes are large, and a normal start needs none of them. */
function patternsOnce(): Patterns {
  return patterns ??= buildPatterns();
}

function buildPatterns(): Patterns {
  const scripts = JOINING_SCRIPTS.split(" ").map((script) => `\\p{scx=${script}}`).join("");
  const character = (set: string) => new RegExp(`^[${set}]$`, "v");
  return {
    noise: new RegExp(`[${UNWANTED}]`, "gv"),
    emojiJoinsAfter: character("\\p{Extended_Pictographic}\\p{Emoji_Modifier}\\ufe0f"),
    emojiJoinsBefore: character("\\p{Extended_Pictographic}"),
    letterOfJoiningScript: character(
      `[[${scripts}]&&[\\p{L}\\p{M}\\p{N}]]--\\p{Default_Ignorable_Code_Point}`,
    ),
    virama: character(
      "\\u094d\\u09cd\\u0a4d\\u0acd\\u0b4d\\u0bcd\\u0c4d\\u0ccd\\u0d4d\\u0dca\\u1039\\u17d2\\u1b44\\ua9c0",
    ),
    emoji: character("\\p{Emoji}--[0-9#*]"),
    standardVariationBase: character(
      "\\p{sc=Hani}\\p{Sm}\\p{sc=Mymr}\\p{sc=Phag}" +
        "\\u3001\\u3002\\uff01\\uff0c\\uff0e\\uff1a\\uff1b\\uff1f",
    ),
    han: character("\\p{sc=Hani}"),
    mongolian: character("[\\p{sc=Mong}&&\\p{L}]"),
    letterOrMark: character("[\\p{L}\\p{M}]--\\p{Default_Ignorable_Code_Point}"),
    mark: character("\\p{M}--\\p{Default_Ignorable_Code_Point}"),
  };
}

/** What follows the black flag in the three flags that Unicode makes of tag characters. */
const FLAG_TAGS = ["gbeng", "gbsct", "gbwls"].map((name) =>
  [...name].map((letter) => String.fromCodePoint(0xe0000 + letter.charCodeAt(0))).join("") +
  "\u{e007f}"
);
const BLACK_FLAG = "\u{1f3f4}";

/**
 * Where, at or after an index, the next character stands that may be shown in some places only, or nowhere.
 *
 * @param from an index that is not in the middle of a surrogate pair
 * @returns an index, the length of the text when there is none
 */
export function nextNoise(text: string, from: number): number {
  const { noise } = patternsOnce();
  noise.lastIndex = from;
  return noise.exec(text)?.index ?? text.length;
}

/**
 * Measures how much of an otherwise unwanted sequence belongs where it stands. The answer rests only
 * on the character kept before it and on a next character that is always kept, so that it is the same
 * when cleaned text is cleaned once more.
 *
 * @param text the text with the unwanted character at `index`
 * @param before the last character kept before it, empty when there is none
 * @returns a count of UTF-16 code units, 0 when the character is to be removed
 */
export function lengthThatBelongs(text: string, index: number, before: string): number {
  const codePoint = text.codePointAt(index) ?? 0;
  const length = codePoint > 0xffff ? 2 : 1;
  if (codePoint >= 0xe0000 && codePoint <= 0xe007f) {
    if (before !== BLACK_FLAG) return 0;
    return FLAG_TAGS.find((tags) => text.startsWith(tags, index))?.length ?? 0;
  }
  const after = String.fromCodePoint(text.codePointAt(index + length) ?? 0);
  return belongs(codePoint, before, after) ? length : 0;
}

function belongs(codePoint: number, before: string, after: string): boolean {
  const known = patternsOnce();
  switch (codePoint) {
    case 0x200d: // zero width joiner
      if (known.emojiJoinsAfter.test(before)) return known.emojiJoinsBefore.test(after);
      // A joiner after a virama ends words in older spelling of Malayalam, Bengali and Sinhala.
      return known.virama.test(before) || joinsLetters(before, after);
    case 0x200c: // zero width non-joiner
      return joinsLetters(before, after);
    case 0xfe0f: // emoji presentation
      if (/^[0-9#*]$/.test(before)) return after === "\u20e3";
      return known.emoji.test(before);
    case 0xfe0e: // text presentation
      return known.emoji.test(before);
    case 0x034f: // combining grapheme joiner
      return known.letterOrMark.test(before) && known.mark.test(after);
  }
  if (codePoint >= 0xfe00 && codePoint <= 0xfe02) return known.standardVariationBase.test(before);
  if (codePoint >= 0xe0100 && codePoint <= 0xe01ef) return known.han.test(before);
  if ((codePoint >= 0x180b && codePoint <= 0x180d) || codePoint === 0x180f) {
    return known.mongolian.test(before);
  }
  return false;
}

function joinsLetters(before: string, after: string): boolean {
  const { letterOfJoiningScript } = patternsOnce();
  return letterOfJoiningScript.test(before) && letterOfJoiningScript.test(after);
}
