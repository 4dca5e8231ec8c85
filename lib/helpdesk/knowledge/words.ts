/** Scripts that are written without spaces between words. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}]/u;

let segmenter: Intl.Segmenter | undefined;

/** The words of a text in the form in which they are compared: without case, width and accents. */
export function wordsOf(text: string): string[] {
  const runs = text.normalize("NFKC").toLowerCase().match(/[\p{L}\p{N}\p{M}]+/gu) ?? [];
  return runs.flatMap((run) => UNSPACED.test(run) ? segmentsOf(run) : [plain(run)]);
}

function segmentsOf(run: string): string[] {
  segmenter ??= new Intl.Segmenter(undefined, { granularity: "word" });
  return [...segmenter.segment(run)].map(({ segment }) => plain(segment));
}

/** Accents are left out of Latin, Greek and Cyrillic letters only: elsewhere marks are vowels. */
function plain(word: string): string {
  return word.normalize("NFD")
    .replace(/([\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}])\p{M}+/gu, "$1")
    .normalize("NFC");
}
