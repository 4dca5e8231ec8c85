import * as z from "zod";
import { inLine } from "../text/strangers_text.ts";

/** The id and the name of what is referred to, each where the helpdesk tells it. */
export const refersTo = { id: z.int().optional(), name: z.string().optional() };

/** What a ticket refers to. */
export const ticketReferences = {
  queue: refersTo.id,
  queue_name: refersTo.name,
  status: refersTo.id,
  status_name: refersTo.name,
  priority: refersTo.id,
  priority_name: refersTo.name,
  assigned_to: refersTo.id,
  assigned_to_name: refersTo.name,
};

/**
 * "1 Open", or what there is of it; a name that says its id itself, as "1. Critical", stands alone.
 *
 * @param absent stands for neither
 */
export function writeNamed(
  id: number | undefined,
  name: string | undefined,
  absent = "none",
): string {
  if (name === undefined) return id === undefined ? absent : String(id);
  const shown = inLine(name);
  return id === undefined || shown.startsWith(`${id}. `) ? shown : `${id} ${shown}`;
}
