import type { BenchResult, ReportRow } from "../../scripts/bench/result.ts";

const naive = { milliseconds: 1_600_000, requests: 400, isEstimate: true };
const row: ReportRow = {
  ...{ question: "open tickets of one queue", kind: "list", account: "staff", rounds: 5 },
  ...{ tool: 140, raw: 130, ratio: 1.08, toolRequests: 1, naive },
};

/** Figures that hold every criterion (fixture data). */
export const goodResult: BenchResult = {
  machine: {
    ...{ processor: "Fixture processor", cores: 2, system: "linux 1.0, x86_64", deno: "2.0.0" },
    helpdesk: "Python 3.10.0, django-helpdesk 2.6.1",
  },
  sizes: [{
    ...{ tickets: 10_000, followUps: 20_000 },
    rows: [
      row,
      { ...row, question: "search", kind: "search" },
      { ...row, question: "queues", kind: "queues", ratio: 1.4 },
      { ...row, account: "agent", tool: 1_200, raw: 1_100, ratio: 1.09 },
    ],
    writes: [{
      ...{ write: "another title", account: "agent", requests: 3, rounds: 5 },
      ...{ tool: 31, raw: 12, ratio: 2.58 },
    }],
  }],
  memory: {
    ...{ tickets: 10_000, startBytes: 80 * 2 ** 20, peakBytes: 150 * 2 ** 20 },
    milliseconds: 90_000,
  },
};

/** The same with one row of one account changed. */
export function withRow(place: number, change: Partial<ReportRow>): BenchResult {
  return {
    ...goodResult,
    sizes: goodResult.sizes.map((size) => ({
      ...size,
      rows: size.rows.map((each, index) => index === place ? { ...each, ...change } : each),
    })),
  };
}
