import { findPython, virtualEnvironment } from "./python.ts";
import { SITE_FOLDER } from "./site_folder.ts";

/** What is needed to start sites, or why this machine cannot have it. */
export type SitePreparation =
  | { kind: "ready"; python: string }
  | { kind: "no_python"; reason: string };

let preparation: Promise<SitePreparation> | undefined;

/**
 * Makes the virtual environment with the pinned packages, once per state of `requirements.txt`,
 * however many processes ask at the same time.
 * @param report is told what takes long; by default it is printed on stderr
 * @throws Error when Python is there and the packages cannot be installed
 */
export function prepareSite(
  report: (progress: string) => void = console.error,
): Promise<SitePreparation> {
  preparation ??= prepare(report);
  return preparation;
}

async function prepare(report: (progress: string) => void): Promise<SitePreparation> {
  const found = await findPython();
  if ("reason" in found) return { kind: "no_python", reason: found.reason };
  const python = await virtualEnvironment({
    python: found.path,
    name: "venv",
    requirements: `${SITE_FOLDER}requirements.txt`,
    packages: "django-helpdesk and what it needs, a minute or two",
    report,
  });
  return { kind: "ready", python };
}
