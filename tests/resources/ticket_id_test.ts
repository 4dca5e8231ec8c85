import assert from "node:assert/strict";
import type { EmbeddedConversation } from "../mcp/embedded_conversation.ts";
import { converse } from "../mcp/embedded_conversation.ts";

const TEMPLATE = { type: "ref/resource", uri: "helpdesk://ticket/{id}" } as const;

async function completed({ client }: EmbeddedConversation, value: string) {
  const { completion } = await client.complete({ ref: TEMPLATE, argument: { name: "id", value } });
  return completion;
}

async function listings({ embedded }: EmbeddedConversation): Promise<number> {
  const { requests } = await embedded.requests();
  return requests.filter(({ method, path }) => method === "GET" && path === "/api/tickets/").length;
}

Deno.test("completeTicketId() offers ids by their beginning, newest first", async () => {
  await using conversation = await converse();
  const count = conversation.embedded.fixture.ticketCount;
  const all = await completed(conversation, "");
  const ids = Array.from({ length: count }, (_, index) => String(count - index));
  assert.deepEqual(all.values, ids);
  assert.deepEqual([all.total, all.hasMore], [count, false]);
});

Deno.test("completeTicketId() offers ids of tickets by words of the title", async () => {
  await using conversation = await converse();
  const id = conversation.embedded.fixture.tickets.orders;
  assert.deepEqual((await completed(conversation, "WEEKLY REPORT")).values, [String(id)]);
});

Deno.test("completeTicketId() knows the hundred newest and says that there are more", async () => {
  await using conversation = await converse();
  const { lastId } = await conversation.embedded.createTickets(150);
  const { values, total, hasMore } = await completed(conversation, "");
  assert.equal(values.length, 100);
  assert.equal(values[0], String(lastId));
  assert.deepEqual([total, hasMore], [undefined, true]);
});

Deno.test("completeTicketId() offers tickets of allowed queues only", async () => {
  await using limited = await converse({ settings: { HELPDESK_QUEUES: "2" } });
  await limited.embedded.createTickets(600, { followUpsEach: 0 });
  const { values } = await completed(limited, "");
  assert.equal(values.length, 100);
  for (const id of values) assert.equal((await limited.embedded.ticket(Number(id)))?.queue, 2);
});

Deno.test("completeTicketId() lists once for what is typed within a minute", async () => {
  await using conversation = await converse();
  await Promise.all(["", "v", "vp", "vpn"].map((typed) => completed(conversation, typed)));
  await completed(conversation, "2");
  assert.equal(await listings(conversation), 1);
});

Deno.test("completeTicketId() asks again after a failure", async () => {
  await using conversation = await converse();
  const { embedded } = conversation;
  await embedded.failNext({ kind: "status", status: 400, pathContains: "/api/tickets/?" });
  assert.deepEqual((await completed(conversation, "")).values, []);
  assert.ok((await completed(conversation, "")).values.length > 0);
});
