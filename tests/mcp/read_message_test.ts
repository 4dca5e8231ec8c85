import assert from "node:assert/strict";
import fc from "fast-check";
import { readMessages } from "../../lib/mcp/read_message.ts";
// @ts-types="@modelcontextprotocol/sdk/types"
import { JSONRPCMessageSchema } from "@modelcontextprotocol/sdk/types.js";

const PING = { jsonrpc: "2.0", id: 7, method: "ping" };
const CALL = { jsonrpc: "2.0", id: 7, method: "tools/call" };
const TASK = "io.modelcontextprotocol/related-task";

const TAKEN: readonly { what: string; sent: unknown; taken: unknown }[] = [
  { what: "a request", sent: PING, taken: PING },
  { what: "params that are null", sent: { ...PING, params: null }, taken: PING },
  { what: "an empty params", sent: { ...PING, params: {} }, taken: { ...PING, params: {} } },
  {
    what: "_meta that is null",
    sent: { ...CALL, params: { name: "a", _meta: null } },
    taken: { ...CALL, params: { name: "a" } },
  },
  {
    what: "a progress token that is null",
    sent: { ...CALL, params: { name: "a", _meta: { progressToken: null, other: null } } },
    taken: { ...CALL, params: { name: "a", _meta: { other: null } } },
  },
  {
    what: "a related task that is null",
    sent: { ...CALL, params: { name: "a", _meta: { [TASK]: null } } },
    taken: { ...CALL, params: { name: "a", _meta: {} } },
  },
  {
    what: "arguments that are null",
    sent: { ...CALL, params: { name: "a", arguments: null } },
    taken: { ...CALL, params: { name: "a" } },
  },
  {
    what: "a null inside of arguments, which is the tool's",
    sent: { ...CALL, params: { name: "a", arguments: { due_date: null } } },
    taken: { ...CALL, params: { name: "a", arguments: { due_date: null } } },
  },
  { what: "members that nobody knows", sent: { ...PING, trace: "x", error: null }, taken: PING },
  {
    what: "an id that is null, as a notification",
    sent: { jsonrpc: "2.0", id: null, method: "notifications/initialized" },
    taken: { jsonrpc: "2.0", method: "notifications/initialized" },
  },
  {
    what: "an answer",
    sent: { jsonrpc: "2.0", id: 1, result: { action: "accept" }, error: null },
    taken: { jsonrpc: "2.0", id: 1, result: { action: "accept" } },
  },
  {
    what: "an error",
    sent: { jsonrpc: "2.0", id: 1, error: { code: -1, message: "no" } },
    taken: { jsonrpc: "2.0", id: 1, error: { code: -1, message: "no" } },
  },
];

for (const { what, sent, taken } of TAKEN) {
  Deno.test(`readMessages() takes ${what}`, () => {
    assert.deepEqual(readMessages(sent), [{ message: taken }]);
    assert(JSONRPCMessageSchema.safeParse(taken).success);
  });
}

const REFUSED: readonly { what: string; sent: unknown; code: number; says: RegExp }[] = [
  {
    what: "a missing jsonrpc",
    sent: { id: 7, method: "ping" },
    code: -32600,
    says: /jsonrpc is not "2\.0"/,
  },
  {
    what: "another version of JSON-RPC",
    sent: { ...PING, jsonrpc: "1.0" },
    code: -32600,
    says: /jsonrpc is not/,
  },
  {
    what: "jsonrpc as a number",
    sent: { ...PING, jsonrpc: 2 },
    code: -32600,
    says: /jsonrpc is not/,
  },
  {
    what: "a method that is null",
    sent: { ...PING, method: null },
    code: -32600,
    says: /no method/,
  },
  { what: "a method that is a number", sent: { ...PING, method: 7 }, code: -32600, says: /method/ },
  { what: "no method at all", sent: { jsonrpc: "2.0", id: 7 }, code: -32600, says: /no method/ },
  { what: "a list of params", sent: { ...PING, params: [] }, code: -32602, says: /params is not/ },
  { what: "params of text", sent: { ...PING, params: "x" }, code: -32602, says: /params is not/ },
  { what: "params of false", sent: { ...PING, params: false }, code: -32602, says: /params is/ },
  {
    what: "a list of _meta",
    sent: { ...PING, params: { _meta: [] } },
    code: -32602,
    says: /_meta is not an object/,
  },
  ...[{}, [], true, 1.5].map((progressToken) => ({
    what: `the progress token ${JSON.stringify(progressToken)}`,
    sent: { ...PING, params: { _meta: { progressToken } } },
    code: -32602,
    says: /progressToken is neither/,
  })),
  {
    what: "a related task without its id",
    sent: { ...PING, params: { _meta: { [TASK]: {} } } },
    code: -32602,
    says: /names no task/,
  },
];

for (const { what, sent, code, says } of REFUSED) {
  Deno.test(`readMessages() answers ${what} with ${code}, and ignores it without an id`, () => {
    const [read, ...others] = readMessages(sent);
    assert.deepEqual(others, []);
    assert(read !== undefined && "answer" in read && "error" in read.answer, what);
    assert.equal(read.answer.id, 7);
    assert.equal(read.answer.error.code, code);
    assert.match(read.answer.error.message, says);
    for (const id of [null, undefined]) {
      const [without] = readMessages({ ...sent as object, id });
      assert(without !== undefined && "ignored" in without, what);
    }
  });
}

Deno.test("readMessages() answers an id that is no whole number with it", () => {
  const [read] = readMessages({ ...PING, id: 1.5 });
  assert(read !== undefined && "answer" in read && "error" in read.answer);
  assert.equal(read.answer.id, 1.5);
  assert.equal(read.answer.error.code, -32600);
});

for (const id of [true, {}, [7]]) {
  Deno.test(`readMessages() ignores the id ${JSON.stringify(id)}, naming the method only`, () => {
    assert.deepEqual(readMessages({ ...PING, id, params: { secret: "body" } }), [
      { ignored: 'its id is neither a string nor a number ("ping")' },
    ]);
  });
}

Deno.test("readMessages() answers each request of a batch, and takes none", () => {
  const answered = (batch: unknown[]) =>
    readMessages(batch).flatMap((read) => "answer" in read ? [read.answer] : []);
  const batch = [PING, { ...CALL, id: "a" }, { jsonrpc: "2.0", method: "x" }, 7, null, [PING]];
  const answers = answered(batch);
  assert.deepEqual(answers.map((answer) => "id" in answer && answer.id), [7, "a"]);
  for (const answer of answers) {
    assert("error" in answer);
    assert.equal(answer.error.code, -32600);
  }
  assert.deepEqual(readMessages([]), [{ ignored: "it is a batch" }]);
  assert.deepEqual(answered([{ jsonrpc: "2.0", id: 7, result: {} }]), []);
  assert.equal(answered(Array(5_000).fill(PING)).length, 1_000);
});

for (
  const answer of [
    { id: 1, result: { action: "accept" } },
    { jsonrpc: "2.0", id: 1, result: null },
    { jsonrpc: "2.0", id: 1, result: [] },
    { jsonrpc: "2.0", id: 1, error: "no" },
    { jsonrpc: "2.0", id: 1, error: { code: "x", message: "y" } },
    { jsonrpc: "2.0", id: 1, result: { action: "accept" }, error: true },
  ]
) {
  Deno.test(`readMessages() takes the answer ${JSON.stringify(answer)} for a failed one`, () => {
    assert.deepEqual(readMessages(answer), [{
      message: {
        jsonrpc: "2.0",
        id: 1,
        error: { code: -32600, message: "The answer cannot be read" },
      },
    }]);
  });
}

Deno.test("readMessages() passes on what the SDK can read, whatever came, and loses no id", () => {
  const some = fc.oneof(fc.jsonValue(), fc.constant("2.0"), fc.constant("ping"), fc.constant(7));
  const message = fc.record(
    { jsonrpc: some, id: some, method: some, params: some, result: some, error: some },
    { requiredKeys: [] },
  );
  fc.assert(fc.property(message, (sent) => {
    const read = readMessages(sent);
    assert.equal(read.length, 1);
    for (const one of read) {
      const passed = "message" in one ? one.message : "answer" in one ? one.answer : undefined;
      if (passed === undefined) {
        const { id } = sent;
        const isAnswer = "result" in sent || "error" in sent;
        assert(isAnswer || typeof id !== "string" && typeof id !== "number", JSON.stringify(sent));
      } else if ("message" in one) assert(JSONRPCMessageSchema.safeParse(passed).success);
    }
  }));
});
