import { HelpdeskError } from "../../errors.ts";
import type { Call } from "../calls/call.ts";
import type { Choice } from "../catalogue/choice.ts";
import {
  namesNone,
  parseTicketReference,
  REMEDY,
  type TicketParts,
  type TicketReference,
  uncheckedSlugs,
  wrongSlug,
} from "./ticket_reference.ts";

/**
 * The ids of several tickets, each given as `readTicketReference` takes one; each once.
 *
 * @param problem begins the messages
 * @throws {HelpdeskError} "invalid", naming every one that names no ticket, or one of another queue
 */
export async function readTicketReferences(
  given: readonly (string | number)[],
  problem: string,
  parts: TicketParts,
  call: Call,
): Promise<number[]> {
  const read = given.map((one) => ({
    text: String(one),
    found: typeof one === "number" ? { id: one } : parseTicketReference(one, parts.session.baseUrl),
  }));
  const none = read.flatMap(({ text, found }) => found === undefined ? [text] : []);
  if (none.length > 0) {
    throw new HelpdeskError("invalid", `${problem}: ${namesNone(none.slice(0, 10), parts)}`);
  }
  const references = read.flatMap(({ found }) => found ?? []);
  const bySlug = new Map<string, readonly Choice[] | undefined>();
  // One after another: the first reads them all.
  for (const { slug } of references) {
    if (slug === undefined || bySlug.has(slug)) continue;
    bySlug.set(slug, await parts.catalogue.queuesWithSlug(slug, call));
  }
  const unchecked: TicketReference[] = [];
  const wrong = await Promise.all(references.map(async (reference) => {
    const { slug } = reference;
    if (slug === undefined) return undefined;
    const named = bySlug.get(slug);
    if (named !== undefined) return await wrongOrLeft(reference, named, parts, call);
    unchecked.push(reference);
  }));
  const problems = wrong.filter((one) => one !== undefined);
  if (problems.length > 0) {
    throw new HelpdeskError("invalid", `${problem}: ${problems.join("; ")}. ${REMEDY}`);
  }
  if (unchecked.length > 0) call.notice(uncheckedSlugs(unchecked));
  return [...new Set(references.map(({ id }) => id))];
}

/** What is not there, or may not be worked, is left to what is done with it, which tells of each ticket. */
async function wrongOrLeft(
  ...asked: Parameters<typeof wrongSlug>
): Promise<string | undefined> {
  try {
    return await wrongSlug(...asked);
  } catch (error) {
    const isLeft = error instanceof HelpdeskError &&
      (error.kind === "not_found" || error.kind === "forbidden" && error.status === undefined);
    if (!isLeft) throw error;
    return undefined;
  }
}
