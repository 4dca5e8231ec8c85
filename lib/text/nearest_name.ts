/** Longer names are nobody's slip. */
const LONGEST_NAME = 60;
/** Most letters in which a misspelt name may differ, and fewest that it must have for that. */
const MOST_SLIPS = 2;
const FEWEST_LETTERS = 5;

/**
 * The known name that a wrong one most likely stands for: of the same words in another spelling
 * (`queueId`), with or without "id" (`queue`), with fewer or more words (`email`), or misspelt.
 *
 * @returns undefined when none is like it
 */
export function nearestName(given: string, known: readonly string[]): string | undefined {
  if (given.length > LONGEST_NAME) return undefined;
  const likenesses = known.map((name) => ({ name, likeness: likenessOf(given, name) }));
  const [best] = likenesses.toSorted((left, right) => right.likeness - left.likeness);
  return best === undefined || best.likeness === 0 ? undefined : best.name;
}

function likenessOf(given: string, known: string): number {
  const [left, right] = [wordsOf(given), wordsOf(known)];
  if (left.join("") === right.join("")) return 4;
  const [leftBare, rightBare] = [left, right].map((words) => words.filter((word) => word !== "id"));
  if (leftBare?.length && leftBare.join("") === rightBare?.join("")) return 3;
  if (left.length > 0 && (isPart(left, right) || isPart(right, left))) return 2;
  return isMisspelt(left.join(""), right.join("")) || isMisspelt(left[0] ?? "", right[0] ?? "")
    ? 1
    : 0;
}

function wordsOf(name: string): string[] {
  return name.replace(/([a-z\d])([A-Z])/g, "$1 $2").toLowerCase().match(/[a-z\d]+/g) ?? [];
}

function isPart(words: readonly string[], of: readonly string[]): boolean {
  return words.every((word) => of.includes(word));
}

function isMisspelt(left: string, right: string): boolean {
  return Math.min(left.length, right.length) >= FEWEST_LETTERS &&
    editDistance(left, right) <= MOST_SLIPS;
}

/** Levenshtein's distance: letters to put in, take out or change. */
function editDistance(left: string, right: string): number {
  let row = Array.from({ length: right.length + 1 }, (_, place) => place);
  for (const [place, letter] of [...left].entries()) {
    const next = [place + 1];
    for (const [column, other] of [...right].entries()) {
      const changed = (row[column] ?? 0) + Number(letter !== other);
      next.push(Math.min(changed, (row[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
