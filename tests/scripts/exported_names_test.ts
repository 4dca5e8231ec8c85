import assert from "node:assert/strict";
import { PROJECT_FOLDER } from "../../scripts/release/executable.ts";
import { sourceFiles } from "./source_files.ts";

const EXPORTED =
  /^export (?:async |abstract )*(?:function\*?|const|class|interface|type|enum) (?<name>\w+)/gm;

Deno.test("no two modules export the same name", async () => {
  const exporters = new Map<string, string[]>();
  for (const file of await sourceFiles("lib/", "scripts/", "site/")) {
    const text = await Deno.readTextFile(`${PROJECT_FOLDER}${file}`);
    for (const { groups } of text.matchAll(EXPORTED)) {
      exporters.getOrInsert(groups?.name ?? "", []).push(file);
    }
  }
  assert(exporters.size > 500, `${exporters.size} exported names were found`);
  const twice = [...exporters].filter(([, files]) => files.length > 1);
  assert.deepEqual(twice, [], "Say in the name what each is");
});
