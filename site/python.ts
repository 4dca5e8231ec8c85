import {
  contentHash,
  exists,
  removeAll,
  SITE_FOLDER,
  whileLocked,
  WORKING_FOLDER,
} from "./site_folder.ts";

const CANDIDATES = ["python3", "python", "python3.14", "python3.13", "python3.12", "python3.11"];
// Bytecode goes elsewhere, and dependencies are all named.
const INSTALL = ["--disable-pip-version-check", "--no-input", "--no-compile", "--no-deps"];
const MINIMUM = [3, 10] as const;

/** A Python interpreter that can run the site, or why there is none. */
export type FoundPython = { path: string } | { reason: string };

/** Looks on PATH for a Python of at least 3.10. */
export async function findPython(): Promise<FoundPython> {
  const seen: string[] = [];
  for (const candidate of [...CANDIDATES, "python3.10"]) {
    const version = await versionOf(candidate);
    if (version === undefined) continue;
    const [major = 0, minor = 0] = version.split(".").map(Number);
    if (major === MINIMUM[0] && minor >= MINIMUM[1]) return { path: candidate };
    seen.push(`${candidate} is ${version}`);
  }
  const found = seen.length > 0 ? `only ${seen.join(", ")}` : "none on PATH";
  return { reason: `needs Python ${MINIMUM.join(".")} or newer, found ${found}` };
}

async function versionOf(command: string): Promise<string | undefined> {
  try {
    const script = "import sys; print('%d.%d' % sys.version_info[:2])";
    const { success, stdout } = await new Deno.Command(command, {
      args: ["-c", script],
      stderr: "null",
    }).output();
    return success ? new TextDecoder().decode(stdout).trim() : undefined;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}

/** What a Python process of the site gets in its environment, besides what this process has. */
export function pythonEnvironment(siteOptions?: string): Record<string, string> {
  const environment: Record<string, string> = {
    PYTHONPYCACHEPREFIX: `${WORKING_FOLDER}bytecode`,
    PYTHONUTF8: "1",
  };
  if (siteOptions !== undefined) environment.SITE_OPTIONS = siteOptions;
  return environment;
}

/**
 * Runs Python to its end, in the project's folder.
 * @returns what it printed on stdout
 * @throws Error with what it printed when it fails
 */
export async function runPython(
  python: string,
  args: readonly string[],
  siteOptions?: string,
): Promise<string> {
  const { success, code, stdout, stderr } = await new Deno.Command(python, {
    args: [...args],
    cwd: SITE_FOLDER,
    env: pythonEnvironment(siteOptions),
    stdin: "null",
  }).output();
  const [answer = "", errors] = [stdout, stderr].map((bytes) => new TextDecoder().decode(bytes));
  if (success) return answer;
  const printed = `${answer}\n${errors}`;
  throw new Error(`"python ${args.join(" ")}" ended with code ${code}: ${printed.slice(-4000)}`);
}

/**
 * A virtual environment below `.site/` with the pinned packages of requirements files and no others,
 * made once per state of those files, however many processes ask at the same time.
 *
 * @param options `python`: a command of a Python with venv; `name`: the environment's folder;
 * `requirements`: paths of the files; `report` is told what takes long; `packages` says what they are
 * @returns the environment's interpreter
 * @throws Error when the packages cannot be installed
 */
export async function virtualEnvironment(options: {
  readonly python: string;
  readonly name: string;
  readonly requirements: readonly string[];
  readonly packages: string;
  readonly report: (progress: string) => void;
}): Promise<string> {
  const { python, name, requirements, packages, report } = options;
  const folder = `${WORKING_FOLDER}${name}`;
  const interpreter = Deno.build.os === "windows"
    ? `${folder}\\Scripts\\python.exe`
    : `${folder}/bin/python`;
  const stamp = `${folder}/requirements.sha256`;
  const hash = await contentHash(requirements);
  await whileLocked(name, async () => {
    if (await exists(stamp) && await Deno.readTextFile(stamp) === hash) return;
    await removeAll(folder);
    report(`Making a virtual environment in .site/${name}`);
    await runPython(python, ["-m", "venv", folder]);
    report(`Installing ${packages} (only this once)`);
    const files = requirements.flatMap((path) => ["-r", path]);
    await runPython(interpreter, ["-m", "pip", "install", ...INSTALL, ...files]);
    await Deno.writeTextFile(stamp, hash);
  });
  return interpreter;
}
