import * as z from "zod";
import { labelOf } from "../helpdesk/catalogue.ts";
import type { Choice } from "../helpdesk/options_page.ts";

/** An id with its name; the id is absent where the helpdesk tells only the name. */
export const named = z.object({
  id: z.int().optional().describe("Id, absent when unknown"),
  name: z.string().describe("Name"),
});
export type Named = z.infer<typeof named>;

/** An id with its name from the catalogue, or the id as its own name when the catalogue lacks it. */
export function nameOf(choices: readonly Choice[], id: number | undefined): Named | undefined {
  return id === undefined ? undefined : { id, name: labelOf(choices, id) ?? String(id) };
}

/** "1 Open"; a name that says its id itself, as "1. Critical", stands alone. */
export function written(value: Named | undefined, absent = "none"): string {
  if (value === undefined) return absent;
  const { id, name } = value;
  const isSaid = id === undefined || name === String(id) || name.startsWith(`${id}. `);
  return isSaid ? name : `${id} ${name}`;
}
