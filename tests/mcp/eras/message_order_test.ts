import assert from "node:assert/strict";
import fc from "fast-check";
import { MessageOrder } from "../../../lib/mcp/eras/message_order.ts";
import type { EraWires } from "../../../lib/mcp/eras/modern_era.ts";
import { serveModernClients } from "../../../lib/mcp/modern_clients.ts";
import { converseModern, type Heard, modern, PROGRAM, settle } from "./modern_conversation.ts";

Deno.test("MessageOrder hands on at once until one waits, and then what waits in its order", async () => {
  const gates = new Map([2, 4].map((number) => [number, Promise.withResolvers<void>()]));
  const taken: number[] = [];
  const order = new MessageOrder<number>((number) => {
    taken.push(number);
    return gates.get(number)?.promise;
  });
  for (const number of [1, 2, 3, 4, 5]) order.receive(number);
  assert.deepEqual(taken, [1, 2]);
  gates.get(2)?.resolve();
  await settle();
  order.receive(6);
  assert.deepEqual(taken, [1, 2, 3, 4]);
  gates.get(4)?.resolve();
  await order.settled;
  order.receive(7);
  assert.deepEqual(taken, [1, 2, 3, 4, 5, 6, 7]);
});

const plain = (id: string, method: string, params?: unknown): Heard => ({
  ...{ jsonrpc: "2.0", id, method },
  ...params === undefined ? {} : { params },
});
const VIEWS = { "io.modelcontextprotocol/ui": { mimeTypes: ["text/html;profile=mcp-app"] } };
const introduction = (capabilities: unknown) =>
  plain("initialize", "initialize", {
    ...{ protocolVersion: "2025-11-25", capabilities, clientInfo: { name: "test", version: "0" } },
  });
const ANY = fc.constantFrom<Heard>(
  introduction({}),
  introduction({ extensions: VIEWS }),
  { jsonrpc: "2.0", method: "notifications/initialized" },
  ...["ping", "tools/list", "prompts/list"].map((method) => plain(`plain ${method}`, method)),
  ...["server/discover", "tools/list"].map((method) => modern(method, method)),
);

/** What a client hears that sends everything at once, when modules take a while or none to load. */
async function hearAtOnce(messages: readonly Heard[], turns: number): Promise<readonly Heard[]> {
  const load = async (wires: EraWires) => {
    for (let turn = 0; turn < turns; turn++) await settle();
    return serveModernClients(PROGRAM, wires);
  };
  await using conversation = await converseModern(undefined, { isEarly: true, load });
  for (const message of messages) conversation.say(message);
  for (let turn = 0; turn <= turns; turn++) await settle();
  await conversation.connect();
  await settle();
  return conversation.heard;
}

Deno.test("EraTransport lets no message overtake one that waits for its module", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(ANY, { maxLength: 6 }), fc.nat(3), async (messages, turns) => {
      const heard = await hearAtOnce(messages, turns);
      const asked = messages.filter((message) => "id" in message);
      assert.deepEqual(heard.map(({ id }) => id), asked.map(({ id }) => id));
    }),
    { numRuns: 60 },
  );
});

Deno.test("EarlyTransport names views to a client that shows them before the protocol is there", async () => {
  const asked = ["ping", "tools/list", "prompts/list"].map((method) => plain(method, method));
  const heard = await hearAtOnce([introduction({ extensions: VIEWS }), ...asked], 0);
  assert.deepEqual(heard.map(({ id }) => id), ["initialize", "ping", "tools/list", "prompts/list"]);
  const { tools } = heard[2]?.result ?? {};
  assert.deepEqual(tools[0]._meta, { ui: { resourceUri: "ui://helpdesk/tickets" } });
});
