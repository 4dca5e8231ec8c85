import { HelpdeskError } from "../../errors.ts";
import type { Call } from "../calls/call.ts";
import type { Catalogue } from "../catalogue/catalogue.ts";
import type { CatalogueKeeper } from "../catalogue/catalogue_keeper.ts";
import { isSameAddress, labelOf } from "../catalogue/choice.ts";
import type { HelpdeskSession } from "../session/session.ts";
import type { Tickets } from "../tickets/tickets.ts";
import type { Listing } from "./listing.ts";
import type { ListedTicket, ListingAnswer, Named } from "./listing_question.ts";

/** Most tickets that are read to learn whose address is whose. */
const MOST_READ = 3;

/** Most tickets, of which others may have the address in their texts, that are looked through. */
const MOST_LISTED = 200;
/** Accounts that are told user names alone. */
const WITHOUT_STAFF_LIST: ReadonlySet<string> = new Set(["agent", "token"]);

/** Where addresses are looked for. */
interface Parts {
  readonly session: HelpdeskSession;
  readonly catalogue: CatalogueKeeper;
  readonly listing: Listing;
  readonly tickets: Tickets;
}

/**
 * Looks for the user who has an e-mail address, and remembers it. The API tells none; the staff list names by
 * address who has tickets and no full name.
 *
 * @throws {HelpdeskError} what requests throw
 */
export async function learnAddress(text: string, parts: Parts, call: Call): Promise<void> {
  const { session, catalogue: keeper, listing } = parts;
  const address = text.trim();
  const catalogue = await keeper.getWithNames(call);
  const isKnown = catalogue.users.some((user) =>
    [user.username, user.address].some((known) => isSameAddress(known, address))
  );
  if (isKnown || WITHOUT_STAFF_LIST.has((await session.standing(call)).kind)) return;
  const page = { sort: "id", descending: true, offset: 0, limit: MOST_LISTED } as const;
  const question = { search: address, ...page };
  const { tickets } = await listing.list(question, catalogue, call);
  const found = tickets.filter(({ assignedTo }) => isSameAddress(assignedTo?.name, address));
  await nameAssignees({ tickets: found.slice(0, 1) }, catalogue, parts, call);
}

/**
 * Names who is named by an address in a list as everywhere else: one ticket of theirs tells who they are, and is
 * remembered.
 */
export async function nameAssignees<Answer extends Pick<ListingAnswer, "tickets">>(
  answer: Answer,
  catalogue: Catalogue,
  { catalogue: keeper, tickets }: Pick<Parts, "catalogue" | "tickets">,
  call: Call,
): Promise<Answer> {
  const unknown = new Map<string, ListedTicket>();
  for (const ticket of answer.tickets) {
    const { id, name = "" } = ticket.assignedTo ?? {};
    if (id === undefined && name.includes("@") && !unknown.has(name)) unknown.set(name, ticket);
  }
  const known = new Map<string, Named>();
  for (const [address, { id }] of [...unknown].slice(0, MOST_READ)) {
    const user = await assigneeOf(id, tickets, call);
    const name = labelOf(catalogue.users, user);
    if (user === undefined || name === undefined) continue;
    keeper.learnAddress(user, address);
    known.set(address, { id: user, name });
  }
  if (known.size === 0) return answer;
  const named = answer.tickets.map((ticket) => {
    const assignedTo = known.get(ticket.assignedTo?.name ?? "") ?? ticket.assignedTo;
    return { ...ticket, assignedTo };
  });
  return { ...answer, tickets: named };
}

/** The list is right without the name, too. */
async function assigneeOf(id: number, tickets: Tickets, call: Call): Promise<number | undefined> {
  try {
    return (await tickets.get(id, call)).assigned_to;
  } catch (error) {
    if (error instanceof HelpdeskError) return undefined;
    throw error;
  }
}
