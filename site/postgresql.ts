import { findPython, runPython } from "./python.ts";
import { WORKING_FOLDER } from "./site_folder.ts";

/** A PostgreSQL server that a site can run for itself, or why there is none. */
export type FoundPostgresql = { programs: string } | { reason: string };

/** Looks for a PostgreSQL server on this machine that can keep its data below `.site/`. */
export async function findPostgresql(): Promise<FoundPostgresql> {
  const python = await findPython();
  if ("reason" in python) return python;
  await Deno.mkdir(WORKING_FOLDER, { recursive: true });
  return JSON.parse(await runPython(python.path, ["-m", "postgresql.find", WORKING_FOLDER]));
}
