import type { Comparison } from "./measure.ts";
import type { NaiveCost } from "./naive.ts";
import type { Question } from "./question.ts";

/** What was measured for one question of one account; times in milliseconds. */
export interface ReportRow extends Comparison {
  readonly question: string;
  readonly kind: Question["kind"];
  readonly account: "staff" | "agent";
  /** Requests that the tool sent for one call. */
  readonly toolRequests: number;
  readonly naive: NaiveCost;
}

/** What one kind of write takes with the program, and as a bare request; times in milliseconds. */
export interface WriteCost extends Comparison {
  readonly write: string;
  readonly account: "staff" | "agent";
  /** Requests that the program sent for one write. */
  readonly requests: number;
}

/** What was measured on one helpdesk. */
export interface SizeResult {
  readonly tickets: number;
  readonly followUps: number;
  readonly rows: readonly ReportRow[];
  readonly writes: readonly WriteCost[];
}

/** The memory of a process that read every ticket for one call. */
export interface ScanMemory {
  readonly tickets: number;
  /** Resident bytes: before the scan, and the most until its end. */
  readonly startBytes: number;
  readonly peakBytes: number;
  readonly milliseconds: number;
}

/** Where it was measured. */
export interface Machine {
  readonly processor: string;
  readonly cores: number;
  readonly system: string;
  readonly deno: string;
  /** Python and the packages of the helpdesk. */
  readonly helpdesk: string;
}

/** Everything a run found out. */
export interface BenchResult {
  readonly machine: Machine;
  readonly sizes: readonly SizeResult[];
  readonly memory: ScanMemory;
}
