import type { Choice } from "../answers/options_page.ts";

/** One of the lists that tickets refer to by id. */
export type CatalogueList = "queues" | "users" | "statuses" | "priorities";

/** What ids mean on this helpdesk. */
export interface Catalogue {
  readonly queues: readonly Choice[];
  readonly users: readonly Choice[];
  readonly statuses: readonly Choice[];
  readonly priorities: readonly Choice[];
  /** Most characters by field name, as far as the helpdesk tells. */
  readonly maximumLengths: ReadonlyMap<string, number>;
  /** Labels of custom fields by wire name (`custom_NAME`). */
  readonly customFields: ReadonlyMap<string, string>;
  /** Why a list may lack entries, a sentence; lists that are complete are absent. */
  readonly incomplete: ReadonlyMap<CatalogueList, string>;
}

/** The label of an id, undefined when the catalogue does not have it. */
export function labelOf(choices: readonly Choice[], id: number | undefined): string | undefined {
  return choices.find((choice) => choice.id === id)?.label;
}

/** Choices as a sentence's end: "1 Open, 2 Reopened, …"; long lists are cut and say so. */
export function choiceList(choices: readonly Choice[], most = 20): string {
  const shown = choices.slice(0, most).map(({ id, label }) => `${id} ${label}`).join(", ");
  return choices.length > most ? `${shown} and ${choices.length - most} more` : shown;
}
