/** What came of a part of the load. */
export interface Part {
  readonly name: string;
  readonly calls: number;
  /** Calls that did what was asked. */
  done: number;
  /** Calls that were told that nothing was done, and why. */
  refused: number;
  /** Calls without an answer, and writes that were told as done and are not stored. */
  lost: number;
  /** Calls that were answered twice, and writes that are stored twice. */
  doubled: number;
  /** Answers about something else than was asked, failures without reason, texts that were not stored as sent. */
  wrong: number;
  seconds: number;
  /** Of the server, in MiB; undefined where it cannot be told. */
  peak: number | undefined;
  /** What was wrong, in words: the first of each kind. */
  readonly problems: string[];
}

const MOST_PROBLEMS = 20;

/** A part of which nothing has been done yet. */
export function newPart(name: string, calls: number): Part {
  return {
    ...{ name, calls, done: 0, refused: 0, lost: 0, doubled: 0, wrong: 0, seconds: 0 },
    peak: undefined,
    problems: [],
  };
}

/** Counts something that must not be, and notes it. */
export function blame(part: Part, kind: "lost" | "doubled" | "wrong", what: string): void {
  part[kind]++;
  if (part.problems.length < MOST_PROBLEMS) part.problems.push(`${kind}: ${what.slice(0, 300)}`);
}

/** Counts how often a write is stored against how often it must be. */
export function countStored(part: Part, what: string, stored: number, wasDone: boolean): void {
  if (stored > 1) blame(part, "doubled", `${what} is stored ${stored} times`);
  else if (stored === 0 && wasDone) blame(part, "lost", `${what} was told as done`);
  else if (stored === 1 && !wasDone) blame(part, "wrong", `${what} was told as refused`);
}

/** Whether nothing was lost, doubled or wrong. */
export function isClean(parts: readonly Part[]): boolean {
  return parts.every(({ lost, doubled, wrong }) => lost + doubled + wrong === 0);
}

/** The parts as a table, with what was wrong below it. */
export function report(parts: readonly Part[]): string {
  const head =
    "                              calls   done refused  lost doubled wrong seconds    peak";
  const rows = parts.map((part) => {
    const { name, calls, done, refused, lost, doubled, wrong, seconds, peak } = part;
    const cells = [[calls, 7], [done, 7], [refused, 8], [lost, 6], [doubled, 8], [wrong, 6]]
      .map(([value, width]) => String(value).padStart(width ?? 0)).join("");
    const memory = peak === undefined ? "unknown" : `${Math.round(peak)} MiB`;
    return `${name.padEnd(28)}${cells}${seconds.toFixed(1).padStart(8)}${memory.padStart(8)}`;
  });
  const problems = parts.flatMap(({ name, problems }) => problems.map((one) => `${name}: ${one}`));
  return [head, ...rows, ...problems].join("\n");
}
