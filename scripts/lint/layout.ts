/** The folders of lib/ from the ground up: each may import itself and what stands before it. */
const LAYERS = ["base", "http", "helpdesk", "tools", "resources", "prompts", "mcp", "main"];

/** Folders beside the others that only main.ts reaches, on demand, and the layers each may import. */
const ON_DEMAND: ReadonlyMap<string, readonly string[]> = new Map([
  ["demo", ["base"]],
  ["doctor", ["base", "http", "helpdesk", "tools"]],
]);

const SDK = /^(?:npm:\/?)?@modelcontextprotocol\/sdk(?:[@/]|$)/;
const SDK_IMPORTER = "lib/mcp/sdk.ts";
const REMOTE = /^(?:https?|jsr|data|blob):/i;

/** One import, export from, dynamic import or import type. */
export interface Reference {
  /** The importing file, relative to the repository's root, with `/`. */
  readonly importer: string;
  readonly specifier: string;
  readonly isDynamic: boolean;
}

/**
 * Names the layer of a file: "base" for one that lies directly in lib/, the folder's name for one
 * below it, "main" for main.ts; undefined for a file that the layout does not govern.
 */
export function layerOf(path: string): string | undefined {
  if (path === "main.ts") return "main";
  const match = /^lib\/(?:([^/]+)\/)?/.exec(path);
  return match === null ? undefined : match[1] ?? "base";
}

/** Says what is wrong with the kind of specifier, undefined when nothing is. */
export function specifierProblem({ importer, specifier }: Reference): string | undefined {
  if (REMOTE.test(specifier)) {
    return `"${specifier}" is not imported from here: use npm through the import map in deno.json`;
  }
  const layer = layerOf(importer);
  if (layer === undefined || isRelative(specifier)) return undefined;
  if (SDK.test(specifier)) {
    return importer === SDK_IMPORTER ? undefined : `Only ${SDK_IMPORTER} imports the SDK`;
  }
  if (layer === "base") return "A file directly in lib/ imports only others like it";
  if ((layer === "http" || layer === "demo") && !specifier.startsWith("node:")) {
    return `lib/${layer}/ imports no packages`;
  }
  return undefined;
}

/** Says why a file may not import another one of this repository, undefined when it may. */
export function directionProblem(reference: Reference): string | undefined {
  const { importer, specifier, isDynamic } = reference;
  const layer = layerOf(importer);
  if (layer === undefined) return undefined;
  if (importer === "lib/errors.ts") return "lib/errors.ts imports nothing";
  if (!isRelative(specifier)) return undefined;
  const target = resolved(importer, specifier);
  if (target === undefined) return `"${specifier}" leads out of the repository`;
  const targetLayer = layerOf(target);
  if (targetLayer === undefined) {
    if (layer === "main" && target === "deno.json") return undefined;
    return `${importer} may not import ${target}: what is shipped lies in main.ts and lib/`;
  }
  if (ON_DEMAND.has(targetLayer)) {
    if (layer === targetLayer || (layer === "main" && isDynamic)) return undefined;
    return layer === "main"
      ? `main.ts reaches lib/${targetLayer}/ by dynamic import alone, so that a normal start never loads it`
      : `Only main.ts reaches lib/${targetLayer}/`;
  }
  const allowed = ON_DEMAND.get(layer);
  if (allowed !== undefined) {
    return allowed.includes(targetLayer)
      ? undefined
      : `lib/${layer}/ imports only itself and ${allowed.join(", ")}`;
  }
  const [from, to] = [LAYERS.indexOf(layer), LAYERS.indexOf(targetLayer)];
  if (from === -1 || to === -1) {
    return `lib/${from === -1 ? layer : targetLayer}/ has no place in the layout`;
  }
  if (to <= from) return undefined;
  return `Imports point one way, ${LAYERS.toReversed().join(" → ")}: ` +
    `${layer} may not import ${targetLayer}`;
}

function isRelative(specifier: string): boolean {
  return /^(?:\.{0,2}\/|file:)/.test(specifier);
}

/** The path that a relative specifier means; undefined when it leaves the repository. */
function resolved(importer: string, specifier: string): string | undefined {
  if (!specifier.startsWith(".")) return undefined;
  const parts = importer.split("/").slice(0, -1);
  for (const part of specifier.split("/")) {
    if (part === "" || part === ".") continue;
    if (part !== "..") parts.push(part);
    else if (parts.pop() === undefined) return undefined;
  }
  return parts.join("/");
}
