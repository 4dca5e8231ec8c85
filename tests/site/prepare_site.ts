import { findPython, runPython } from "./python.ts";
import { contentHash, exists, PROJECT_FOLDER, removeAll, whileLocked } from "./site_folder.ts";
import { WORKING_FOLDER } from "./site_folder.ts";

/** What is needed to start sites, or why this machine cannot have it. */
export type SitePreparation =
  | { kind: "ready"; python: string }
  | { kind: "no_python"; reason: string };

const REQUIREMENTS = `${PROJECT_FOLDER}requirements.txt`;
const ENVIRONMENT = `${WORKING_FOLDER}venv`;
const PYTHON = Deno.build.os === "windows"
  ? `${ENVIRONMENT}\\Scripts\\python.exe`
  : `${ENVIRONMENT}/bin/python`;

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
  const hash = await contentHash([REQUIREMENTS]);
  await whileLocked("venv", async () => {
    if (await stampedHash() === hash) return;
    await removeAll(ENVIRONMENT);
    report("Making a virtual environment for the test helpdesk in .site/venv");
    await runPython(found.path, ["-m", "venv", ENVIRONMENT]);
    report("Installing django-helpdesk and what it needs (a minute or two, only this once)");
    const install = ["-m", "pip", "install", "--disable-pip-version-check", "--no-input", "-r"];
    await runPython(PYTHON, [...install, REQUIREMENTS]);
    await Deno.writeTextFile(`${ENVIRONMENT}/requirements.sha256`, hash);
  });
  return { kind: "ready", python: PYTHON };
}

async function stampedHash(): Promise<string | undefined> {
  const stamp = `${ENVIRONMENT}/requirements.sha256`;
  return await exists(stamp) ? await Deno.readTextFile(stamp) : undefined;
}
