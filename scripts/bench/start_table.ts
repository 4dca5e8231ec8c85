import { median } from "./measure.ts";
import type { Start } from "./start_measure.ts";

/** What was measured of one program. */
export interface MeasuredProgram {
  readonly name: string;
  readonly starts: readonly Start[];
  /** The empty program that this one is held against; undefined for an empty program. */
  readonly empty?: readonly Start[];
}

/** The measurements as a table in Markdown: medians, and how many times as long as the empty program. */
export function startTable(programs: readonly MeasuredProgram[]): string {
  const rows = programs.map(({ name, starts, empty }) => {
    const milliseconds = median(starts.map((start) => start.milliseconds));
    const ratio = empty === undefined
      ? "1"
      : (milliseconds / median(empty.map((start) => start.milliseconds))).toFixed(1);
    return `| ${name} | ${milliseconds.toFixed(0)} ms | ${ratio} | ${memory(starts)} |`;
  });
  return [
    "| Program | First answer | × empty | Resident memory |",
    "| --- | ---: | ---: | ---: |",
    ...rows,
  ].join("\n");
}

function memory(starts: readonly Start[]): string {
  const known = starts.flatMap(({ residentBytes }) => residentBytes ?? []);
  return known.length === 0 ? "unknown" : `${(median(known) / 1024 / 1024).toFixed(0)} MiB`;
}
