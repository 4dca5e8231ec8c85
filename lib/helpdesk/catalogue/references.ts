import { HelpdeskError } from "../../errors.ts";
import { shownLine } from "../../text/shown_text.ts";
import type { Call } from "../calls/call.ts";
import type { Catalogue, CatalogueList } from "./catalogue.ts";
import type { CatalogueKeeper } from "./catalogue_keeper.ts";
import { type Choice, choiceList } from "./choice.ts";

/** Ids that the caller refers to, by the list they belong to. */
export type References = Partial<Record<CatalogueList, number | undefined>>;

/** One entry of each list, in words. */
export const ONE_OF: Record<CatalogueList, string> = {
  queues: "queue",
  users: "user",
  statuses: "status",
  priorities: "priority",
};

/**
 * The catalogue, after checking that ids exist on this helpdesk. A list that may be incomplete cannot
 * prove that an id is wrong: then the helpdesk itself decides.
 *
 * @param what has the queue, for messages: "The new ticket"
 * @throws {HelpdeskError} "forbidden" for a queue that may not be worked; "invalid", naming the id, the valid ones and the tool that lists them
 */
export async function requireKnown(
  references: References,
  keeper: CatalogueKeeper,
  call: Call,
  what = "What was asked for",
): Promise<Catalogue> {
  // First: the message about a queue that does not exist lists all of them.
  if (references.queues !== undefined) keeper.requireQueue(references.queues, what);
  const lists = Object.keys(references) as CatalogueList[];
  const isKnown = (catalogue: Catalogue, list: CatalogueList) => {
    const id = references[list];
    return id === undefined || catalogue.incomplete.has(list) ||
      catalogue[list].some((choice) => choice.id === id);
  };
  const accepts = (kept: Catalogue) => lists.every((list) => isKnown(kept, list));
  const catalogue = references.users === undefined
    ? await keeper.get(call, accepts)
    : await keeper.getWithNames(call, accepts);
  const problems = lists.filter((list) => !isKnown(catalogue, list))
    .map((list) => unknownId(list, references[list], catalogue[list]));
  if (problems.length > 0) throw new HelpdeskError("invalid", problems.join(". "));
  return catalogue;
}

function unknownId(
  list: CatalogueList,
  id: number | undefined,
  choices: readonly Choice[],
): string {
  return `There is no ${ONE_OF[list]} ${id}; ${listedBy(list, choices)}`;
}

/** The entries of a list with the tool that lists them: "get_queues lists 1 Support, 2 Billing". */
export function listedBy(list: CatalogueList, choices: readonly Choice[]): string {
  const tool = list === "users" ? "get_users" : "get_queues";
  return `${tool} lists ${choices.length === 0 ? "none" : shownLine(choiceList(choices), 1_000)}`;
}
