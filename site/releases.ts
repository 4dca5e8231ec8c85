import { SITE_FOLDER } from "./site_folder.ts";

/** The releases of django-helpdesk that a site can be, oldest first; each has its pinned packages. */
export const RELEASES = [
  "1.6.2",
  "2.0.2",
  "2.1.1",
  "2.2.0",
  "2.3.3",
  "2.4.2",
  "2.5.1",
  "2.6.1",
] as const;
export type Release = (typeof RELEASES)[number];

/** What a site is unless it is asked for another one: the newest. */
export const NEWEST_RELEASE = "2.6.1" satisfies Release;

/** Whether a text names one of them. */
export function isRelease(text: string | undefined): text is Release {
  return RELEASES.some((release) => release === text);
}

/** What holds the data; PostgreSQL only while the site runs. */
export type Database = "sqlite" | "postgresql";

/** The pinned packages of a release, and the folder below `.site/` that they are installed in. */
export function packagesOf(
  release: Release,
  database: Database = "sqlite",
): { requirements: string[]; environment: string } {
  const folder = `${SITE_FOLDER}requirements/`;
  const requirements = [`${folder}common.txt`, `${folder}${release}.txt`];
  if (database === "sqlite") return { requirements, environment: `venv-${release}` };
  return {
    requirements: [...requirements, `${folder}${database}.txt`],
    environment: `venv-${release}-${database}`,
  };
}
