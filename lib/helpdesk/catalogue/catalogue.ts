import type { Choice, UserChoice } from "./choice.ts";
import type { CustomField } from "./custom_field.ts";

/** One of the lists that tickets refer to by id. */
export type CatalogueList = "queues" | "users" | "statuses" | "priorities";

/** What ids mean on this helpdesk. */
export interface Catalogue {
  readonly queues: readonly Choice[];
  readonly users: readonly UserChoice[];
  readonly statuses: readonly Choice[];
  readonly priorities: readonly Choice[];
  /** Most characters by field name, as far as the helpdesk tells. */
  readonly maximumLengths: ReadonlyMap<string, number>;
  /** Custom fields by what the API calls them (`custom_NAME`), in their order. */
  readonly customFields: ReadonlyMap<string, CustomField>;
  /** Why a list may lack entries, a sentence; lists that are complete are absent. */
  readonly incomplete: ReadonlyMap<CatalogueList, string>;
}
