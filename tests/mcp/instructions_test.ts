import assert from "node:assert/strict";
import { instructions } from "../../lib/mcp/server.ts";
import { tools } from "../../lib/tools/registry.ts";

Deno.test("instructions take less than 1,200 characters and name every tool, and no other", () => {
  assert.ok(instructions.length < 1_200, String(instructions.length));
  const named = instructions.match(/\b(?:list|get|create|add|update|set|finish)_[a-z_]+/g) ?? [];
  assert.deepEqual(new Set(named), new Set(tools.map(({ name }) => name)));
});
