import * as z from "zod";
import type { CatalogueList } from "../../helpdesk/catalogue/catalogue.ts";
import { lineOrNothing } from "./fields.ts";

/** What an argument can refer to. */
export type Referent = CatalogueList | "tickets";

/** What an argument means beyond its type, which clients are not told. */
export interface ArgumentRole {
  /** It is an id of one of these, for which a name may stand. */
  readonly refersTo?: Referent;
  /** It gives by name what this other argument gives by id. */
  readonly names?: string;
  /** It is a text of several values, separated by commas. */
  readonly isList?: true;
  /** It holds several of what it refers to. */
  readonly isMany?: true;
}

/** What names a user in place of an id. */
export const ASSIGNEE = 'Name or "me", in place of assigned_to';

const roles = z.registry<ArgumentRole>();

/** A ticket, by its id or another way that `readTicketReference` knows. */
export function ticketId(description = "Ticket id") {
  return reference("tickets", z.int().min(1), description);
}

/** Several tickets, each as `ticketId` takes it. @param most that may be given */
export function ticketIds(most: number) {
  return z.array(z.int().min(1).describe("Id")).min(1).max(most)
    .describe(`Ticket ids, at most ${most}`).register(roles, { refersTo: "tickets", isMany: true });
}

/** A queue, by its id or a name of it. */
export function queueId(description = "Queue id, from get_queues") {
  return reference("queues", z.int().min(1), description);
}

/** A user, by its id or a name of it. @param least 0 where nobody can be meant */
export function userId(description = "User id, from get_users", least = 1) {
  return reference("users", z.int().min(least), description);
}

/** A status, by its id, which a site chooses, or its name. */
export function statusId(description = "Status id, from get_queues") {
  return reference("statuses", z.int(), description);
}

/** A priority, by its id, which a site chooses, or its name. */
export function priorityId(description = "Priority id, from get_queues") {
  return reference("priorities", z.int(), description);
}

/** The name of what another argument takes the id of, for clients that write no text into an integer. */
export function nameFor(argument: string, description: string) {
  return lineOrNothing(description).register(roles, { names: argument });
}

/** A text of values that commas separate; a list stands for it, too. */
export function separatedByCommas(field: z.ZodString): z.ZodString {
  return field.register(roles, { isList: true });
}

function reference(refersTo: Referent, id: z.ZodInt, description: string): z.ZodInt {
  return id.describe(description).register(roles, { refersTo });
}

/** The roles of a tool's arguments, by their names. */
export function rolesIn(input: z.ZodObject): ReadonlyMap<string, ArgumentRole> {
  const found = new Map<string, ArgumentRole>();
  for (const [name, field] of Object.entries(input.shape)) {
    const role = roles.get(unwrapped(field));
    if (role !== undefined) found.set(name, role);
  }
  return found;
}

function unwrapped(field: z.core.$ZodType): z.core.$ZodType {
  return field instanceof z.ZodOptional || field instanceof z.ZodDefault
    ? unwrapped(field.def.innerType)
    : field;
}
