import assert from "node:assert/strict";
import { DATA } from "../../lib/mcp/call_result.ts";
// @ts-types="@modelcontextprotocol/sdk/client/index"
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
// @ts-types="@modelcontextprotocol/sdk/types"
import { ElicitRequestSchema } from "@modelcontextprotocol/sdk/types.js";
import * as z from "zod";
import { HelpdeskError } from "../../lib/errors.ts";
import type { Call } from "../../lib/helpdesk/calls/call.ts";
import type { ProtocolMessage } from "../../lib/mcp/sdk.ts";
import { serveProtocol } from "../../lib/mcp/serve_protocol.ts";
import { describe } from "../../lib/mcp/introduction/identity.ts";
import { instructions } from "../../lib/mcp/introduction/introduction.ts";
import { defineTool, type Tool } from "../../lib/tools/tool.ts";
import { refusalOf, tapped } from "./embedded_conversation.ts";
import { serverOf, toolThat } from "./test_tools.ts";

const PROGRAM = { name: "helpdesk-mcp", version: "1.2.3" };

/** A client that talks to a server of these tools. */
interface Conversation extends AsyncDisposable {
  readonly client: Client;
  /** What the server sent. */
  readonly sent: readonly ProtocolMessage[];
  readonly close: () => Promise<void>;
}

type Answer = "accept" | "decline" | "cancel";

async function connect(given: readonly Tool[], answer?: Answer): Promise<Conversation> {
  const { clientSide, serverSide, sent } = tapped();
  const close = await serveProtocol(serverOf(given).server, serverSide, {
    ...{ ...PROGRAM, onError() {} },
  });
  const capabilities = answer === undefined ? {} : { elicitation: {} };
  const client = new Client({ name: "test", version: "0" }, { capabilities });
  if (answer !== undefined) {
    client.setRequestHandler(ElicitRequestSchema, () => ({ action: answer }));
  }
  await client.connect(clientSide);
  return { client, sent, close, [Symbol.asyncDispose]: close };
}

const ECHO = toolThat((text) => Promise.resolve(text));

const callSay = (client: Client, options?: Parameters<Client["callTool"]>[2]) =>
  client.callTool({ name: "say", arguments: { text: "hello" } }, undefined, options);

Deno.test("serveProtocol() says who it is and how it is used", async () => {
  await using conversation = await connect([ECHO]);
  assert.deepEqual(conversation.client.getServerVersion(), describe(PROGRAM));
  assert.deepEqual(conversation.client.getServerCapabilities(), { tools: { listChanged: true } });
  assert.equal(conversation.client.getInstructions(), instructions);
  await conversation.client.ping();
});

Deno.test("serveProtocol() answers a call with text and a structure that fits the schema", async () => {
  await using conversation = await connect([ECHO]);
  // After listing, the client itself checks the structure against the schema.
  await conversation.client.listTools();
  const result = await callSay(conversation.client);
  assert.deepEqual(result.structuredContent, { texts_are: DATA, said: "hello" });
  assert.match(JSON.stringify(result.content), /"type":"text","text":"Said\./);
  assert.equal(result.isError, undefined);
});

Deno.test("serveProtocol() answers a call with an image beside the text", async () => {
  const image = { data: "iVBORw0KGgo=", mimeType: "image/png" };
  const tool = defineTool({
    ...{ name: "say", title: "Show", description: "Shows an image.", effect: "read" },
    input: z.object({ text: z.string() }),
    output: z.object({ said: z.string() }),
    run: ({ text }, _, show) => {
      show(image);
      return Promise.resolve({ said: text });
    },
    render: () => ({ summary: "Shown." }),
  });
  await using conversation = await connect([tool]);
  await conversation.client.listTools();
  const result = await callSay(conversation.client);
  assert.deepEqual(result.content, [{ type: "text", text: "Shown." }, { type: "image", ...image }]);
  assert.deepEqual(result.structuredContent, { said: "hello" });
});

Deno.test("serveProtocol() answers an unknown tool with the JSON-RPC error -32602", async () => {
  await using conversation = await connect([ECHO]);
  const error = await refusalOf(conversation.client.callTool({ name: "shout\u202e\n" }));
  assert.equal(error.code, -32602);
  assert.match(error.message, /There is no tool "shout"; there are say$/);
});

Deno.test("serveProtocol() answers methods that it does not have with -32601", async () => {
  await using conversation = await connect([ECHO]);
  await assert.rejects(conversation.client.listResources(), { code: -32601 });
});

/** A tool that waits until its call is over, and what became of it. */
function waitingTool() {
  const started = Promise.withResolvers<Call>();
  const ended = Promise.withResolvers<unknown>();
  const tool = toolThat(async (_, { call }) => {
    started.resolve(call);
    try {
      return await call.deadline.race(new Promise<never>(() => {}));
    } catch (error) {
      ended.resolve(error);
      throw error;
    }
  });
  return { tool, started: started.promise, ended: ended.promise };
}

const kindOf = (error: unknown) => error instanceof HelpdeskError ? error.kind : undefined;

Deno.test("serveProtocol() aborts a call that the client cancels, and sends no answer", async () => {
  const { tool, started, ended } = waitingTool();
  await using conversation = await connect([tool]);
  const caller = new AbortController();
  const failure = assert.rejects(callSay(conversation.client, { signal: caller.signal }));
  await started;
  const sentBefore = conversation.sent.length;
  caller.abort();
  await failure;
  assert.equal(kindOf(await ended), "cancelled");
  await conversation.client.ping();
  assert.equal(conversation.sent.length - sentBefore, 1, "Only the ping is answered");
});

Deno.test("serveProtocol() gives what closes the connection and aborts the calls that run", async () => {
  const { tool, started, ended } = waitingTool();
  const { client, close } = await connect([tool]);
  const failure = assert.rejects(callSay(client));
  await started;
  await close();
  assert.equal(kindOf(await ended), "cancelled");
  await failure;
});

Deno.test("serveProtocol() reports progress to a client that asked for it", async () => {
  await using conversation = await connect([toolThat((text, { call: { progress } }) => {
    progress?.(500, 1_700);
    progress?.(1_000, undefined);
    return Promise.resolve(text);
  })]);
  const steps: unknown[] = [];
  await callSay(conversation.client, { onprogress: (step) => steps.push(step) });
  // As on the wire: a total that is not known is not there.
  assert.equal(JSON.stringify(steps), '[{"progress":500,"total":1700},{"progress":1000}]');
});

const ASKING = toolThat(async (_, { call: { confirm } }) =>
  String((await confirm?.("Really?"))?.isAllowed)
);

const ANSWERS: readonly [answer: Answer | undefined, said: string][] = [
  ["accept", "true"],
  ["decline", "false"],
  ["cancel", "false"],
  [undefined, "undefined"],
];

for (const [answer, said] of ANSWERS) {
  const who = answer === undefined ? "a client that cannot ask" : `a person who answers ${answer}`;
  Deno.test(`serveProtocol() gives a tool ${said} from ${who}`, async () => {
    await using conversation = await connect([ASKING], answer);
    const { structuredContent } = await callSay(conversation.client);
    assert.deepEqual(structuredContent, { texts_are: DATA, said });
  });
}
