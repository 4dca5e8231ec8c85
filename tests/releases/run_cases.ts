import type { TestHelpdesk } from "../helpdesk_test_case.ts";
import { callerOf } from "../tools/site_caller.ts";
import { countCases } from "./cases/count_cases.ts";
import { dailyCases } from "./cases/daily_cases.ts";
import { helpdeskCases } from "./cases/helpdesk_cases.ts";
import { listingCases } from "./cases/listing_cases.ts";
import { ticketCases } from "./cases/ticket_cases.ts";
import type { Outcome, ReleaseCase, Work } from "./release_case.ts";

/** All cases, in the order in which they run: lists come first, while the site is at its fixture. */
export const releaseCases: readonly ReleaseCase[] = [
  ...listingCases,
  ...countCases,
  ...ticketCases,
  ...dailyCases,
  ...helpdeskCases,
];

/** The name of a case among all of them. */
export function nameOf({ tool, asked }: ReleaseCase): string {
  return `${tool}: ${asked}`;
}

/**
 * Runs cases on a helpdesk, every one unless some are given.
 *
 * @returns by the cases' names what was found; of what is wrong how it failed
 */
export async function runCases(
  site: TestHelpdesk,
  cases: readonly ReleaseCase[] = releaseCases,
): Promise<Record<string, Outcome | { wrong: string }>> {
  const ids = Array.from({ length: site.fixture.ticketCount }, (_, place) => place + 1);
  const tickets = await Promise.all(ids.map((id) => site.ticket(id, "main")));
  const followUps = await Promise.all(
    ids.map(async (id) => [id, await site.followups(id, "main")] as const),
  );
  const work: Work = {
    site,
    tickets: tickets.filter((ticket) => ticket !== null),
    followUps: new Map(followUps),
    staff: callerOf(site, "staff"),
    agent: callerOf(site, "agent"),
  };
  const found: Record<string, Outcome | { wrong: string }> = {};
  for (const one of cases) {
    try {
      found[nameOf(one)] = await one.run(work);
    } catch (error) {
      found[nameOf(one)] = { wrong: error instanceof Error ? `${error.stack}` : `${error}` };
    }
  }
  return found;
}
