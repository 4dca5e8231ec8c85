import { tools } from "../../lib/tools/registry.ts";
import { programFlags } from "../release/permissions.ts";
import { APP_ENDING, APP_FOLDER, appPages } from "./app_pages.ts";
import { documentParts } from "./document_parts.ts";
import { LISTED_PATH, listedAnswers } from "./listed_answers.ts";
import { fillMarkedParts } from "./marked_parts.ts";
import { SNAPSHOT_FOLDER, toolSnapshots } from "./tool_snapshots.ts";

/** What is wrong with a file that is made of the code. */
export interface Drift {
  /** Path below the project's folder. */
  readonly path: string;
  readonly problem: "missing" | "stale" | "superfluous";
}

/**
 * The files that are made of the code, whole or in part, by their paths below the project's folder:
 * documents, the task that starts the program, what it answers to lists, the pages of the views, and a
 * snapshot of each tool.
 *
 * @param folder the project's, ending in `/`
 * @throws {Error} when a document lacks the marks of a part, or the files a version or task
 */
export async function madeFiles(folder: string): Promise<ReadonlyMap<string, string>> {
  const read = (path: string) => Deno.readTextFile(`${folder}${path}`);
  const denoVersion = /\bdeno@(\d+\.\d+\.\d+)/.exec(await read(".ci/run"))?.[1];
  if (denoVersion === undefined) throw new Error(".ci/run names no version of Deno");
  const documents = new Map<string, string>();
  for (const [path, parts] of documentParts(denoVersion)) {
    documents.set(path, await formatted(fillMarkedParts(await read(path), parts), folder));
  }
  return new Map([
    ...documents,
    ["deno.json", withStartTask(await read("deno.json"))],
    [LISTED_PATH, listedAnswers()],
    ...await appPages(folder),
    ...toolSnapshots(tools),
  ]);
}

/** Folders that hold what is made of the code alone, but for files of another ending. */
const MADE_FOLDERS = [
  { folder: SNAPSHOT_FOLDER, ending: ".json" },
  { folder: APP_FOLDER, ending: APP_ENDING },
];

/**
 * The files of that kind that there are: each that is made, and what else lies in a folder that something
 * is made for.
 *
 * @param made `madeFiles`, or some of them
 */
export async function storedFiles(
  folder: string,
  made: ReadonlyMap<string, string>,
): Promise<ReadonlyMap<string, string>> {
  const paths = new Set(made.keys());
  for (const { folder: place, ending } of MADE_FOLDERS) {
    if (!made.keys().some((path) => path.startsWith(place))) continue;
    for (const path of await filesIn(folder, place)) if (path.endsWith(ending)) paths.add(path);
  }
  const stored = new Map<string, string>();
  for (const path of paths) {
    const content = await unlessMissing(() => Deno.readTextFile(`${folder}${path}`));
    if (content !== undefined) stored.set(path, content);
  }
  return stored;
}

/** What has to be written, and removed, to make the stored files what they should be. */
export function driftOf(
  made: ReadonlyMap<string, string>,
  stored: ReadonlyMap<string, string>,
): Drift[] {
  const drifted = [...made].filter(([path, content]) => stored.get(path) !== content);
  const superfluous = [...stored.keys()].filter((path) => !made.has(path));
  return [
    ...drifted.map(([path]): Drift => ({ path, problem: stored.has(path) ? "stale" : "missing" })),
    ...superfluous.map((path): Drift => ({ path, problem: "superfluous" })),
  ];
}

/** deno.json with the program's flags in the task that starts it, and nothing else changed. */
export function withStartTask(denoJson: string): string {
  const task = `deno run ${programFlags().join(" ")} main.ts`;
  const line = /^(\s*"start": )"[^"]*"/m;
  if (!line.test(denoJson)) throw new Error('deno.json has no task "start"');
  return denoJson.replace(line, (_, name: string) => `${name}${JSON.stringify(task)}`);
}

async function filesIn(folder: string, place: string): Promise<string[]> {
  const names = await unlessMissing(() =>
    Array.fromAsync(Deno.readDir(`${folder}${place}`), ({ name }) => name)
  );
  return (names ?? []).sort().map((name) => `${place}${name}`);
}

async function unlessMissing<Value>(read: () => Promise<Value>): Promise<Value | undefined> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}

/** A Markdown text as `deno fmt` writes it, with the project's settings. */
async function formatted(markdown: string, folder: string): Promise<string> {
  const process = new Deno.Command(Deno.execPath(), {
    args: ["fmt", "--ext=md", "-"],
    cwd: folder,
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const writer = process.stdin.getWriter();
  await writer.write(new TextEncoder().encode(markdown));
  await writer.close();
  const { success, stdout, stderr } = await process.output();
  if (!success) throw new Error(`deno fmt failed: ${new TextDecoder().decode(stderr)}`);
  return new TextDecoder().decode(stdout);
}
