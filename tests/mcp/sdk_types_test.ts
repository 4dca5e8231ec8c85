import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
// @ts-types="@modelcontextprotocol/sdk/server/index"
import type { Server } from "@modelcontextprotocol/sdk/server/index.js";
// @ts-types="@modelcontextprotocol/sdk/types"
import type { CallToolRequestSchema, McpError } from "@modelcontextprotocol/sdk/types.js";
import { runProcess } from "../child_process.ts";
import type { ProtocolMessage, ProtocolTransport } from "../../lib/mcp/sdk.ts";
import type { serveProtocol } from "../../lib/mcp/serve_protocol.ts";

/** True for `any` alone: nothing else has 0 in its intersection with 1. */
type IsAny<Type> = 0 extends 1 & Type ? true : false;

// The type check fails here when a type of the SDK, or of what is made of them, turns into `any`.
const turnedIntoAny: {
  server: IsAny<Server>;
  connect: IsAny<Parameters<Server["connect"]>[0]>;
  error: IsAny<McpError>;
  schema: IsAny<typeof CallToolRequestSchema>;
  request: IsAny<(typeof CallToolRequestSchema)["_output"]["params"]["name"]>;
  message: IsAny<ProtocolMessage>;
  transport: IsAny<ProtocolTransport>;
  handler: IsAny<NonNullable<ProtocolTransport["onmessage"]>>;
  served: IsAny<Parameters<typeof serveProtocol>[1]>;
} = {
  server: false,
  connect: false,
  error: false,
  schema: false,
  request: false,
  message: false,
  transport: false,
  handler: false,
  served: false,
};

Deno.test("the SDK's types are none of them any", async () => {
  assert.deepEqual(new Set(Object.values(turnedIntoAny)), new Set([false]));
  // Whoever runs the tests without the type check has it here.
  const args = ["check", fileURLToPath(import.meta.url)];
  const { code, stderr } = await runProcess(Deno.execPath(), { args });
  assert.equal(code, 0, stderr);
});

Deno.test("lib/mcp/sdk.ts names the types of everything that it imports from the SDK", async () => {
  const source = await Deno.readTextFile(new URL("../../lib/mcp/sdk.ts", import.meta.url));
  // Without the line above it, such an import is `any` in silence under Deno.
  const imports = source.matchAll(
    /^(.*)\nimport [^;]*? from "(@modelcontextprotocol\/sdk\/[^"]+)\.js";$/gm,
  );
  const checked = [...imports].map(([, before, path]) => {
    assert.equal(before, `// @ts-types="${path}"`);
    return path;
  });
  assert.equal(checked.length, source.split('from "@modelcontextprotocol/sdk').length - 1);
  assert.ok(checked.length >= 3);
});
