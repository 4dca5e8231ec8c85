import type { Site } from "../../site/site.ts";
import { callerOf } from "../tools/site_caller.ts";
import { helpdeskCases } from "./cases/helpdesk_cases.ts";
import { listingCases } from "./cases/listing_cases.ts";
import { ticketCases } from "./cases/ticket_cases.ts";
import type { Outcome, ReleaseCase, Work } from "./release_case.ts";

/** All cases, in the order in which they run: lists come first, while the site is at its fixture. */
export const releaseCases: readonly ReleaseCase[] = [
  ...listingCases,
  ...ticketCases,
  ...helpdeskCases,
];

/** The name of a case among all of them. */
export function nameOf({ tool, asked }: ReleaseCase): string {
  return `${tool}: ${asked}`;
}

/**
 * Runs every case on a site.
 *
 * @returns by the cases' names what was found; of what is wrong how it failed
 */
export async function runCases(site: Site): Promise<Record<string, Outcome | { wrong: string }>> {
  const served = Object.assign(site, { users: [], fetch: (request: Request) => fetch(request) });
  const ids = Array.from({ length: site.fixture.ticketCount }, (_, place) => place + 1);
  const tickets = await Promise.all(ids.map((id) => site.ticket(id, "main")));
  const followUps = await Promise.all(
    ids.map(async (id) => [id, await site.followups(id, "main")] as const),
  );
  const work: Work = {
    site,
    tickets: tickets.filter((ticket) => ticket !== null),
    followUps: new Map(followUps),
    staff: callerOf(served, "staff"),
    agent: callerOf(served, "agent"),
  };
  const found: Record<string, Outcome | { wrong: string }> = {};
  for (const one of releaseCases) {
    try {
      found[nameOf(one)] = await one.run(work);
    } catch (error) {
      found[nameOf(one)] = { wrong: error instanceof Error ? `${error.stack}` : `${error}` };
    }
  }
  return found;
}
