import assert from "node:assert/strict";
import fc from "fast-check";
import { instructions } from "../../../lib/mcp/introduction/introduction.ts";
import { describe } from "../../../lib/mcp/introduction/identity.ts";
import { cacheHintOf } from "../../../lib/mcp/eras/cache_hints.ts";
import type { RequestMessage } from "../../../lib/mcp/eras/message.ts";
import { toolThat } from "../test_tools.ts";
import {
  assertError,
  cancellationOf,
  converseModern,
  type Heard,
  modern,
  PROGRAM,
  say,
  settle,
} from "./modern_conversation.ts";

const SERVER_INFO = "io.modelcontextprotocol/serverInfo";
const LISTS = ["tools/list", "resources/list", "resources/templates/list", "prompts/list"];
const ECHO = toolThat((text) => Promise.resolve(text));
const plainly = (id: string | number, method: string, params?: object): Heard => ({
  ...{ jsonrpc: "2.0", id, method, params },
});
/** How a client of an earlier revision begins. */
const introduced = (capabilities: object = {}) =>
  plainly(1, "initialize", { protocolVersion: "2025-11-25", capabilities, clientInfo: PROGRAM });

Deno.test("EraTransport says what it speaks, offers and is", async () => {
  await using conversation = await converseModern();
  const { result } = await conversation.ask(modern(1, "server/discover"));
  const offered = ["tools", "resources", "prompts", "completions", "logging"];
  assert.deepEqual(result, {
    resultType: "complete",
    supportedVersions: ["2026-07-28"],
    capabilities: {
      ...Object.fromEntries(offered.map((name) => [name, {}])),
      tools: { listChanged: true },
    },
    instructions,
    ttlMs: 3_600_000,
    cacheScope: "private",
    _meta: { [SERVER_INFO]: describe(PROGRAM) },
  });
});

Deno.test("EraTransport gives answers the form of their revision, and only theirs", async () => {
  await using conversation = await converseModern([ECHO]);
  const call = { name: "say", arguments: { text: "x" } };
  const plain = await conversation.ask(plainly(1, "tools/call", call));
  const { result: { resultType, _meta, ...result } } = await conversation.ask(say(2));
  assert.equal(resultType, "complete");
  assert.deepEqual(_meta, { [SERVER_INFO]: PROGRAM });
  const withoutIds = (text: unknown) => JSON.stringify(text).replaceAll(/(data|end) \w{8}/g, "$1");
  assert.equal(withoutIds(result), withoutIds(plain.result));
});

const ANY = fc.oneof(
  fc.constantFrom<Heard>(
    ...["server/discover", ...LISTS, "ping"].map((method) => modern(method, method)),
    modern("cursor", "tools/list", { cursor: "x" }),
    modern("none", "tools/call", { name: "none" }),
    modern("listen", "subscriptions/listen", { notifications: {} }),
    plainly("plain", "tools/list"),
    { jsonrpc: "2.0", method: "notifications/initialized" },
    cancellationOf("listen"),
  ),
  fc.record({ id: fc.string(), method: fc.string(), meta: fc.object() })
    .map(({ id, method, meta }) => modern(id, method, {}, meta)),
);

/**
 * Everything that comes when the protocol is there before the message at a place, or at the end; sorted, as what
 * needs no protocol need not wait for what does.
 */
async function hearAll(messages: readonly Heard[], connectAt: number): Promise<readonly string[]> {
  await using conversation = await converseModern(undefined, { isEarly: true });
  for (const [index, message] of messages.entries()) {
    if (index === connectAt) await conversation.connect();
    await conversation.say(message);
    await settle();
  }
  if (connectAt >= messages.length) await conversation.connect();
  await settle();
  return conversation.heard.map((heard) => JSON.stringify(heard)).toSorted();
}

Deno.test("EraTransport answers any conversation alike, whenever the protocol comes", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(ANY, { maxLength: 5 }), fc.nat(5), async (messages, connectAt) => {
      assert.deepEqual(await hearAll(messages, connectAt), await hearAll(messages, 0));
    }),
    { numRuns: 60 },
  );
});

const HINTS: readonly [method: string, ttlMs: number, cacheScope: string][] = [
  ["tools/list", 300_000, "private"],
  ["resources/list", 3_600_000, "public"],
  ["resources/templates/list", 3_600_000, "public"],
  ["prompts/list", 3_600_000, "public"],
];

Deno.test("EraTransport answers lists as the earlier revisions do, with hints how long to keep them", async () => {
  await using conversation = await converseModern();
  for (const [method, ...hints] of HINTS) {
    const plain = await conversation.ask(plainly(`plain ${method}`, method));
    const { result } = await conversation.ask(modern(method, method));
    const { resultType: _, _meta, ttlMs, cacheScope, ...list } = result;
    assert.deepEqual(list, plain.result);
    assert.deepEqual([ttlMs, cacheScope], hints);
  }
});

Deno.test("EraTransport lets the pages of views be kept, and nothing else that is read", async () => {
  await using conversation = await converseModern();
  const uri = "ui://helpdesk/ticket";
  const { result } = await conversation.ask(modern(1, "resources/read", { uri }));
  assert.deepEqual([result.ttlMs, result.cacheScope], [3_600_000, "public"]);
  for (const other of ["helpdesk://queues", "helpdesk://ticket/1", "ui://helpdesk/", 7]) {
    const request = { jsonrpc: "2.0", id: 1, method: "resources/read", params: { uri: other } };
    assert.equal(cacheHintOf(request as RequestMessage)?.ttlMs, 0, String(other));
  }
});

Deno.test("EraTransport answers what a client asks first before the protocol is there", async () => {
  const messages = ["server/discover", ...LISTS].map((method) => modern(method, method));
  await using late = await converseModern(undefined, { isEarly: true });
  await using connected = await converseModern();
  for (const message of messages) {
    const early = await late.ask(message);
    assert.equal(JSON.stringify(early), JSON.stringify(await connected.ask(message)));
  }
});

Deno.test("EraTransport leaves those who introduce themselves what they had", async () => {
  await using conversation = await converseModern([ECHO]);
  await conversation.ask(modern(0, "server/discover"));
  const { result } = await conversation.ask(introduced());
  assert.deepEqual([result.protocolVersion, result.resultType], ["2025-11-25", undefined]);
  const missing = plainly(2, "resources/read", { uri: "a:b" });
  assertError(await conversation.ask(missing), -32002, /a:b/);
  assertError(await conversation.ask({ ...missing, method: "tools/all" }), -32601, /not found/);
});

Deno.test("EraTransport takes from each request what its client can do, whoever introduced itself", async () => {
  await using conversation = await converseModern();
  const views = { "io.modelcontextprotocol/ui": { mimeTypes: ["text/html;profile=mcp-app"] } };
  const capabilities = { extensions: views };
  await conversation.ask(introduced(capabilities));
  const hasViews = async (request: Heard) =>
    JSON.stringify(await conversation.ask(request)).includes('"resourceUri"');
  const meta = { "io.modelcontextprotocol/clientCapabilities": capabilities };
  assert.equal(await hasViews(plainly(2, "tools/list")), true);
  assert.equal(await hasViews(modern(3, "tools/list")), false);
  assert.equal(await hasViews(modern(4, "tools/list", {}, meta)), true);
});

Deno.test("EraTransport cancels a call by the client's id, and sends nothing more of it", async () => {
  const started = Promise.withResolvers<void>();
  const ended = Promise.withResolvers<void>();
  const tool = toolThat(async (_, { call: { deadline, progress } }) => {
    started.resolve();
    try {
      return await deadline.race(new Promise<never>(() => {}));
    } finally {
      progress?.(1, 2);
      ended.resolve();
    }
  });
  await using conversation = await converseModern([tool]);
  await conversation.say(say("same", {}, { progressToken: 1 }));
  await started.promise;
  await conversation.say(cancellationOf("same"));
  await ended.promise;
  await settle();
  assert.deepEqual(conversation.heard, []);
});

Deno.test("EraTransport tells of progress under the client's token", async () => {
  await using conversation = await converseModern([toolThat((text, { call: { progress } }) => {
    progress?.(500, 1_700);
    progress?.(1_700, undefined);
    return Promise.resolve(text);
  })]);
  await conversation.ask(say(1, {}, { progressToken: "mine" }));
  await conversation.ask(say(2));
  const told = conversation.heard.filter(({ method }) => method !== undefined);
  assert.deepEqual(told.map(({ method, params }) => [method, params]), [
    ["notifications/progress", { progressToken: "mine", progress: 500, total: 1_700 }],
    ["notifications/progress", { progressToken: "mine", progress: 1_700 }],
  ]);
});

Deno.test("EraTransport sends of the log what a request asks for, and of no other request", async () => {
  const both = Promise.withResolvers<void>();
  let running = 0;
  const conversation = await converseModern([toolThat(async (text) => {
    if (++running === 3) both.resolve();
    await both.promise;
    conversation.log.debug(`debug ${text}`);
    conversation.log.warn(`warning ${text}`);
    return text;
  })]);
  await using _ = conversation;
  const level = (name: string) => ({ "io.modelcontextprotocol/logLevel": name });
  const call = (text: string, meta = {}) => say(text, { arguments: { text } }, meta);
  const calls = [call("all", level("debug")), call("some", level("info")), call("none")];
  await Promise.all(calls.map((request) => conversation.ask(request)));
  const told = conversation.heard.filter(({ method }) => method === "notifications/message");
  assert.deepEqual(told.map(({ params }) => params.data), [
    "debug all",
    "warning all",
    "warning some",
  ]);
  conversation.log.warn("Of no request");
  await settle();
  assert.equal(conversation.heard.at(-1)?.method, undefined);
});
