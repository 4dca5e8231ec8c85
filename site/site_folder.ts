import { fileURLToPath } from "node:url";

/** The Django project, this folder. */
export const SITE_FOLDER = fileURLToPath(new URL(".", import.meta.url));

/** Where everything that is made at run time goes; ignored by git. */
export const WORKING_FOLDER = fileURLToPath(new URL("../.site/", import.meta.url));

/** Whether a file or folder is there. */
export async function exists(path: string): Promise<boolean> {
  try {
    await Deno.stat(path);
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}

/** Removes a file or folder with all it holds; nothing happens where there is none. */
export async function removeAll(path: string): Promise<void> {
  try {
    await Deno.remove(path, { recursive: true });
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
}

/** Copies a folder with all it holds to a path where nothing is yet. */
export async function copyFolder(from: string, to: string): Promise<void> {
  await Deno.mkdir(to, { recursive: true });
  for await (const entry of Deno.readDir(from)) {
    const [source, target] = [`${from}/${entry.name}`, `${to}/${entry.name}`];
    if (entry.isDirectory) await copyFolder(source, target);
    else await Deno.copyFile(source, target);
  }
}

/** Runs work while no other process runs work under the same name. */
export async function whileLocked<T>(name: string, work: () => Promise<T>): Promise<T> {
  await Deno.mkdir(WORKING_FOLDER, { recursive: true });
  using file = await Deno.open(`${WORKING_FOLDER}${name}.lock`, { create: true, write: true });
  await file.lock(true);
  try {
    return await work();
  } finally {
    await file.unlock();
  }
}

/** Hexadecimal SHA-256 of the contents, in the given order. */
export async function contentHash(paths: readonly string[]): Promise<string> {
  const contents = await Promise.all(paths.map((path) => Deno.readFile(path)));
  const parts = new Blob(
    contents.flatMap((bytes, index) => [`\n${index} ${bytes.length}\n`, bytes]),
  );
  const digest = await crypto.subtle.digest("SHA-256", await parts.arrayBuffer());
  return new Uint8Array(digest).toHex();
}
