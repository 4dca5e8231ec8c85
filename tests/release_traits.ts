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

function isFrom({ fixture }: Served, least: string): boolean {
  return fixture.release.localeCompare(least, "en", { numeric: true }) >= 0;
}
