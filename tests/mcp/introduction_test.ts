import assert from "node:assert/strict";
// @ts-types="@modelcontextprotocol/sdk/types"
import {
  LATEST_PROTOCOL_VERSION,
  SUPPORTED_PROTOCOL_VERSIONS,
} from "@modelcontextprotocol/sdk/types.js";
import {
  introduce,
  protocolVersions,
  wholeOffer,
} from "../../lib/mcp/introduction/introduction.ts";

Deno.test("protocolVersions are those of the SDK, in its order", () => {
  assert.deepEqual([...protocolVersions], SUPPORTED_PROTOCOL_VERSIONS);
  assert.equal(protocolVersions[0], LATEST_PROTOCOL_VERSION);
});

Deno.test("introduce() speaks the version that is asked for, or its newest", () => {
  const server = { name: "helpdesk-mcp", version: "1.2.3" };
  for (const version of protocolVersions) {
    assert.equal(introduce(version, server, wholeOffer).protocolVersion, version);
  }
  for (const version of ["2030-01-01", "", "2025-06-18 "]) {
    assert.equal(introduce(version, server, wholeOffer).protocolVersion, protocolVersions[0]);
  }
});
