import { HelpdeskError } from "../../errors.ts";
import type { Call } from "../calls/call.ts";
import type { Catalogue } from "./catalogue.ts";
import type { UserChoice } from "./choice.ts";
import type { HelpdeskSession } from "../session/session.ts";

/**
 * The account's own user id, as far as it is known without asking: agents are told theirs, others are
 * found in the list of users by their name.
 */
export function ownUserId(session: HelpdeskSession, catalogue: Catalogue): number | undefined {
  const { knownStanding, username } = session;
  const told = knownStanding?.kind === "agent" ? knownStanding.info.user_id : undefined;
  if (told !== undefined) return told;
  const matching = catalogue.users.filter((user) => user.username === username);
  return username !== undefined && matching.length === 1 ? matching[0]?.id : undefined;
}

/** The account in the list of users; undefined where it is not found there without asking. */
export function ownUser(session: HelpdeskSession, catalogue: Catalogue): UserChoice | undefined {
  const id = ownUserId(session, catalogue);
  return id === undefined ? undefined : catalogue.users.find((user) => user.id === id);
}

/**
 * The account's own user id.
 *
 * @param asked what cannot be applied without it: "mine"
 * @throws {HelpdeskError} "invalid" when it cannot be found out
 */
export async function requireOwnUser(
  session: HelpdeskSession,
  catalogue: Catalogue,
  asked: string,
  call: Call,
): Promise<number> {
  await session.standing(call);
  const own = ownUserId(session, catalogue);
  if (own !== undefined) return own;
  throw new HelpdeskError(
    "invalid",
    `${asked} cannot be applied: the helpdesk does not tell this account's user id. Use assigned_to with ` +
      "the id from get_users",
  );
}
