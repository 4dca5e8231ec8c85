import assert from "node:assert/strict";
import { cancellationOf, converseModern, modern, PROGRAM, settle } from "./modern_conversation.ts";

const SERVER_INFO = "io.modelcontextprotocol/serverInfo";
const SUBSCRIPTION = "io.modelcontextprotocol/subscriptionId";

Deno.test("EraTransport tells of changed tools those who asked, and whoever introduced itself", async () => {
  await using conversation = await converseModern();
  const listen = (id: string, notifications: unknown) =>
    conversation.say(modern(id, "subscriptions/listen", { notifications }));
  await listen("tools", { toolsListChanged: true, promptsListChanged: true });
  await listen("no tools", { toolsListChanged: false, resourcesListChanged: true });
  await listen("over", { toolsListChanged: true });
  await conversation.say(cancellationOf("over"));
  await settle();
  const acknowledged = conversation.heard.map(({ params }) => params.notifications);
  assert.deepEqual(acknowledged, [{ toolsListChanged: true }, {}, { toolsListChanged: true }]);
  const method = "notifications/tools/list_changed";
  const toldNow = async () => {
    const before = conversation.heard.length;
    await conversation.eras.send({ jsonrpc: "2.0", method });
    await settle();
    return conversation.heard.slice(before);
  };
  const tagged = { jsonrpc: "2.0", method, params: { _meta: { [SUBSCRIPTION]: "tools" } } };
  assert.deepEqual(await toldNow(), [tagged]);
  const params = { protocolVersion: "2025-11-25", capabilities: {}, clientInfo: PROGRAM };
  await conversation.ask({ jsonrpc: "2.0", id: 1, method: "initialize", params });
  assert.deepEqual(await toldNow(), [tagged, { jsonrpc: "2.0", method }]);
});

Deno.test("EraTransport says that no resource changes to those who listen, and when that ends", async () => {
  await using conversation = await converseModern();
  const all = { promptsListChanged: true, resourceSubscriptions: ["helpdesk://queues"] };
  for (const id of ["one", 2, "three"]) {
    await conversation.say(modern(id, "subscriptions/listen", { notifications: all }));
  }
  await conversation.say(cancellationOf("one"));
  await settle();
  assert.deepEqual(
    conversation.heard.map(({ method, params }) => [method, params]),
    ["one", 2, "three"].map((id) => [
      "notifications/subscriptions/acknowledged",
      { _meta: { [SUBSCRIPTION]: id }, notifications: {} },
    ]),
  );
  await conversation.eras.endListening();
  await settle();
  assert.deepEqual(
    conversation.heard.slice(3),
    [2, "three"].map((id) => {
      const _meta = { [SERVER_INFO]: PROGRAM, [SUBSCRIPTION]: id };
      return { jsonrpc: "2.0", id, result: { resultType: "complete", _meta } };
    }),
  );
});
