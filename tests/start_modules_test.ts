import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { runProcess } from "./child_process.ts";

interface ModuleGraph {
  readonly roots: readonly string[];
  readonly modules: readonly {
    readonly specifier: string;
    readonly dependencies?: readonly {
      readonly isDynamic?: boolean;
      readonly code?: { readonly specifier?: string };
    }[];
  }[];
}

/** What is loaded before the first answer: the modules that main.ts reaches by static imports. */
async function modulesAtStart(): Promise<string[]> {
  const main = fileURLToPath(new URL("../main.ts", import.meta.url));
  const { code, stdout, stderr } = await runProcess(Deno.execPath(), {
    args: ["info", "--json", main],
  });
  assert.equal(code, 0, stderr);
  const { roots, modules }: ModuleGraph = JSON.parse(stdout);
  const byName = new Map(modules.map((module) => [module.specifier, module]));
  const reached = new Set(roots);
  for (const specifier of reached) {
    for (const { isDynamic, code } of byName.get(specifier)?.dependencies ?? []) {
      if (!isDynamic && code?.specifier !== undefined) reached.add(code.specifier);
    }
  }
  return [...reached];
}

/** The first answer to a client that introduces itself takes no more than these; each further one costs it time. */
const ROOMS: readonly RegExp[] = [
  /^(?:main\.ts|deno\.json|lib\/errors\.ts)$/,
  /^lib\/commands\/(?:serve|workplace|network_variables)\.ts$/,
  /^lib\/(?:log|text)\/(?!nearest_name)\w+\.ts$/,
  /^lib\/settings\/(?:config|loopback|platform_variables|readers|settings)\.ts$/,
  /^lib\/mcp\/(?:lines|protocol_error|read_message|serve_over_stdio|stdio_transport)\.ts$/,
  /^lib\/mcp\/introduction\/\w+\.ts$/,
  /^lib\/mcp\/early\/(?:early_answers|early_transport|listed|stored_lists|well_formed)\.ts$/,
  /^lib\/mcp\/eras\/(?:era_transport|message_order|revision)\.ts$/,
];
const MOST_MODULES = 32;

Deno.test("main.ts loads what the first answer takes, and nothing that can come later", async () => {
  const root = new URL("../", import.meta.url).href;
  const reached = (await modulesAtStart()).map((specifier) => specifier.replace(root, ""));
  assert(reached.includes("lib/mcp/early/early_answers.ts"));
  assert.deepEqual(reached.filter((path) => !ROOMS.some((room) => room.test(path))), []);
  assert(reached.length <= MOST_MODULES, `${reached.length} modules`);
});
