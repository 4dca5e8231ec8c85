import type { Standing } from "../login/standing.ts";

/**
 * What an agent sees, a sentence without its full stop: the Dolt edition starts a branch at the last commit
 * of `main`, and commits there only what pull requests bring.
 */
export const AGENT_VIEW =
  "An agent sees main's last commit and its own changes, not what people did since";

/** What a ticket that is not there means to the caller. */
export function noSuchTicket(id: number, standing: Standing | undefined): string {
  const missing =
    `There is no ticket ${id}, or this account may not see it; list_tickets finds tickets`;
  return standing?.kind === "agent" ? `${missing}. ${AGENT_VIEW}` : missing;
}
