/** The rooms of the program: each may import itself, those it names, and what those may import. */
const ROOMS: ReadonlyMap<string, readonly string[]> = new Map([
  ["errors", []],
  ["text", []],
  ["log", ["text"]],
  ["settings", ["errors", "text"]],
  ["http", ["errors", "log"]],
  ["helpdesk", ["http", "settings"]],
  ["views", ["helpdesk"]],
  ["tools", ["views"]],
  ["resources", ["tools"]],
  ["prompts", ["resources"]],
  ["mcp", ["prompts"]],
  ["commands", ["mcp"]],
  ["main", ["commands"]],
  ["demo", ["errors"]],
]);

/** The room that is loaded when it is asked for, and those that may ask: a normal start never does. */
const ON_DEMAND = "demo";
const ON_DEMAND_IMPORTERS: ReadonlySet<string> = new Set(["main", "commands"]);

/** Rooms that work with what the platform has. */
const WITHOUT_PACKAGES: ReadonlySet<string> = new Set(["http", "demo", "commands"]);
/** Rooms that work with the language alone. */
const WITHOUT_MODULES: ReadonlySet<string> = new Set(["errors", "text", "log", "settings"]);

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
 * Names the room of a file: that of a folder or file of lib/, "main" for main.ts; undefined for a file
 * that the layout does not govern.
 */
export function roomOf(path: string): string | undefined {
  if (path === "main.ts") return "main";
  return /^lib\/([^/]+?)(?:\.ts$|\/)/.exec(path)?.[1];
}

/** Says what is wrong with the kind of specifier, undefined when nothing is. */
export function specifierProblem({ importer, specifier }: Reference): string | undefined {
  if (REMOTE.test(specifier)) {
    return `"${specifier}" is not imported from here: use npm through the import map in deno.json`;
  }
  const room = roomOf(importer);
  if (room === undefined || isRelative(specifier)) return undefined;
  if (SDK.test(specifier)) {
    return importer === SDK_IMPORTER ? undefined : `Only ${SDK_IMPORTER} imports the SDK`;
  }
  if (WITHOUT_MODULES.has(room)) return `lib/${room} imports only what lies in lib/`;
  if (WITHOUT_PACKAGES.has(room) && !specifier.startsWith("node:")) {
    return `lib/${room}/ imports no packages`;
  }
  return undefined;
}

/** Says why a file may not import another one of this repository, undefined when it may. */
export function directionProblem(
  { importer, specifier, isDynamic }: Reference,
): string | undefined {
  const room = roomOf(importer);
  if (room === undefined || !isRelative(specifier)) return undefined;
  const target = resolved(importer, specifier);
  if (target === undefined) return `"${specifier}" leads out of the repository`;
  const targetRoom = roomOf(target);
  if (targetRoom === undefined) {
    if (room === "main" && target === "deno.json") return undefined;
    return `${importer} may not import ${target}: what is shipped lies in main.ts and lib/`;
  }
  if (targetRoom === room) return undefined;
  if (targetRoom === ON_DEMAND && ON_DEMAND_IMPORTERS.has(room)) {
    return isDynamic
      ? undefined
      : `lib/${ON_DEMAND}/ is reached by dynamic import alone, so that a normal start never loads it`;
  }
  for (const name of [room, targetRoom]) {
    if (!ROOMS.has(name)) return `lib/${name} has no place in the layout`;
  }
  const allowed = reachable(room);
  if (allowed.has(targetRoom)) return undefined;
  const list = allowed.size === 0 ? "nothing else" : [...allowed].toSorted().join(", ");
  return `Imports point one way: beside itself ${room} imports ${list}, and not ${targetRoom}`;
}

/** The rooms that a room may import. */
function reachable(room: string): ReadonlySet<string> {
  const reached = new Set(ROOMS.get(room));
  for (const next of reached) ROOMS.get(next)?.forEach((further) => reached.add(further));
  return reached;
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
