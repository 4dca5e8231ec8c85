import { HelpdeskError } from "../../errors.ts";
import { comparableName } from "../../text/same_name.ts";
import { shownLine } from "../../text/shown_text.ts";
import type { Call } from "../calls/call.ts";
import type { CatalogueKeeper } from "./catalogue_keeper.ts";
import { type Choice, choiceList } from "./choice.ts";
import { listedBy, ONE_OF } from "./references.ts";

/** What became of the names and ids in a list. */
export interface Selection {
  readonly known: readonly Choice[];
  /** As written by the caller. */
  readonly unknown: readonly string[];
  /** All that the helpdesk has. */
  readonly choices: readonly Choice[];
}

/** Before a label that begins with its own id, as django-helpdesk's "1. Critical". */
const NUMBERING = /^\d+\.\s+/;

/**
 * The choices that a text stands for: the one with this id, or those whose label is the same name (as
 * `comparableName` has it), with or without the number that the labels of priorities begin with.
 */
export function choicesNamed(choices: readonly Choice[], text: string): readonly Choice[] {
  const byId = choices.filter(({ id }) => String(id) === text.trim());
  if (byId.length > 0) return byId;
  const name = comparableName(text);
  const byLabel = choices.filter(({ label }) => comparableName(label) === name);
  if (byLabel.length > 0) return byLabel;
  return choices.filter(({ label }) => comparableName(label.replace(NUMBERING, "")) === name);
}

/**
 * Resolves statuses or priorities given by name or id, comma-separated, through this helpdesk's own list.
 * A name may hold commas itself: the longest name that is one counts.
 *
 * @throws {HelpdeskError} "invalid" when none of them exists
 */
export async function selectChoices(
  list: "statuses" | "priorities",
  text: string,
  keeper: CatalogueKeeper,
  call: Call,
): Promise<Selection> {
  const catalogue = await keeper.get(call, (kept) => split(text, kept[list]).unknown.length === 0);
  const selection = split(text, catalogue[list]);
  if (selection.known.length > 0) return selection;
  const word = ONE_OF[list];
  throw new HelpdeskError(
    "invalid",
    `${word} ${JSON.stringify(shownLine(text, 100))} names no ${word} of this helpdesk; ` +
      listedBy(list, selection.choices),
  );
}

/** A sentence on names that the helpdesk does not have. */
export function ignoredNames(
  list: "statuses" | "priorities",
  { known, unknown, choices }: Selection,
): string {
  const quote = (name: string) => JSON.stringify(shownLine(name, 60));
  return `Ignored ${ONE_OF[list]} ${
    unknown.map(quote).join(", ")
  }, which this helpdesk does not have; ` +
    `it has ${shownLine(choiceList(choices), 1_000)}. Listed: ` +
    known.map(({ label }) => quote(label)).join(", ");
}

function split(text: string, choices: readonly Choice[]): Selection {
  const known = new Map<number, Choice>();
  const unknown = new Set<string>();
  const parts = text.split(",");
  const most = Math.max(1, ...choices.map(({ label }) => label.split(",").length));
  for (let start = 0; start < parts.length;) {
    let length = Math.min(most, parts.length - start);
    const named = () => choicesNamed(choices, parts.slice(start, start + length).join(","));
    while (length > 1 && named().length === 0) length--;
    const found = named();
    for (const choice of found) known.set(choice.id, choice);
    const part = parts[start]?.trim() ?? "";
    if (found.length === 0 && part !== "") unknown.add(part);
    start += length;
  }
  return { known: [...known.values()], unknown: [...unknown], choices };
}
