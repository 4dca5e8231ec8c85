import { storedDateTime } from "../python/date_text.ts";
import { lowerAscii } from "../python/python_text.ts";
import type { Settings } from "../state/settings.ts";
import { compareValues } from "../state/store.ts";

/** In what databases differ, as far as lists of tickets show it. */
export interface DatabaseManners {
  compareTexts(a: string, b: string): number;
  /** Whether what has no value is taken for the greatest, not for the least. */
  readonly isNothingGreatest: boolean;
  /** What is left of a text where case does not count. */
  fold(text: string): string;
  /** A moment as a search sees it. */
  write(instant: Date): string;
}

const collator = new Intl.Collator("en-US");

const SQLITE: DatabaseManners = {
  compareTexts: compareValues,
  isNothingGreatest: false,
  fold: lowerAscii,
  write: storedDateTime,
};
/** As ICU has it for English. */
const POSTGRESQL: DatabaseManners = {
  compareTexts: (a, b) => collator.compare(a, b) || compareValues(a, b),
  isNothingGreatest: true,
  fold: (text) => text.toUpperCase(),
  write: (instant) => `${storedDateTime(instant).replace(/(\.\d*?)0+$/, "$1")}+00`,
};
const DOLT: DatabaseManners = { ...SQLITE, fold: (text) => text };

/**
 * SQLite compares by code points, and knows the case of A to Z alone; Dolt tells all cases apart. PostgreSQL does
 * both by the language of its cluster.
 */
export function mannersOf({ database, doltDatabase }: Settings): DatabaseManners {
  if (doltDatabase) return DOLT;
  return database === "postgresql" ? POSTGRESQL : SQLITE;
}
