import assert from "node:assert/strict";
import { PROJECT_FOLDER } from "../../scripts/release/executable.ts";

const EXPORTED =
  /^export (?:async |abstract )*(?:function\*?|const|class|interface|type|enum) (?<name>\w+)/gm;

/** The TypeScript files below a folder of the project, by their paths in it. */
async function sourceFiles(folder: string): Promise<string[]> {
  const files: string[] = [];
  for await (const { name, isDirectory } of Deno.readDir(`${PROJECT_FOLDER}${folder}`)) {
    if (isDirectory) files.push(...await sourceFiles(`${folder}${name}/`));
    else if (name.endsWith(".ts")) files.push(`${folder}${name}`);
  }
  return files;
}

Deno.test("no two modules export the same name", async () => {
  const folders = await Promise.all(["lib/", "scripts/", "site/"].map(sourceFiles));
  const exporters = new Map<string, string[]>();
  for (const file of folders.flat()) {
    const text = await Deno.readTextFile(`${PROJECT_FOLDER}${file}`);
    for (const { groups } of text.matchAll(EXPORTED)) {
      exporters.getOrInsert(groups?.name ?? "", []).push(file);
    }
  }
  assert(exporters.size > 500, `${exporters.size} exported names were found`);
  const twice = [...exporters].filter(([, files]) => files.length > 1);
  assert.deepEqual(twice, [], "Say in the name what each is");
});
