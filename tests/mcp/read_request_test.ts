import assert from "node:assert/strict";
// @ts-types="@modelcontextprotocol/sdk/types"
import { EmptyResultSchema } from "@modelcontextprotocol/sdk/types.js";
import * as z from "zod";
import { ProtocolError } from "../../lib/mcp/protocol_error.ts";
import { readRequest } from "../../lib/mcp/read_request.ts";
import { converse, refusalOf } from "./embedded_conversation.ts";

const SAY = z.object({
  method: z.literal("test/say"),
  params: z.object({ text: z.string(), times: z.int().optional() }),
});

function refusal(request: unknown, schema: Parameters<typeof readRequest>[0] = SAY): ProtocolError {
  try {
    readRequest(schema, request);
  } catch (error) {
    assert.ok(error instanceof ProtocolError);
    return error;
  }
  assert.fail("The request was read");
}

Deno.test("readRequest() gives a request that fits, as the schema has it", () => {
  const params = { text: "a", times: 2 };
  const request = { jsonrpc: "2.0", id: 1, method: "test/say", params: { ...params, more: 1 } };
  assert.deepEqual(readRequest(SAY, request), { method: "test/say", params });
});

Deno.test("readRequest() names everything that is wrong, without the values", () => {
  const { code, message } = refusal({ method: "test/say", params: { times: "secret" } });
  assert.equal(code, -32602);
  assert.equal(
    message,
    "test/say was not answered: text is missing; times: Invalid input: expected number, received string",
  );
});

Deno.test("readRequest() bounds and cleans what it says", () => {
  const texts = z.record(z.string(), z.string());
  const anything = z.object({ method: z.literal("test/any"), params: texts });
  const names = Array.from({ length: 500 }, (_, place) => `name\u202e\n${place}`);
  const params = Object.fromEntries(names.map((name) => [name, 1]));
  const { message } = refusal({ method: "test/any", params }, anything);
  assert.ok(message.length < 700);
  assert.ok(!/[\u202e\n]/.test(message));
});

Deno.test("readRequest() names what has no name, and forms that are told apart by a type", () => {
  assert.match(refusal("say").message, /: request: Invalid input: expected object/);
  const form = z.discriminatedUnion("type", [z.object({ type: z.literal("a") })]);
  const schema = z.object({ method: z.literal("test/form"), params: z.object({ form }) });
  const { message } = refusal({ method: "test/form", params: { form: { type: "b" } } }, schema);
  assert.match(message, /: form\.type: Invalid /);
});

type Malformed = readonly [method: string, params: Record<string, unknown> | undefined, RegExp];

const MALFORMED: readonly Malformed[] = [
  ["tools/call", {}, /^tools\/call was not answered: name is missing$/],
  ["tools/call", { name: 7 }, /name: Invalid input: expected string, received number$/],
  ["resources/read", undefined, /^resources\/read was not answered: params is missing$/],
  ["resources/read", {}, /^resources\/read was not answered: uri is missing$/],
  ["resources/read", { uri: 7 }, /uri: Invalid input: expected string, received number$/],
  [
    "prompts/get",
    { name: "triage_queue", arguments: { queue: 1 } },
    /arguments\.queue: .* number$/,
  ],
  ["prompts/get", { name: "triage_queue", arguments: [] }, /arguments: .*received array$/],
  [
    "completion/complete",
    { ref: { type: "ref/tool", name: "x" }, argument: { name: "queue", value: "" } },
    /^completion\/complete was not answered: ref has none of its forms .*"ref\/prompt".*"ref\/resource"/,
  ],
  ["completion/complete", { ref: { type: "ref/prompt", name: "x" } }, /argument is missing$/],
  ["logging/setLevel", { level: 7 }, /^logging\/setLevel was not answered: level: .* number$/],
  ["logging/setLevel", {}, /level is missing$/],
  ["initialize", { protocolVersion: 7 }, /^initialize was not answered: protocolVersion: .*client/],
  ["tools/list", { cursor: 7 }, /^tools\/list was not answered: cursor: .*received number$/],
];

for (const [method, params, words] of MALFORMED) {
  Deno.test(`serveProtocol() refuses ${method} of ${JSON.stringify(params)} with -32602`, async () => {
    await using conversation = await converse();
    const { client, logged } = conversation;
    const error = await refusalOf(client.request({ method, params } as never, EmptyResultSchema));
    assert.equal(error.code, -32602);
    const message = error.message.replace("MCP error -32602: ", "");
    assert.match(message, words);
    assert.ok(message.length < 400, message);
    assert.ok(!message.includes("\n"), message);
    assert.deepEqual(logged, []);
    await client.ping();
  });
}
