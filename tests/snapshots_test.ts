import assert from "node:assert/strict";
import { driftOf, storedFiles } from "../scripts/docs/made_files.ts";
import { toolSnapshots } from "../scripts/docs/tool_snapshots.ts";
import { tools } from "../lib/tools/registry.ts";
import { PROJECT_FOLDER } from "../scripts/release/executable.ts";
import { converse } from "./mcp/embedded_conversation.ts";

const made = toolSnapshots(tools);
const stored = await storedFiles(PROJECT_FOLDER, made);
const drift = driftOf(made, stored);

for (const path of new Set([...made.keys(), ...stored.keys()])) {
  Deno.test(`${path} is what tools/list sends for that tool`, () => {
    const found = drift.find((one) => one.path === path);
    if (found === undefined) return;
    const message = `${path} is ${found.problem}: run "deno task docs" and look at the difference`;
    assert.equal(stored.get(path), made.get(path), message);
  });
}

Deno.test("The snapshots are what a client is sent, in the order of the tools", async () => {
  await using conversation = await converse();
  await conversation.client.listTools();
  const listed = conversation.sent.flatMap((message) =>
    "result" in message && Array.isArray(message.result.tools) ? message.result.tools : []
  );
  const inSnapshots = [...stored.values()].map((text) => JSON.parse(text));
  assert.deepEqual(JSON.parse(JSON.stringify(listed)), inSnapshots);
});
