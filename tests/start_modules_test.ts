import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";

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

/** What is loaded before the first call: the modules that main.ts reaches by static imports. */
async function modulesAtStart(): Promise<string[]> {
  const main = fileURLToPath(new URL("../main.ts", import.meta.url));
  const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["info", "--json", main],
  }).output();
  assert(success, new TextDecoder().decode(stderr));
  const { roots, modules }: ModuleGraph = JSON.parse(new TextDecoder().decode(stdout));
  const byName = new Map(modules.map((module) => [module.specifier, module]));
  const reached = new Set(roots);
  for (const specifier of reached) {
    for (const { isDynamic, code } of byName.get(specifier)?.dependencies ?? []) {
      if (!isDynamic && code?.specifier !== undefined) reached.add(code.specifier);
    }
  }
  return [...reached];
}

Deno.test("main.ts loads neither HTML parser, helpdesk client nor demo before the first call", async () => {
  const reached = await modulesAtStart();
  assert(reached.some((specifier) => specifier.endsWith("/lib/tools/get_attachment.ts")));
  const later =
    /htmlparser2|\/lib\/(?:demo|commands\/doctor)\/|\/lib\/helpdesk\/(?:session|wire|followups|helpdesk)\.ts$/;
  assert.deepEqual(reached.filter((specifier) => later.test(specifier)), []);
});
