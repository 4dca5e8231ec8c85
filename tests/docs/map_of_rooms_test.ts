import assert from "node:assert/strict";
import { directionProblem } from "../../scripts/lint/layout.ts";
import { PROJECT_FOLDER } from "../../scripts/release/executable.ts";
import { readDocument, section } from "./documents.ts";

const [, map = ""] = /```\n([^]*?)```/.exec(
  section(await readDocument("docs/development.md"), "The map of rooms"),
) ?? [];

/** The folders of the map, from top to bottom: `lib/helpdesk/session/`. */
const mapped = roomsIn(map);

function roomsIn(text: string): string[] {
  let outer = "";
  return text.split("\n").flatMap((line) => {
    const [, indent = "", folder] = /^( *)(\w[\w/]*\/) /.exec(line) ?? [];
    if (folder === undefined) return [];
    if (indent === "") outer = folder;
    return [indent === "" ? folder : `${outer}${folder}`];
  });
}

async function foldersIn(folder: string): Promise<string[]> {
  const entries = await Array.fromAsync(Deno.readDir(`${PROJECT_FOLDER}${folder}`));
  return entries.filter(({ isDirectory }) => isDirectory).map(({ name }) => `${folder}${name}/`);
}

Deno.test("the map of rooms shows the rooms of lib/ and of those it looks into, and no other", async () => {
  const drawn = ["lib/", "lib/helpdesk/", "lib/mcp/", "lib/tools/"];
  const rooms = (await Promise.all(drawn.map(foldersIn))).flat();
  assert.deepEqual(mapped.toSorted(), rooms.toSorted());
});

Deno.test("no room may import one that stands above it in the map", () => {
  assert(mapped.length > 20);
  mapped.forEach((lower, place) => {
    for (const upper of mapped.slice(0, place)) {
      const importer = `${lower}a.ts`;
      const up = "../".repeat(importer.split("/").length - 1);
      const reference = { importer, specifier: `${up}${upper}b.ts`, isDynamic: false };
      assert(directionProblem(reference), `${lower} may import ${upper}`);
    }
  });
});
