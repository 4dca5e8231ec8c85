import assert from "node:assert/strict";
import { converse } from "../mcp/embedded_conversation.ts";
import { messagesOf } from "./messages_of.ts";

Deno.test("report_session gives an agent's branch, intent and changes", async () => {
  await using conversation = await converse();
  const { client, embedded } = conversation;
  await client.callTool({ name: "set_agent_intent", arguments: { intent: "Sort the queue" } });
  await client.callTool({ name: "update_ticket", arguments: { ticket_id: 3, priority: 1 } });
  const { words, inside } = await messagesOf(client, "report_session");
  const [branch] = await embedded.branches();
  assert.ok(inside.includes(`Branch: ${branch?.name}\nIntent: Sort the queue\n`), inside);
  assert.match(
    inside,
    /Changes by this program: 1, at [\d-]{10}T[\d:]{8}\+\d\d:00\n- updated ticket 3: priority/,
  );
  assert.match(words, /finish_agent_session, which hands the branch over for review, only when I/);
  assert.equal((await embedded.branches()).length, 1);
});

Deno.test("report_session says where an agent changed nothing", async () => {
  await using conversation = await converse();
  const given = { audience: "the reviewers" };
  const { words, inside } = await messagesOf(conversation.client, "report_session", given);
  assert.match(inside, /No changes by this program\./);
  assert.match(words, /^It is for: the reviewers$/m);
});

for (const account of ["staff", "admin"] as const) {
  Deno.test(`report_session gives the changes of ${account}, who has no agent session`, async () => {
    await using conversation = await converse({ account });
    const { client } = conversation;
    await client.callTool({ name: "update_ticket", arguments: { ticket_id: 3, priority: 1 } });
    const { words, before, inside } = await messagesOf(client, "report_session");
    assert.equal(before, "There is no agent session: changes of this account are made directly.");
    assert.match(inside, /updated ticket 3: priority/);
    assert.doesNotMatch(words, /finish_agent_session/);
  });
}

Deno.test("report_session tells of a branch that the helpdesk closed", async () => {
  await using conversation = await converse();
  const { client, embedded } = conversation;
  await client.callTool({ name: "update_ticket", arguments: { ticket_id: 3, priority: 1 } });
  const [lost] = await embedded.branches();
  await embedded.expireSessions();
  const { inside, notices } = await messagesOf(client, "report_session");
  const left = `Left before it was finished here: ${lost?.name} (changes: 1)`;
  assert.ok(inside.includes(left), inside);
  assert.equal(notices.length, 1);
  assert.match(notices[0] ?? "", /^Note: The earlier agent session on branch \S+ is over/);
});
