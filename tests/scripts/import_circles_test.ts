import assert from "node:assert/strict";
import { PROJECT_FOLDER } from "../../scripts/release/executable.ts";
import { sourceFiles } from "./source_files.ts";

/** Imports of values and types, at once and later. */
const IMPORTED = /(?:\bfrom |\bimport\()"(?<path>\.[^"]+\.ts)"/g;

/** What each module imports of the others. */
async function readImports(files: readonly string[]): Promise<Map<string, readonly string[]>> {
  const imports = new Map<string, readonly string[]>();
  for (const file of files) {
    const text = await Deno.readTextFile(`${PROJECT_FOLDER}${file}`);
    const paths = [...text.matchAll(IMPORTED)].map(({ groups }) =>
      new URL(groups?.path ?? "", `file:///${file}`).pathname.slice(1)
    );
    imports.set(file, paths);
  }
  return imports;
}

Deno.test("no module imports itself by way of others", async () => {
  const left = await readImports(await sourceFiles("lib/", "scripts/", "site/"));
  assert(left.size > 400, `${left.size} modules were found`);
  // What imports nothing that is left stands in no circle.
  for (let before = 0; before !== left.size;) {
    before = left.size;
    for (const [file, imports] of left) {
      if (!imports.some((path) => left.has(path))) left.delete(file);
    }
  }
  assert.deepEqual([...left.keys()], [], "These import each other, or what does");
});
