import { HelpdeskError } from "../errors.ts";
import { shownLine } from "../shown_text.ts";
import type { Call } from "./call.ts";
import { type Catalogue, type CatalogueList, choiceList } from "./catalogue.ts";
import type { CatalogueKeeper } from "./catalogue_keeper.ts";
import type { Choice } from "./options_page.ts";

/** Ids that the caller refers to, by the list they belong to. */
export type References = Partial<Record<CatalogueList, number | undefined>>;

const WORDS: Record<CatalogueList, { one: string; tool: string }> = {
  queues: { one: "queue", tool: "get_queues lists" },
  users: { one: "user", tool: "get_users lists" },
  statuses: { one: "status", tool: "this helpdesk has" },
  priorities: { one: "priority", tool: "this helpdesk has" },
};

/**
 * The catalogue, after checking that ids exist on this helpdesk. A list that may be incomplete cannot
 * prove that an id is wrong: then the helpdesk itself decides.
 *
 * @throws {HelpdeskError} "invalid", naming the id and the valid ones
 */
export async function requireKnown(
  references: References,
  keeper: CatalogueKeeper,
  call: Call,
): Promise<Catalogue> {
  const lists = Object.keys(references) as CatalogueList[];
  const isKnown = (catalogue: Catalogue, list: CatalogueList) => {
    const id = references[list];
    return id === undefined || catalogue.incomplete.has(list) ||
      catalogue[list].some((choice) => choice.id === id);
  };
  const catalogue = await keeper.get(call, (kept) => lists.every((list) => isKnown(kept, list)));
  const problems = lists.filter((list) => !isKnown(catalogue, list))
    .map((list) => unknownId(list, references[list], catalogue));
  if (problems.length > 0) throw new HelpdeskError("invalid", problems.join(". "));
  return catalogue;
}

function unknownId(list: CatalogueList, id: number | undefined, catalogue: Catalogue): string {
  const { one, tool } = WORDS[list];
  return `There is no ${one} ${id}; ${tool} ${shownLine(choiceList(catalogue[list]), 1_000)}`;
}

/** What became of the names and ids in a list of statuses. */
export interface StatusSelection {
  readonly known: readonly Choice[];
  /** As written by the caller. */
  readonly unknown: readonly string[];
  readonly catalogue: Catalogue;
}

/**
 * Resolves statuses given by name (any case) or id, comma-separated, through this helpdesk's own list.
 *
 * @throws {HelpdeskError} "invalid" when none of them exists
 */
export async function selectStatuses(
  text: string,
  keeper: CatalogueKeeper,
  call: Call,
): Promise<StatusSelection> {
  const asked = [...new Set(text.split(",").map((part) => part.trim()).filter(Boolean))];
  const find = (catalogue: Catalogue, name: string) =>
    catalogue.statuses.find((status) =>
      String(status.id) === name || folded(status.label) === folded(name)
    );
  const catalogue = await keeper.get(
    call,
    (kept) => asked.every((name) => find(kept, name) !== undefined),
  );
  const known = new Map<number, Choice>();
  const unknown: string[] = [];
  for (const name of asked) {
    const status = find(catalogue, name);
    if (status === undefined) unknown.push(name);
    else known.set(status.id, status);
  }
  if (known.size === 0) {
    throw new HelpdeskError(
      "invalid",
      `status ${JSON.stringify(shownLine(text, 100))} names no status of this helpdesk; it has ` +
        shownLine(choiceList(catalogue.statuses), 1_000),
    );
  }
  return { known: [...known.values()], unknown, catalogue };
}

function folded(name: string): string {
  return name.normalize("NFKC").toLowerCase().replace(/[\s_-]+/g, " ").trim();
}
