import type { BenchResult, ReportRow, SizeResult } from "./result.ts";

const HIGHEST_RATIO = 1.25;
const LEAST_GAIN = 100;
/** On a small helpdesk the naive way has few pages to read. */
const GAIN_FROM_TICKETS = 10_000;
const MOST_BYTES = 200 * 1024 * 1024;

/** Something the tools must hold, and whether they did. */
export interface Verdict {
  readonly criterion: string;
  readonly holds: boolean;
  readonly found: string;
}

/** Judges a run: ratios within it, and memory; never absolute times. */
export function judge({ sizes, memory }: BenchResult): Verdict[] {
  const verdicts = sizes.flatMap((size) => [
    ratioVerdict(size, "staff", "lists and search as staff"),
    ratioVerdict(size, "agent", "lists as an agent confined to api/"),
    ...(size.tickets >= GAIN_FROM_TICKETS ? gainVerdicts(size) : []),
  ]);
  verdicts.push({
    criterion: `Peak memory of a scan of ${memory.tickets} tickets below 200 MiB`,
    holds: memory.peakBytes < MOST_BYTES,
    found: `${mebibytes(memory.peakBytes)} (${mebibytes(memory.startBytes)} before it), ` +
      `read in ${Math.round(memory.milliseconds / 1_000)} s`,
  });
  return verdicts;
}

function ratioVerdict(
  { tickets, rows }: SizeResult,
  account: ReportRow["account"],
  subject: string,
): Verdict {
  const judged = rows.filter((row) =>
    row.account === account && (row.kind === "list" || row.kind === "search")
  );
  const highest = Math.max(...judged.map(({ ratio }) => ratio));
  return {
    criterion: `Tool ≤ ${HIGHEST_RATIO} × best raw request, ${subject}, ${tickets} tickets`,
    holds: highest <= HIGHEST_RATIO,
    found: `at most ${highest.toFixed(2)} ×`,
  };
}

/** The filtered list is the one whose naive way reads every page. */
function gainVerdicts({ tickets, rows }: SizeResult): Verdict[] {
  return rows.filter(({ kind, naive }) => kind === "list" && naive.requests > 2).map((row) => {
    const gain = row.naive.milliseconds / row.tool;
    return {
      criterion:
        `Filtered list ≥ ${LEAST_GAIN} × faster than the naive way, ${row.account}, ${tickets} tickets`,
      holds: gain >= LEAST_GAIN,
      found: `${Math.round(gain).toLocaleString("en")} ×`,
    };
  });
}

function mebibytes(bytes: number): string {
  return `${(bytes / 1024 / 1024).toFixed(0)} MiB`;
}
