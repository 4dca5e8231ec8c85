import { HelpdeskError } from "../../errors.ts";
import type { Call } from "../../helpdesk/calls/call.ts";
import { idOfNamed } from "../../helpdesk/catalogue/named_choice.ts";
import { learnAddress } from "../../helpdesk/listing/assignee_addresses.ts";
import type { Helpdesk } from "../../helpdesk/helpdesk.ts";
import { readTicketReference } from "../../helpdesk/tickets/ticket_reference.ts";
import { readTicketReferences } from "../../helpdesk/tickets/ticket_references.ts";
import { shownLine } from "../../text/shown_text.ts";
import type { Referent } from "./argument_roles.ts";
import type { GivenList, GivenReference } from "./given_references.ts";

/**
 * Finds out the ids that names stand for.
 *
 * @param tool is not called when one of them stands for nothing
 * @returns the ids by argument
 * @throws {HelpdeskError} "invalid" for a name that stands for nothing or for several, and where one argument
 * was given in two ways that mean different things; what reading the helpdesk's lists throws
 */
export async function resolveReferences(
  tool: string,
  references: readonly (GivenReference | GivenList)[],
  helpdesk: Helpdesk,
  call: Call,
): Promise<Readonly<Record<string, number | number[]>>> {
  const ids: Record<string, number | number[]> = {};
  for (const reference of references) {
    const { argument, refersTo } = reference;
    if ("listed" in reference) {
      const problem = `${tool} was not called: ${argument}`;
      ids[argument] = await readTicketReferences(reference.listed, problem, helpdesk, call);
      continue;
    }
    const { given } = reference;
    const meant = new Map<string, number>();
    for (const [called, value] of given) {
      const problem = `${tool} was not called: ${called}`;
      meant.set(called, await idOf(refersTo, value, problem, helpdesk, call));
    }
    const [id, ...others] = new Set(meant.values());
    if (id === undefined || others.length > 0) throw contradiction(tool, given, meant);
    ids[argument] = id;
  }
  return ids;
}

async function idOf(
  refersTo: Referent,
  value: string | number,
  problem: string,
  helpdesk: Helpdesk,
  call: Call,
): Promise<number> {
  if (typeof value === "number") return value;
  if (refersTo === "users" && value.includes("@")) await learnAddress(value, helpdesk, call);
  return refersTo === "tickets"
    ? await readTicketReference(value, problem, helpdesk, call)
    : await idOfNamed(refersTo, value, problem, helpdesk, call);
}

function contradiction(
  tool: string,
  given: GivenReference["given"],
  meant: ReadonlyMap<string, number>,
): HelpdeskError {
  const each = [...given].map(([called, value]) =>
    `${called} ${JSON.stringify(typeof value === "string" ? shownLine(value, 60) : value)} is ${
      meant.get(called)
    }`
  );
  return new HelpdeskError(
    "invalid",
    `${tool} was not called: ${each.join(", ")}, and these are one argument. Give one of them`,
  );
}
