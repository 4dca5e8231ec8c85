import type { Catalogue } from "./catalogue.ts";
import type { HelpdeskSession } from "../session/session.ts";

/**
 * The account's own user id, as far as it is known without asking: agents are told theirs, others are
 * found in the list of users by their name.
 */
export function ownUserId(session: HelpdeskSession, catalogue: Catalogue): number | undefined {
  const { knownStanding, username } = session;
  const told = knownStanding?.kind === "agent" ? knownStanding.info.user_id : undefined;
  if (told !== undefined) return told;
  const matching = catalogue.users.filter(({ label }) => label === username);
  return matching.length === 1 ? matching[0]?.id : undefined;
}
