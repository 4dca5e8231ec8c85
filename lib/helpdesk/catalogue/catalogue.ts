import type { Choice, User } from "./choice.ts";

/** One of the lists that tickets refer to by id. */
export type CatalogueList = "queues" | "users" | "statuses" | "priorities";

/** What ids mean on this helpdesk. */
export interface Catalogue {
  readonly queues: readonly Choice[];
  readonly users: readonly User[];
  readonly statuses: readonly Choice[];
  readonly priorities: readonly Choice[];
  /** Most characters by field name, as far as the helpdesk tells. */
  readonly maximumLengths: ReadonlyMap<string, number>;
  /** Labels of custom fields by wire name (`custom_NAME`). */
  readonly customFields: ReadonlyMap<string, string>;
  /** Those of them that every new ticket must have, by wire name; absent: none. */
  readonly requiredCustomFields?: readonly string[];
  /** Why a list may lack entries, a sentence; lists that are complete are absent. */
  readonly incomplete: ReadonlyMap<CatalogueList, string>;
}
