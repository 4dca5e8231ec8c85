/**
 * The rooms of the program: a room is a folder of lib/, without the folders in it, or a file beside them.
 * Each may import itself, those it names, and what those may import.
 */
const ROOMS: ReadonlyMap<string, readonly string[]> = new Map([
  ["errors", []],
  ["text", []],
  ["log", ["text"]],
  ["settings", ["errors", "text"]],
  ["documents", ["text"]],
  ["http/cookies", []],
  ["http", ["http/cookies", "errors", "log"]],
  ["http/confined", ["http"]],
  ["helpdesk/calls", ["http"]],
  ["helpdesk/answers", ["http"]],
  ["helpdesk/login", ["helpdesk/answers", "helpdesk/calls", "settings"]],
  ["helpdesk/branch", ["helpdesk/login"]],
  ["helpdesk/session", ["helpdesk/branch"]],
  ["helpdesk/catalogue", ["helpdesk/session"]],
  ["helpdesk/tickets", ["helpdesk/catalogue"]],
  ["helpdesk/listing", ["helpdesk/tickets"]],
  ["helpdesk/writes", ["helpdesk/listing"]],
  ["helpdesk/knowledge", ["helpdesk/listing"]],
  ["helpdesk/agent", ["helpdesk/catalogue"]],
  ["helpdesk", ["documents", "helpdesk/agent", "helpdesk/knowledge", "helpdesk/writes"]],
  ["views", ["helpdesk/agent", "helpdesk/knowledge", "helpdesk/writes"]],
  ["tools/arguments", ["helpdesk"]],
  ["tools/checks", ["tools/arguments", "views"]],
  ["tools", ["tools/checks"]],
  ["resources", ["tools"]],
  ["prompts", ["resources"]],
  ["apps", []],
  ["apps/browser/base", []],
  ["apps/browser/ticket", ["apps/browser/base", "views"]],
  ["apps/browser", ["apps/browser/ticket"]],
  ["mcp/eras", ["apps", "text"]],
  ["mcp/introduction", ["mcp/eras"]],
  ["mcp/early", ["mcp/introduction", "settings"]],
  ["mcp", ["mcp/early", "prompts"]],
  ["commands/doctor", ["helpdesk"]],
  ["commands", ["commands/doctor", "http/confined", "mcp"]],
  ["main", ["commands"]],
  ["demo/python", []],
  ["demo/state", ["demo/python"]],
  ["demo/web", ["demo/state"]],
  ["demo/agents", ["demo/web"]],
  ["demo/template", ["demo/python"]],
  ["demo/rest", ["demo/web"]],
  ["demo/effects", ["demo/rest", "demo/template"]],
  ["demo/views", ["demo/agents", "demo/effects"]],
  ["demo/samples", ["demo/state"]],
  ["demo", ["demo/samples", "demo/views"]],
]);

/** The room that is loaded when it is asked for, and those that may ask: a normal start never does. */
const ON_DEMAND = "demo";
const ON_DEMAND_IMPORTERS: ReadonlySet<string> = new Set(["main", "commands"]);

/** Parts of lib/ that work with what the platform has. */
const WITHOUT_PACKAGES: ReadonlySet<string> = new Set(["http", "demo", "commands"]);
/** Parts of lib/ that work with the language alone. */
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
 * Names the room of a file: its folder below lib/, its own name when it lies beside the folders, "main" for
 * main.ts; undefined for a file that the layout does not govern.
 */
export function roomOf(path: string): string | undefined {
  if (path === "main.ts") return "main";
  return /^lib\/(?:(.+)\/[^/]+|([^/]+)\.ts)$/.exec(path)?.slice(1).find(Boolean);
}

/** The part of lib/ that a room belongs to: "helpdesk" for "helpdesk/session". */
function partOf(room: string): string {
  return room.split("/", 1)[0] ?? room;
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
  const part = partOf(room);
  if (WITHOUT_MODULES.has(part)) return `lib/${part} imports only what lies in lib/`;
  if (WITHOUT_PACKAGES.has(part) && !specifier.startsWith("node:")) {
    return `lib/${part}/ imports no packages`;
  }
  return undefined;
}

/** Says why a file may not import another one of this repository, undefined when it may. */
export function directionProblem(
  { importer, specifier, isDynamic }: Reference,
): string | undefined {
  if (!isRelative(specifier)) return undefined;
  const target = resolve(importer, specifier);
  const room = roomOf(importer);
  if (room === undefined) {
    // Measurements use the real helpdesk, too, and run no tests.
    return importer.startsWith("site/") && target?.startsWith("tests/")
      ? `${importer} may not import ${target}: site/ is used without the tests`
      : undefined;
  }
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
function resolve(importer: string, specifier: string): string | undefined {
  if (!specifier.startsWith(".")) return undefined;
  const parts = importer.split("/").slice(0, -1);
  for (const part of specifier.split("/")) {
    if (part === "" || part === ".") continue;
    if (part !== "..") parts.push(part);
    else if (parts.pop() === undefined) return undefined;
  }
  return parts.join("/");
}
