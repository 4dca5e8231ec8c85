import project from "../../deno.json" with { type: "json" };
import { readHelpAlone, runProgram } from "../command_line.ts";
import { bundleManifest } from "./bundle_manifest.ts";
import { PROJECT_FOLDER } from "./executable.ts";
import { serverJson, UNPUBLISHED } from "./server_json.ts";

const COMPILE_USAGE =
  `Writes server.json and manifest.json anew, of deno.json, the settings and the tools.

Usage: deno task metadata

  --help  print this`;

/** The files that are made of deno.json, the settings and the tools, with their content. */
export const metadataFiles: ReadonlyMap<string, string> = new Map([
  ["server.json", asText(serverJson(project, UNPUBLISHED))],
  ["manifest.json", asText(bundleManifest(project))],
]);

/** JSON as it lies in the repository. */
export function asText(content: unknown): string {
  return `${JSON.stringify(content, undefined, 2)}\n`;
}

async function writeMetadata(): Promise<void> {
  for (const [file, content] of metadataFiles) {
    await Deno.writeTextFile(`${PROJECT_FOLDER}${file}`, content);
    console.log(`Wrote ${file}`);
  }
}

if (import.meta.main) {
  await runProgram({ usage: COMPILE_USAGE, read: readHelpAlone, run: writeMetadata });
}
