import * as z from "zod";

/** The id and the name of what a ticket refers to, each where the helpdesk tells it. */
export const refersTo = { id: z.int().optional(), name: z.string().optional() };

/**
 * "1 Open", or what there is of it; a name that says its id itself, as "1. Critical", stands alone.
 *
 * @param absent stands for neither
 */
export function written(
  id: number | undefined,
  name: string | undefined,
  absent = "none",
): string {
  if (name === undefined) return id === undefined ? absent : String(id);
  return id === undefined || name.startsWith(`${id}. `) ? name : `${id} ${name}`;
}
