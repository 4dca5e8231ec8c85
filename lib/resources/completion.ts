import type { ToolContext } from "../tools/tool.ts";
import { comparableName } from "../text/same_name.ts";

/** Most values that the Model Context Protocol lets one completion carry. */
export const MOST_VALUES = 100;

/** What can be chosen: an id, and the name that people know it by. */
export interface Candidate {
  readonly id: number;
  readonly label: string;
}

/** What a client is offered while its user types a value. */
export interface Completion {
  /** At most 100, best first. */
  readonly values: readonly string[];
  /** Values that match in all; absent when the helpdesk does not tell all there are. */
  readonly total?: number;
  /** Whether more match than are given. */
  readonly hasMore: boolean;
}

/**
 * Completes a value from what is typed of it.
 *
 * @throws {HelpdeskError} when the helpdesk does not give what there is to choose from
 */
export type Completer = (typed: string, context: ToolContext) => Promise<Completion>;

/** What is offered when nothing is known. */
export const noCompletion: Completion = { values: [], total: 0, hasMore: false };

/** How well a candidate fits, best first; candidates of equal rank keep their order. */
const RANKS = ["same id", "name begins", "name contains", "id begins"] as const;
type Rank = (typeof RANKS)[number];

/**
 * Chooses the candidates whose name contains, or whose id begins with, what is typed, as
 * `comparableName` has them.
 *
 * @param options `isWhole`: whether no candidate is missing; `offer`: the value for one whose
 * name was matched (default: its id; for a matched id it is always the id)
 */
export function complete(
  typed: string,
  candidates: readonly Candidate[],
  options: { isWhole: boolean; offer?: (candidate: Candidate) => string },
): Completion {
  const { isWhole, offer } = options;
  const text = comparableName(typed);
  const byRank = Map.groupBy(candidates, (candidate) => rankOf(candidate, text));
  const matching = RANKS.flatMap((rank) =>
    (byRank.get(rank) ?? []).map((candidate) =>
      offer === undefined || rank.includes("id") ? String(candidate.id) : offer(candidate)
    )
  );
  return {
    values: matching.slice(0, MOST_VALUES),
    total: isWhole ? matching.length : undefined,
    hasMore: matching.length > MOST_VALUES || !isWhole,
  };
}

function rankOf({ id, label }: Candidate, text: string): Rank | undefined {
  if (String(id) === text) return "same id";
  const name = comparableName(label);
  if (name.startsWith(text)) return "name begins";
  if (name.includes(text)) return "name contains";
  return String(id).startsWith(text) ? "id begins" : undefined;
}
