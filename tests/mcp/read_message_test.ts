import assert from "node:assert/strict";
import fc from "fast-check";
import { readMessages } from "../../lib/mcp/read_message.ts";
// @ts-types="@modelcontextprotocol/sdk/types"
import { JSONRPCMessageSchema } from "@modelcontextprotocol/sdk/types.js";

const PING = { jsonrpc: "2.0", id: 7, method: "ping" };
const CALL = { jsonrpc: "2.0", id: 7, method: "tools/call" };
const TASK = "io.modelcontextprotocol/related-task";

/** A call with these params. */
const call = (params: object) => ({ ...CALL, params: { name: "a", ...params } });
const ANSWER = { jsonrpc: "2.0", id: 1, result: { action: "accept" } };
const ERROR = { jsonrpc: "2.0", id: 1, error: { code: -1, message: "no" } };
const NOTIFICATION = { jsonrpc: "2.0", method: "notifications/initialized" };
const DATED = { arguments: { due_date: null } };

const TAKEN: readonly (readonly [what: string, sent: object, taken: object])[] = [
  ["a request", PING, PING],
  ["params that are null", { ...PING, params: null }, PING],
  ["an empty params", { ...PING, params: {} }, { ...PING, params: {} }],
  ["_meta that is null", call({ _meta: null }), call({})],
  [
    "a progress token that is null",
    call({ _meta: { progressToken: null, other: null } }),
    call({ _meta: { other: null } }),
  ],
  ["a related task that is null", call({ _meta: { [TASK]: null } }), call({ _meta: {} })],
  ["arguments that are null", call({ arguments: null }), call({})],
  ["a null inside of arguments, which is the tool's", call(DATED), call(DATED)],
  ["members that nobody knows", { ...PING, trace: "x", error: null }, PING],
  ["an id that is null, as a notification", { ...NOTIFICATION, id: null }, NOTIFICATION],
  ["an answer", { ...ANSWER, error: null }, ANSWER],
  ["an error", ERROR, ERROR],
];

for (const [what, sent, taken] of TAKEN) {
  Deno.test(`readMessages() takes ${what}`, () => {
    assert.deepEqual(readMessages(sent), [{ message: taken }]);
    assert(JSONRPCMessageSchema.safeParse(taken).success);
  });
}

const withMeta = (_meta: unknown) => ({ ...PING, params: { _meta } });

const REFUSED: readonly (readonly [what: string, sent: object, code: number, says: RegExp])[] = [
  ["a missing jsonrpc", { id: 7, method: "ping" }, -32600, /jsonrpc is not "2\.0"/],
  ["another version of JSON-RPC", { ...PING, jsonrpc: "1.0" }, -32600, /jsonrpc is not/],
  ["jsonrpc as a number", { ...PING, jsonrpc: 2 }, -32600, /jsonrpc is not/],
  ["a method that is null", { ...PING, method: null }, -32600, /no method/],
  ["a method that is a number", { ...PING, method: 7 }, -32600, /method/],
  ["no method at all", { jsonrpc: "2.0", id: 7 }, -32600, /no method/],
  ["a list of params", { ...PING, params: [] }, -32602, /params is not/],
  ["params of text", { ...PING, params: "x" }, -32602, /params is not/],
  ["params of false", { ...PING, params: false }, -32602, /params is/],
  ["a list of _meta", withMeta([]), -32602, /_meta is not an object/],
  ["an object as progress token", withMeta({ progressToken: {} }), -32602, /is neither/],
  ["a list as progress token", withMeta({ progressToken: [] }), -32602, /is neither/],
  ["true as progress token", withMeta({ progressToken: true }), -32602, /is neither/],
  ["a fraction as progress token", withMeta({ progressToken: 1.5 }), -32602, /Token is neither/],
  ["a related task without its id", withMeta({ [TASK]: {} }), -32602, /names no task/],
];

for (const [what, sent, code, says] of REFUSED) {
  Deno.test(`readMessages() answers ${what} with ${code}, and ignores it without an id`, () => {
    const [read, ...others] = readMessages(sent);
    assert.deepEqual(others, []);
    assert(read !== undefined && "answer" in read && "error" in read.answer, what);
    assert.equal(read.answer.id, 7);
    assert.equal(read.answer.error.code, code);
    assert.match(read.answer.error.message, says);
    for (const id of [null, undefined]) {
      const [without] = readMessages({ ...sent, id });
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
    const error = { code: -32600, message: "The answer cannot be read" };
    assert.deepEqual(readMessages(answer), [{ message: { jsonrpc: "2.0", id: 1, error } }]);
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
