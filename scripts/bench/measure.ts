const FEWEST_ROUNDS = 5;
const MOST_ROUNDS = 31;
/** Quick questions are asked more often, until this much time has gone. */
const ENOUGH_MILLISECONDS = 3_000;

/** Two ways of doing the same, measured in turns; medians, in milliseconds. */
export interface Comparison {
  readonly rounds: number;
  readonly tool: number;
  readonly raw: number;
  /** Median of the ratios tool to raw of each round. */
  readonly ratio: number;
}

/** The middle of the numbers, the mean of the two middle ones when their count is even. */
export function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((left, right) => left - right);
  const upper = sorted[sorted.length >> 1];
  const lower = sorted[(sorted.length - 1) >> 1];
  if (upper === undefined || lower === undefined) throw new RangeError("No numbers, no median");
  return (lower + upper) / 2;
}

/** Milliseconds that the work took. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

/**
 * Runs both in turns, at least five times, so that both meet the same conditions.
 * @param before runs ahead of each tool call, untimed
 */
export async function compareTimes(
  ways: { tool: () => Promise<unknown>; raw: () => Promise<unknown>; before?: () => void },
): Promise<Comparison> {
  const tool: number[] = [];
  const raw: number[] = [];
  const started = performance.now();
  const isEnough = () =>
    tool.length >= FEWEST_ROUNDS && performance.now() - started > ENOUGH_MILLISECONDS;
  while (tool.length < MOST_ROUNDS && !isEnough()) {
    ways.before?.();
    tool.push(await timed(ways.tool));
    raw.push(await timed(ways.raw));
  }
  const ratios = tool.map((milliseconds, round) => milliseconds / (raw[round] ?? NaN));
  return {
    rounds: tool.length,
    tool: median(tool),
    raw: median(raw),
    ratio: median(ratios),
  };
}
