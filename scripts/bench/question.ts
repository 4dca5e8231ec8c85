import type { RawRequest } from "./client.ts";
import type { NaiveWay } from "./naive.ts";

/** Something to find out, through a tool and by the best raw request that carries the same answer. */
export interface Question {
  readonly name: string;
  readonly kind: "list" | "search" | "ticket" | "queues";
  readonly tool: string;
  readonly input: Record<string, unknown>;
  readonly raw: RawRequest;
  /** The ids that answer the question, in their order, as a tool's result has them. */
  readonly toolIds: (result: unknown) => number[];
  /** The same from the body of the raw answer. */
  readonly rawIds: (body: string) => number[];
  readonly naive: NaiveWay;
  /** The tool answers from what it keeps for five minutes: it must ask anew to be measured. */
  readonly withoutCatalogue?: true;
}

/** Tickets a page, as `list_tickets` has it by default. */
export const PAGE_SIZE = 25;
