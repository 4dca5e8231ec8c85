import { judge } from "./criteria.ts";
import type { BenchResult, Machine, ReportRow, SizeResult } from "./result.ts";

const HEADINGS = [
  "Question",
  "SiteAccount",
  "Tool",
  "Best raw request",
  "Tool / raw",
  "Naive way",
  "Naive / tool",
];

const WRITE_HEADINGS = ["Write", "SiteAccount", "Tool", "Bare request", "Tool / bare"];

/** A run as Markdown. */
export function renderReport(result: BenchResult): string {
  const verdicts = judge(result).map(({ criterion, holds, found }) =>
    `- ${holds ? "✓" : "✗"} ${criterion}: ${found}`
  );
  return [
    renderMachine(result.machine),
    ...result.sizes.map(renderSize),
    NOTES,
    verdicts.join("\n"),
  ].join("\n\n");
}

const NOTES =
  "Tool and raw request in turns, medians of at least five rounds each; the ratio is the " +
  "median of the rounds' ratios. The tool is logged in and has its catalogue, which a session loads once; " +
  "for the queues it is loaded each time. The agent may use `api/` alone: its best raw request is one for " +
  "the last page, of a size that fits a known number of tickets. The naive way knows `api/tickets/` alone, " +
  "in pages of 25, and reads until the answer is known: a single walk where that is all pages; ≈ marks an " +
  "estimate, the median of five pages times their number.";

function renderMachine({ processor, cores, system, deno, helpdesk }: Machine): string {
  return `Measured on ${cores} cores (${processor}), ${system}, Deno ${deno}; helpdesk: ${helpdesk}, ` +
    "SQLite, on the same machine.";
}

function renderSize({ tickets, followUps, rows, writes }: SizeResult): string {
  const title = `${count(tickets)} tickets, ${count(followUps)} follow-ups:`;
  const written = writes.map(({ write, account, tool, raw, ratio, requests }) => [
    write,
    account,
    `${duration(tool)} (${count(requests)} ${requests === 1 ? "request" : "requests"})`,
    duration(raw),
    ratio.toFixed(2),
  ]);
  return [
    ...[title, "", ...table(HEADINGS, rows.map(cells))],
    ...["", "Writes; an agent's are looked at before, and read back after:", ""],
    ...table(WRITE_HEADINGS, written),
  ].join("\n");
}

function table(headings: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const rule = headings.map((_, place) => place < 2 ? "---" : "---:");
  return [headings, rule, ...rows].map((line) => `| ${line.join(" | ")} |`);
}

function cells(row: ReportRow): string[] {
  const { naive, toolRequests } = row;
  return [
    row.question,
    row.account,
    duration(row.tool) + (toolRequests === 1 ? "" : ` (${toolRequests} requests)`),
    duration(row.raw),
    row.ratio.toFixed(2),
    `${naive.isEstimate ? "≈ " : ""}${duration(naive.milliseconds)} (${count(naive.requests)} ${
      naive.requests === 1 ? "request" : "requests"
    })`,
    gain(naive.milliseconds / row.tool),
  ];
}

function gain(ratio: number): string {
  return `${ratio < 10 ? ratio.toFixed(1) : count(Math.round(ratio))} ×`;
}

/** Milliseconds in the unit that a reader expects. */
export function duration(milliseconds: number): string {
  if (milliseconds < 1_000) return `${Math.round(milliseconds)} ms`;
  const seconds = milliseconds / 1_000;
  return seconds < 100 ? `${seconds.toFixed(1)} s` : `${Math.round(seconds / 60)} min`;
}

function count(number: number): string {
  return number.toLocaleString("en");
}
