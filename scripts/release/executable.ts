import { fileURLToPath } from "node:url";

/** The folder of this repository, ending in a separator. */
export const PROJECT_FOLDER = fileURLToPath(new URL("../../", import.meta.url));

/** The server, as `compileExecutable` takes it. */
export const program = {
  entry: "main.ts",
  workers: ["lib/http/confined/confined_worker.ts", "lib/documents/document_worker.ts"],
} as const;

/** What is compiled, and what it may do. */
export interface ExecutablePlan {
  /** The program's first module, relative to the repository. */
  readonly entry: string;
  /** Modules that the program starts as workers, relative to the repository, as `.ts`. */
  readonly workers: readonly string[];
  /** Path of the executable to write; its folder is made when it is not there. */
  readonly output: string;
  /** Flags of `deno compile`; nothing that they do not name is allowed. */
  readonly flags: readonly string[];
  /** Platform, as `deno compile --target` names it; this one when absent. */
  readonly target?: string;
}

/** An executable that was written. */
export interface Executable {
  readonly path: string;
  readonly bytes: number;
  /** Hexadecimal. */
  readonly sha256: string;
}

/**
 * Bundles and minifies a program, then compiles the bundle, so that nothing of `node_modules` gets into
 * the executable. `COMPILE_DENO` names another Deno for the second step, where this one cannot load the
 * runtime it puts into executables.
 *
 * @throws {Error} with what Deno said, when a step fails
 */
export async function compileExecutable(plan: ExecutablePlan): Promise<Executable> {
  const { output } = plan;
  const bundle = await Deno.makeTempDir({ dir: await folderOf(output), prefix: "bundle-" });
  try {
    await run(Deno.execPath(), bundleArguments(plan, bundle));
    const compiler = Deno.env.get("COMPILE_DENO") || Deno.execPath();
    await run(compiler, compileArguments(plan, bundle));
  } finally {
    await Deno.remove(bundle, { recursive: true });
  }
  const content = await Deno.readFile(output);
  const digest = await crypto.subtle.digest("SHA-256", content);
  return { path: output, bytes: content.length, sha256: new Uint8Array(digest).toHex() };
}

/**
 * The modules that a program's bundle is made of, as paths.
 *
 * @throws {Error} with what Deno said, when bundling fails
 */
export async function bundledSources(
  plan: Pick<ExecutablePlan, "entry" | "workers" | "output">,
): Promise<string[]> {
  const folder = await Deno.makeTempDir({ dir: await folderOf(plan.output), prefix: "bundle-" });
  try {
    await run(Deno.execPath(), [...bundleArguments(plan, folder), "--sourcemap=external"]);
    const maps = await Array.fromAsync(sourceMapsIn(folder), (path) => Deno.readTextFile(path));
    return maps.flatMap((map): string[] => JSON.parse(map).sources);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

async function* sourceMapsIn(folder: string): AsyncGenerator<string> {
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    const path = `${folder}/${name}`;
    if (isDirectory) yield* sourceMapsIn(path);
    else if (name.endsWith(".js.map")) yield path;
  }
}

/** The deepest folder that all paths lie in, ending in a slash; empty for the one they are relative to. */
function commonFolder(paths: readonly string[]): string {
  const [first = "", ...others] = paths.map((path) => path.split("/").slice(0, -1));
  const length = [...first].findIndex((part, index) => others.some((path) => path[index] !== part));
  const common = [...first].slice(0, length < 0 ? undefined : length);
  return common.map((part) => `${part}/`).join("");
}

/** The folder of a file, which is made when it is not there. */
async function folderOf(file: string): Promise<string> {
  const folder = file.replace(/[^/\\]*$/, "") || "./";
  await Deno.mkdir(folder, { recursive: true });
  return folder;
}

/** In several files, because what is imported later must not be run, nor even parsed, at the start. */
function bundleArguments(
  { entry, workers }: Pick<ExecutablePlan, "entry" | "workers">,
  folder: string,
): string[] {
  return [
    "bundle",
    "--quiet",
    "--minify",
    "--code-splitting",
    `--config=${PROJECT_FOLDER}deno.json`,
    `--outdir=${folder}`,
    entry,
    ...workers,
  ];
}

function compileArguments(plan: ExecutablePlan, bundle: string): string[] {
  // `deno bundle` keeps the folders below the deepest one that holds all of the modules.
  const common = commonFolder([plan.entry, ...plan.workers]);
  const bundled = (module: string) =>
    `${bundle}/${module.slice(common.length).replace(/\.ts$/, ".js")}`;
  return [
    "compile",
    "--quiet",
    "--no-config",
    "--no-lock",
    "--no-npm",
    "--no-remote",
    // It lies under a known name where other accounts of the machine can write: they could plant code.
    "--no-code-cache",
    ...plan.flags,
    ...plan.target === undefined ? [] : [`--target=${plan.target}`],
    ...plan.workers.length === 0 ? [] : ["--unstable-worker-options"],
    ...plan.workers.map((worker) => `--include=${bundled(worker)}`),
    `--output=${plan.output}`,
    bundled(plan.entry),
  ];
}

async function run(command: string, args: readonly string[]): Promise<void> {
  const { success, stdout, stderr } = await new Deno.Command(command, {
    args: [...args],
    cwd: PROJECT_FOLDER,
    env: { NO_COLOR: "1" },
    stdin: "null",
  }).output();
  if (success) return;
  const said = new TextDecoder().decode(stderr) || new TextDecoder().decode(stdout);
  throw new Error(`deno ${args[0]} failed:\n${said.trim()}`);
}
