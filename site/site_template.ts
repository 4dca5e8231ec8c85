import { runPython } from "./python.ts";
import {
  contentHash,
  copyFolder,
  exists,
  removeAll,
  SITE_FOLDER,
  whileLocked,
  WORKING_FOLDER,
} from "./site_folder.ts";
import { NEWEST_RELEASE, packagesOf } from "./releases.ts";
import { optionsForPython, type SiteOptions } from "./site_options.ts";

const TEMPLATES = `${WORKING_FOLDER}templates/`;
const HASH_LENGTH = 16;

/**
 * Fills a new data directory with database, media and description of the fixture.
 * @param keepPristine also leaves a second copy of the database, which a site needs for reset(); a cluster
 * has one in any case
 */
export async function copyTemplate(
  python: string,
  options: SiteOptions,
  dataDirectory: string,
  keepPristine: boolean,
): Promise<void> {
  const template = await ensureTemplate(python, options);
  // A copy that was interrupted must not pass for a data directory.
  const copying = `${dataDirectory}.copying`;
  await removeAll(copying);
  await copyFolder(template, copying);
  if (keepPristine && options.database !== "postgresql") {
    await Deno.copyFile(`${template}/database.sqlite3`, `${copying}/pristine.sqlite3`);
  }
  await Deno.rename(copying, dataDirectory);
}

/** The template's folder, built when the project's code or this kind of content is new. */
async function ensureTemplate(
  python: string,
  {
    release = NEWEST_RELEASE,
    statuses = "default",
    users = "integer",
    database = "sqlite",
  }: SiteOptions,
): Promise<string> {
  const sources = [
    ...await sourceFiles(SITE_FOLDER),
    ...packagesOf(release, database).requirements,
  ];
  const hash = (await contentHash(sources)).slice(0, HASH_LENGTH);
  const kind = `${release}-${database}-${statuses}-${users}`;
  const template = `${TEMPLATES}${kind}-${hash}`;
  if (await exists(template)) return template;
  return await whileLocked(`templates-${kind}`, async () => {
    if (await exists(template)) return template;
    await removeOlder(`${kind}-`);
    const building = `${template}.building`;
    await removeAll(building);
    await Deno.mkdir(building, { recursive: true });
    const options = optionsForPython({ statuses, users, database }, building);
    await runPython(python, ["manage.py", "prepare"], options);
    // Each site makes its own key, so that a session cookie of one is worth nothing to another.
    await Deno.remove(`${building}/secret_key`);
    await Deno.rename(building, template);
    return template;
  });
}

async function removeOlder(prefix: string): Promise<void> {
  if (!await exists(TEMPLATES)) return;
  for await (const { name } of Deno.readDir(TEMPLATES)) {
    if (name.startsWith(prefix)) await removeAll(`${TEMPLATES}${name}`);
  }
}

/** Everything the fixture depends on, in a stable order. */
async function sourceFiles(folder: string): Promise<string[]> {
  const files: string[] = [];
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    if (isDirectory) files.push(...await sourceFiles(`${folder}${name}/`));
    else if (name.endsWith(".py")) files.push(`${folder}${name}`);
  }
  return files.sort();
}
