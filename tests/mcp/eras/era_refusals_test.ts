import assert from "node:assert/strict";
import { protocolVersions } from "../../../lib/mcp/introduction/introduction.ts";
import { assertError, converseModern, type Heard, modern } from "./modern_conversation.ts";

const VERSION = "io.modelcontextprotocol/protocolVersion";
const listWith = (meta: Record<string, unknown>) => modern(1, "tools/list", {}, meta);
const listen = (notifications: unknown) => modern(1, "subscriptions/listen", { notifications });

const REFUSED: readonly [what: string, request: Heard, code: number, message: RegExp][] = [
  ["a revision that is not spoken", listWith({ [VERSION]: "2030-01-01" }), -32022, /"2030-01-01"/],
  ["an earlier revision", listWith({ [VERSION]: "2025-11-25" }), -32022, /^Revision "2025-11-25"/],
  [
    "a request without capabilities",
    listWith({ "io.modelcontextprotocol/clientCapabilities": undefined }),
    -32602,
    /^tools\/list was not answered: .*clientCapabilities/,
  ],
  ["a request without a revision", listWith({ [VERSION]: undefined }), -32602, /protocolVersion/],
  ["a discovery by nobody", { jsonrpc: "2.0", id: 1, method: "server/discover" }, -32602, /_meta/],
  [
    "an unknown level of the log",
    listWith({ "io.modelcontextprotocol/logLevel": "loud" }),
    -32602,
    /logLevel is "loud"; there are debug, info/,
  ],
  ["a method that the revision dropped", modern(1, "ping"), -32601, /^Method not found$/],
  ["a level for the whole connection", modern(1, "logging/setLevel"), -32601, /not found/],
  ["a method that nobody has", modern(1, "constructor"), -32601, /not found/],
  ["a cursor", modern(1, "tools/list", { cursor: "x" }), -32602, /cursor "x" is not from here/],
  ["a number as cursor", modern(1, "tools/list", { cursor: 7 }), -32602, /cursor/],
  ["an unknown tool", modern(1, "tools/call", { name: "none" }), -32602, /no tool "none"/],
  ["a call without a name", modern(1, "tools/call"), -32602, /name is missing/],
  ["a resource that is not there", modern(1, "resources/read", { uri: "a:b" }), -32602, /"a:b"/],
  ["listening to nothing", modern(1, "subscriptions/listen"), -32602, /notifications is not/],
  ["listening by a word", listen({ toolsListChanged: "yes" }), -32602, /Changed is neither/],
  ["listening to numbers", listen({ resourceSubscriptions: [7] }), -32602, /no list of addresses/],
];

Deno.test("EraTransport refuses what it cannot answer, with the code of the revision", async (context) => {
  await using conversation = await converseModern();
  for (const [what, request, code, message] of REFUSED) {
    await context.step(what, async () => {
      const answer = await conversation.ask(request);
      assertError(answer, code, message);
      if (code === -32022) {
        const requested = request.params._meta[VERSION];
        assert.deepEqual(answer.error.data, {
          supported: ["2026-07-28", ...protocolVersions],
          requested,
        });
      }
    });
  }
});
