import assert from "node:assert/strict";
// @ts-types="@modelcontextprotocol/sdk/inMemory"
import { InMemoryTransport } from "@modelcontextprotocol/sdk/inMemory.js";
import fc from "fast-check";
import { createLog } from "../../../lib/log/log.ts";
import { earlyAnswers } from "../../../lib/mcp/early/early_answers.ts";
import { EarlyTransport } from "../../../lib/mcp/early/early_transport.ts";
import { EraTransport } from "../../../lib/mcp/eras/era_transport.ts";
import type { EraWires } from "../../../lib/mcp/eras/modern_era.ts";
import { serveModernClients } from "../../../lib/mcp/modern_clients.ts";
import type { ProtocolMessage, ProtocolTransport } from "../../../lib/mcp/sdk.ts";
import { serveProtocol } from "../../../lib/mcp/serve_protocol.ts";
import { prompts } from "../../../lib/prompts/registry.ts";
import { resources, resourceTemplates } from "../../../lib/resources/registry.ts";
import { tools } from "../../../lib/tools/registry.ts";
import { serverOf } from "../test_tools.ts";

const SERVER = { name: "helpdesk-mcp", version: "1.2.3" };
const BESIDE = { resources, resourceTemplates, prompts };

const nextTurn = () => new Promise((resolve) => setTimeout(resolve, 0));

/** `connectAt`: before which message the protocol is connected at the latest; default: when it is needed. */
type Options = { readonly readOnly?: boolean; readonly connectAt?: number };

/** Connects the whole program, without a helpdesk, to a transport; gives what was wrong with messages. */
async function connectProgram(transport: ProtocolTransport, readOnly: boolean) {
  const errors: string[] = [];
  const { server } = serverOf(tools, { limits: { readOnly }, ...BESIDE });
  const close = await serveProtocol(server, transport, {
    ...{ ...SERVER, readOnly },
    onError: (error) => errors.push(error.message),
    log: createLog({ debug: false, write: () => {} }),
  });
  return { close, errors };
}

/** What the client gets, as text, and what was wrong with its messages. */
type Heard = { readonly lines: string[]; readonly errors: readonly string[] };

/** A client, what it hears, and the other end of its line. */
async function startClient() {
  const [clientSide, serverSide] = InMemoryTransport.createLinkedPair();
  const lines: string[] = [];
  clientSide.onmessage = (message) => lines.push(JSON.stringify(message));
  await clientSide.start();
  const say = (message: unknown) => clientSide.send(message as ProtocolMessage);
  return { say, serverSide, lines };
}

async function askProtocol(messages: readonly unknown[], options: Options = {}): Promise<Heard> {
  const { say, serverSide, lines } = await startClient();
  const { close, errors } = await connectProgram(serverSide, options.readOnly ?? false);
  for (const message of messages) {
    await say(message);
    await nextTurn();
  }
  await close();
  return { lines, errors };
}

async function askEarly(
  messages: readonly unknown[],
  { readOnly = false, connectAt = Infinity }: Options = {},
): Promise<Heard & { readonly answeredEarly: number }> {
  const { say, serverSide, lines } = await startClient();
  const load = (wires: EraWires) => Promise.resolve(serveModernClients(SERVER, wires));
  const eras = new EraTransport(serverSide, load);
  const early = new EarlyTransport(eras, earlyAnswers({ ...SERVER, readOnly }, { readOnly }));
  let connecting: ReturnType<typeof connectProgram> | undefined;
  const connect = () => connecting ??= connectProgram(early, readOnly);
  early.needed.then(connect);
  await early.listen();
  let answeredEarly = 0;
  for (const [index, message] of messages.entries()) {
    if (index === connectAt) await connect();
    await say(message);
    if (connecting === undefined && !early.isWaiting) answeredEarly = lines.length;
    await nextTurn();
  }
  early.stopTimer();
  const { close, errors } = await connect();
  await nextTurn();
  await close();
  return { lines, errors, answeredEarly };
}

const request = (id: unknown, method: string, params?: unknown) => ({
  method,
  ...params === undefined ? {} : { params },
  jsonrpc: "2.0",
  id,
});
const initialize = (changes: Record<string, unknown> = {}) => {
  const clientInfo = { name: "test", version: "0" };
  const given = { protocolVersion: "2025-06-18", capabilities: {}, clientInfo };
  return request(0, "initialize", { ...given, ...changes });
};
const INITIALIZED = { method: "notifications/initialized", jsonrpc: "2.0" };
const cancellation = (requestId: number) => ({
  ...{ method: "notifications/cancelled", params: { requestId }, jsonrpc: "2.0" },
});
const LISTS = ["tools/list", "resources/list", "resources/templates/list", "prompts/list"];

for (const readOnly of [false, true]) {
  const where = readOnly ? ", where nothing may be changed" : "";
  Deno.test(`EarlyTransport answers what a client asks first byte for byte as the protocol does${where}`, async () => {
    const messages = [
      request("before", "ping"),
      initialize(),
      INITIALIZED,
      ...LISTS.map((method, index) => request(index + 1, method)),
      ...LISTS.map((method, index) => request(`list ${index}`, method, {})),
      request(9, "ping", {}),
    ];
    const early = await askEarly(messages, { readOnly });
    const { lines } = await askProtocol(messages, { readOnly });
    assert.deepEqual(early.lines, lines);
    assert.equal(early.answeredEarly, 11);
    assert.equal(early.lines.join().includes('"name":"update_ticket"'), !readOnly);
  });
}

const CLIENTS: readonly Record<string, unknown>[] = [
  { protocolVersion: "2024-10-07" },
  { protocolVersion: "2030-01-01" },
  { capabilities: { roots: { listChanged: true }, sampling: {}, elicitation: {} } },
  { capabilities: { elicitation: { form: {}, url: {} }, sampling: { context: {}, tools: {} } } },
  { capabilities: { extensions: { "io.example/ui": { types: ["text/html"] } } } },
  { capabilities: { tasks: { list: {}, requests: { elicitation: { create: {} } } } } },
  { clientInfo: { name: "test", version: "0", title: "Test", websiteUrl: "https://example.com" } },
];

for (const changes of CLIENTS) {
  Deno.test(`EarlyTransport introduces itself at once to ${JSON.stringify(changes)}`, async () => {
    const messages = [initialize(changes)];
    const early = await askEarly(messages);
    assert.equal(early.answeredEarly, 1);
    assert.deepEqual(early.lines, (await askProtocol(messages)).lines);
  });
}

const LATER: readonly (readonly [what: string, message: unknown])[] = [
  ["an initialize without params", request(0, "initialize")],
  ["an initialize with a number as version", initialize({ protocolVersion: 7 })],
  ["capabilities that are a list", initialize({ capabilities: [] })],
  ["a capability of a wrong form", initialize({ capabilities: { roots: { listChanged: 1 } } })],
  ["a task capability of a wrong form", initialize({ capabilities: { tasks: { list: true } } })],
  ["a client without a version", initialize({ clientInfo: { name: "test" } })],
  ["a client with icons", initialize({ clientInfo: { name: "a", version: "b", icons: [{}] } })],
  ["a parameter that is not known", initialize({ more: 1 })],
  ["a list from a cursor", request(1, "tools/list", { cursor: "x" })],
  ["a list from a wrong cursor", request(1, "tools/list", { cursor: 7 })],
  ["a list with metadata", request(1, "tools/list", { _meta: { progressToken: 1 } })],
  ["a ping with a wrong form", request(1, "ping", 7)],
  ["a method that is not known", request(1, "tools/all")],
  ["a method that every object has", request(1, "constructor")],
  ["an unknown tool", request(1, "tools/call", { name: "none" })],
  ["an id that is null", request(null, "ping")],
  ["an id that is a fraction", request(1.5, "ping")],
  ["another version of JSON-RPC", { ...request(1, "ping"), jsonrpc: "1.0" }],
  ["a request with more than belongs to it", { ...request(1, "ping"), more: 1 }],
  ["an answer that nobody asked for", { jsonrpc: "2.0", id: 1, result: {} }],
  ["an object that is no message", {}],
  ["a cancellation", cancellation(0)],
];

for (const [what, message] of LATER) {
  Deno.test(`EarlyTransport leaves ${what} to the protocol`, async () => {
    const messages = [message, request("last", "ping")];
    const early = await askEarly(messages);
    const { lines, errors } = await askProtocol(messages);
    assert.equal(early.answeredEarly, 0);
    assert.deepEqual(early.lines, lines);
    assert.deepEqual(early.errors, errors);
  });
}

const message = fc.oneof(
  fc.constantFrom<unknown>(
    ...CLIENTS.map((changes) => initialize(changes)),
    INITIALIZED,
    ...LISTS.map((method) => request(1, method)),
    request(0, "ping"),
    request("a", "logging/setLevel", { level: "debug" }),
    ...LATER.map(([, later]) => later),
  ),
  fc.record({ version: fc.string(), capabilities: fc.object(), clientInfo: fc.object() })
    .map((params) => request(2, "initialize", params)),
);

Deno.test("EarlyTransport and EraTransport change nothing of any earlier conversation, whenever the protocol comes", async () => {
  const conversation = fc.array(message, { maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(conversation, fc.nat(6), async (messages, connectAt) => {
      const early = await askEarly(messages, { connectAt });
      const { lines, errors } = await askProtocol(messages);
      assert.deepEqual(early.lines, lines);
      assert.deepEqual(early.errors, errors);
    }),
    { numRuns: 150 },
  );
});

Deno.test("EarlyTransport hands on what it kept as if it came line by line", async () => {
  const kept = [request(2, "tools/all"), cancellation(3), request(3, "ping")];
  const { say, serverSide, lines } = await startClient();
  const early = new EarlyTransport(serverSide, earlyAnswers(SERVER));
  await early.listen();
  for (const one of kept) await say(one);
  const { close } = await connectProgram(early, false);
  await nextTurn();
  await close();
  assert.deepEqual(lines.map((line) => JSON.parse(line).id), [2, 3]);
});

Deno.test("EarlyTransport tells the protocol what the client can do, and that it is ready", async () => {
  const { say, serverSide, lines } = await startClient();
  const early = new EarlyTransport(serverSide, earlyAnswers(SERVER));
  await early.listen();
  const given = initialize({ capabilities: { elicitation: {} } });
  for (const first of [given, INITIALIZED]) await say(first);
  early.stopTimer();
  const heard: ProtocolMessage[] = [];
  early.onmessage = (heardMessage) => heard.push(heardMessage);
  await early.start();
  const methods = heard.map((one) => "method" in one && one.method);
  assert.deepEqual(methods, ["initialize", "notifications/initialized"]);
  assert.deepEqual("params" in heard[0]! && heard[0].params, given.params);
  const { id } = heard[0] as { id: string };
  assert.notEqual(id, given.id);
  for (const answered of [id, 0]) await early.send({ jsonrpc: "2.0", id: answered, result: {} });
  assert.equal(lines.length, 2, "The answer to initialize, and the last one");
});

Deno.test("EarlyTransport asks for the protocol when the client is quiet, and not before it came", async () => {
  const { say, serverSide } = await startClient();
  const early = new EarlyTransport(serverSide, earlyAnswers(SERVER));
  let isNeeded = false;
  const needed = early.needed.then(() => isNeeded = true);
  await early.listen();
  await say(initialize());
  await Promise.resolve();
  assert.equal(isNeeded, false);
  // As stdin does: what waits for quiet keeps no program running.
  const running = setTimeout(() => {}, 10_000);
  await needed;
  clearTimeout(running);
  assert.equal(early.isWaiting, false);
});
