import { findPython, virtualEnvironment } from "./python.ts";
import { NEWEST_RELEASE, packagesOf, type Release } from "./releases.ts";

/** What is needed to start sites, or why this machine cannot have it. */
export type SitePreparation =
  | { kind: "ready"; python: string }
  | { kind: "no_python"; reason: string };

const preparations = new Map<Release, Promise<SitePreparation>>();

/**
 * Makes the virtual environment with the pinned packages of a release, once per state of their list,
 * however many processes ask at the same time.
 * @param report is told what takes long; by default it is printed on stderr
 * @throws Error when Python is there and the packages cannot be installed
 */
export function prepareSite(
  release: Release = NEWEST_RELEASE,
  report: (progress: string) => void = console.error,
): Promise<SitePreparation> {
  const preparation = preparations.get(release) ?? prepare(release, report);
  preparations.set(release, preparation);
  return preparation;
}

async function prepare(
  release: Release,
  report: (progress: string) => void,
): Promise<SitePreparation> {
  const found = await findPython();
  if ("reason" in found) return { kind: "no_python", reason: found.reason };
  const { requirements, environment } = packagesOf(release);
  const python = await virtualEnvironment({
    python: found.path,
    name: environment,
    requirements,
    packages: `django-helpdesk ${release} and what it needs, a minute or two`,
    report,
  });
  return { kind: "ready", python };
}
