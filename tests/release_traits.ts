import type { AccountName } from "../site/site_fixture.ts";
import type { TestHelpdesk } from "./helpdesk_test_case.ts";

type Served = Pick<TestHelpdesk, "fixture">;

/** Whether the staff list tells dates, and not prose about them. */
export function listsDates(site: Served): boolean {
  return isFrom(site, "2.6");
}

/** Whether follow-ups tell who was mailed. */
export function tellsMailed(site: Served): boolean {
  return isFrom(site, "2.4");
}

/** Whether the database sorts texts by language; what is sorted here is sorted by code points. */
export function sortsByLanguage({ fixture }: Served): boolean {
  return fixture.database === "postgresql";
}

/** Whether a ticket's page tells the full names of those who may be given it. */
export function tellsFullNames(site: Served): boolean {
  return isFrom(site, "1.8");
}

/** What staff call an account by: its full name where the helpdesk tells it. */
export function staffName(site: Served & Pick<TestHelpdesk, "accounts">, of: AccountName): string {
  const { fullName, username } = site.accounts[of];
  return tellsFullNames(site) ? fullName : username;
}

function isFrom({ fixture }: Served, least: string): boolean {
  return fixture.release.localeCompare(least, "en", { numeric: true }) >= 0;
}
