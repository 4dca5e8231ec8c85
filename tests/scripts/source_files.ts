import { PROJECT_FOLDER } from "../../scripts/release/executable.ts";

/** The TypeScript files below folders of the project, by their paths in it. */
export async function sourceFiles(...folders: readonly string[]): Promise<string[]> {
  const files: string[] = [];
  for (const folder of folders) {
    for await (const { name, isDirectory } of Deno.readDir(`${PROJECT_FOLDER}${folder}`)) {
      if (isDirectory) files.push(...await sourceFiles(`${folder}${name}/`));
      else if (name.endsWith(".ts")) files.push(`${folder}${name}`);
    }
  }
  return files;
}
