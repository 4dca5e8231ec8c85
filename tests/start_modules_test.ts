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

Deno.test("main.ts loads neither SDK, zod, tools nor demo before the first answer", async () => {
  const reached = await modulesAtStart();
  assert(reached.some((specifier) => specifier.endsWith("/lib/mcp/early_answers.ts")));
  const own = reached.filter((specifier) => specifier.startsWith("file:"));
  assert.deepEqual(reached.filter((specifier) => !own.includes(specifier)), []);
  const rooms =
    /\/lib\/(?:apps\/(?:app_page|tool_views)\.ts|mcp|settings|log|text|commands|errors\.ts)|\/(?:main\.ts|deno\.json)$/;
  const heavy = /\/lib\/(?:commands\/(?:doctor|loaded_server)|mcp\/(?:sdk|tool_server))/;
  assert.deepEqual(own.filter((specifier) => !rooms.test(specifier) || heavy.test(specifier)), []);
});
