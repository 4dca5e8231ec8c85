import assert from "node:assert/strict";
import * as z from "zod";
import { HelpdeskError } from "../../lib/errors.ts";
import { defineTool, type ToolContext, type ToolEffect } from "../../lib/tools/tool.ts";

/** No tool here looks at it. */
const CONTEXT = {} as ToolContext;

/** readOnlyHint, destructiveHint, idempotentHint. */
const EFFECTS: readonly (readonly [ToolEffect, boolean, boolean, boolean])[] = [
  ["read", true, false, true],
  ["create", false, false, false],
  ["update", false, true, true],
  ["session", false, false, false],
];

function countingTool(effect: ToolEffect, run: (count: number) => Promise<number>) {
  return defineTool({
    name: "count",
    title: "Count",
    description: "Counts.",
    effect,
    input: z.object({ from: z.int().describe("Start"), step: z.int().default(1).describe("Step") }),
    output: z.object({ count: z.int().describe("Count") }),
    run: async ({ from, step }) => ({ count: await run(from + step) }),
    render: ({ count }) => ({ summary: `${count}.`, quoted: `count ${count}` }),
  });
}

const increment = countingTool("read", (count) => Promise.resolve(count));

for (const [effect, readOnlyHint, destructiveHint, idempotentHint] of EFFECTS) {
  Deno.test(`defineTool() derives the hints of "${effect}"`, () => {
    const { hints } = countingTool(effect, (count) => Promise.resolve(count));
    const expected = { readOnlyHint, destructiveHint, idempotentHint, openWorldHint: true };
    assert.deepEqual(hints, expected);
  });
}

Deno.test("Tool.call() reads the arguments, runs, and renders what its schema allows", async () => {
  assert.deepEqual(await increment.call({ from: "7" }, CONTEXT), {
    structured: { count: 8 },
    rendered: { summary: "8.", quoted: "count 8" },
  });
});

Deno.test("Tool.call() refuses arguments before it runs", async () => {
  let ran = false;
  const tool = countingTool("read", (count) => {
    ran = true;
    return Promise.resolve(count);
  });
  const message = /^count was not called: "form" is not an argument of count/;
  await assert.rejects(tool.call({ form: 7 }, CONTEXT), { kind: "invalid", message });
  assert.equal(ran, false);
});

Deno.test("Tool.call() leaves the failures of its work as they are", async () => {
  const failure = new HelpdeskError("not_found", "There is no ticket 7");
  const tool = countingTool("read", () => Promise.reject(failure));
  await assert.rejects(tool.call({ from: 7 }, CONTEXT), failure);
});

Deno.test("Tool.call() refuses a result that its schema does not allow", async () => {
  const tool = countingTool("read", () => Promise.resolve(1.5));
  await assert.rejects(tool.call({ from: 7 }, CONTEXT), { name: "ZodError" });
});

Deno.test("Tool.call() leaves out of the structure what its schema does not name", async () => {
  const tool = defineTool({
    ...{ name: "leak", title: "Leak", description: "Leaks.", effect: "read" },
    input: z.object({}),
    output: z.object({ shown: z.string() }),
    run: () => {
      const more = { shown: "a", secret_key: "b" };
      return Promise.resolve(more);
    },
    render: (result) => ({ summary: Object.keys(result).join() }),
  });
  const { structured, rendered } = await tool.call(undefined, CONTEXT);
  assert.deepEqual([structured, rendered], [{ shown: "a" }, { summary: "shown" }]);
});

Deno.test("Tool.outputSchema has the tool's own fields, requires none, and allows notices", () => {
  const properties = { count: { type: "integer" } };
  assert.deepEqual(increment.outputSchema, { type: "object", properties });
});

Deno.test("Tool.inputSchema is made once", () => {
  assert.equal(increment.inputSchema, increment.inputSchema);
  assert.deepEqual(increment.inputSchema.required, ["from"]);
});
