/** A cell as a sheet stores it. */
export interface StoredCell {
  /** "s": the number of a shared text; "b": 0 or 1; "d", "str", "inlineStr", "e": itself; else a number. */
  readonly type: string;
  /** Number of its format. */
  readonly style: number;
  readonly value: string;
  readonly formula: string;
}

const DAY_MILLISECONDS = 86_400_000;
/** 1900-01-01 is day 1, and 1900 is taken for a leap year: day 61 is the first of March in any case. */
const EPOCH_1900 = Date.UTC(1899, 11, 30);
const EPOCH_1904 = Date.UTC(1904, 0, 1);
/** 9999-12-31 */
const LAST_DAY = 2_958_465;

/** What a cell shows. @param book `dates`: numbers of the formats that show dates */
export function cellText(
  { type, style, value, formula }: StoredCell,
  { texts, dates, from1904 }: {
    readonly texts: readonly string[];
    readonly dates: ReadonlySet<number>;
    readonly from1904: boolean;
  },
): string {
  if (value === "") return formula === "" ? "" : `=${formula}`;
  if (type === "s") return texts[Number(value)] ?? "";
  if (type === "b") return value === "1" ? "TRUE" : "FALSE";
  const number = Number(value);
  if (type !== "" && type !== "n" || Number.isNaN(number)) return value;
  return dates.has(style) && number >= 0 && number <= LAST_DAY
    ? momentOf(number, from1904)
    // Excel stores 0.1 + 0.2 with 17 digits, and shows no more than 15.
    : String(Number(number.toPrecision(15)));
}

function momentOf(days: number, from1904: boolean): string {
  const milliseconds = Math.round(days * DAY_MILLISECONDS / 1000) * 1000;
  const moment = new Date((from1904 ? EPOCH_1904 : EPOCH_1900) + milliseconds).toISOString();
  const [day = "", time = ""] = moment.slice(0, 19).split("T");
  if (days < 1) return time;
  return time === "00:00:00" ? day : `${day} ${time}`;
}
