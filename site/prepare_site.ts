import { findPostgresql } from "./postgresql.ts";
import { findPython, virtualEnvironment } from "./python.ts";
import { NEWEST_RELEASE, packagesOf } from "./releases.ts";
import type { SiteOptions } from "./site_options.ts";

/** What is needed to start sites, or why this machine cannot have it. */
export type SitePreparation =
  | { kind: "ready"; python: string }
  | { kind: "missing"; reason: string };

const preparations = new Map<string, Promise<SitePreparation>>();

/**
 * Makes the virtual environment with the pinned packages of a release and a database, once per state of
 * their list, however many processes ask at the same time.
 * @param report is told what takes long; by default it is printed on stderr
 * @throws Error when Python is there and the packages cannot be installed
 */
export function prepareSite(
  options: Pick<SiteOptions, "release" | "database"> = {},
  report: (progress: string) => void = console.error,
): Promise<SitePreparation> {
  const { environment } = packagesOf(options.release ?? NEWEST_RELEASE, options.database);
  const preparation = preparations.get(environment) ?? prepare(options, report);
  preparations.set(environment, preparation);
  return preparation;
}

async function prepare(
  { release = NEWEST_RELEASE, database }: Pick<SiteOptions, "release" | "database">,
  report: (progress: string) => void,
): Promise<SitePreparation> {
  const found = await findPython();
  if ("reason" in found) return { kind: "missing", reason: found.reason };
  if (database === "postgresql") {
    const server = await findPostgresql();
    if ("reason" in server) return { kind: "missing", reason: server.reason };
  }
  const { requirements, environment } = packagesOf(release, database);
  const python = await virtualEnvironment({
    python: found.path,
    name: environment,
    requirements,
    packages: `django-helpdesk ${release} and what it needs, a minute or two`,
    report,
  });
  return { kind: "ready", python };
}
