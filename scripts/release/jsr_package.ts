import project from "../../deno.json" with { type: "json" };
import { PROJECT_FOLDER } from "./executable.ts";

/** What the program is made of, and what people read; nothing of it is there for tests or developers. */
const CONTENT = ["main.ts", "lib", "README.md", "LICENSE"];
/** What the pages of the views are made of; they are shipped as they are made. */
const LEFT_OUT = "lib/apps/browser";

/**
 * Writes what JSR gets of the program, for `deno publish` in that folder.
 *
 * @param scope who publishes it, without the at sign
 * @param folder is emptied first
 * @throws {Error} when the scope cannot be one
 */
export async function writeJsrPackage(scope: string, folder: string): Promise<void> {
  if (!/^[a-z0-9][a-z0-9-]{1,19}$/.test(scope)) throw new Error(`"${scope}" is no scope of JSR`);
  await Deno.remove(folder, { recursive: true }).catch((error) => {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  });
  await Deno.mkdir(folder, { recursive: true });
  const sources = await Promise.all(CONTENT.map((name) => copy(name, folder)));
  const { name, version, license, exports, imports, nodeModulesDir, compilerOptions } = project;
  const used = Object.entries(imports).filter(([specifier]) => isUsed(specifier, sources.flat()));
  const configuration = {
    ...{ name: `@${scope}/${name}`, version, license, exports },
    imports: Object.fromEntries(used),
    ...{ nodeModulesDir, compilerOptions },
  };
  await Deno.writeTextFile(
    `${folder}/deno.json`,
    `${JSON.stringify(configuration, undefined, 2)}\n`,
  );
}

/** Copies a file or a folder; the texts of the modules in it. */
async function copy(path: string, folder: string): Promise<string[]> {
  if (path === LEFT_OUT) return [];
  const source = `${PROJECT_FOLDER}${path}`;
  if ((await Deno.stat(source)).isDirectory) {
    await Deno.mkdir(`${folder}/${path}`, { recursive: true });
    const names = await Array.fromAsync(Deno.readDir(source), ({ name }) => name);
    return (await Promise.all(names.map((name) => copy(`${path}/${name}`, folder)))).flat();
  }
  await Deno.copyFile(source, `${folder}/${path}`);
  return path.endsWith(".ts") ? [await Deno.readTextFile(source)] : [];
}

/** Whether a module imports what an entry of the import map stands for. */
function isUsed(specifier: string, modules: readonly string[]): boolean {
  const quoted = `"${RegExp.escape(specifier)}${specifier.endsWith("/") ? "" : '"'}`;
  return modules.some((text) => new RegExp(`(?:from|import|import\\() ?${quoted}`).test(text));
}
