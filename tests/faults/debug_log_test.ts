import assert from "node:assert/strict";
import { converse } from "../mcp/embedded_conversation.ts";

const SEARCHED = "Dismissal of the clerk";

/** Runs of the text's base64, at each of the three places it can have in a longer text. */
function base64Of(text: string): string[] {
  return ["", "a", "aa"].map((before) => btoa(before + text).slice(4, -6));
}

for (const mount of ["/", "/some/helpdesk/"]) {
  Deno.test(`MCP_DEBUG tells of a search at ${mount} that there was one, and not for what`, async () => {
    await using conversation = await converse({
      account: "staff",
      helpdesk: { mount },
      settings: { MCP_DEBUG: "1" },
    });
    const { client, embedded, logged, sent } = conversation;
    await client.setLoggingLevel("debug");
    const search = { name: "list_tickets", arguments: { search: SEARCHED } };
    assert.notEqual((await client.callTool(search)).isError, true);
    // The same by the way of the scan, and when the list fails.
    await embedded.failNext({ kind: "status", status: 500, pathContains: "datatables" });
    await client.callTool(search);
    await embedded.failNext({ kind: "lost_request", pathContains: "datatables" });
    await client.callTool(search);

    const lists = logged.filter((line) => line.includes("datatables_ticket_list"));
    assert(lists.length >= 3, logged.join("\n"));
    for (const line of lists) {
      const endpoint = `${mount}datatables_ticket_list/`;
      assert.match(line, new RegExp(` GET ${endpoint} (?:\\d{3}|no answer) \\d+ ms$`));
    }
    const told = [...logged, ...sent.map((message) => JSON.stringify(message))]
      .filter((line) => !line.includes('"result"'));
    for (const form of [SEARCHED, encodeURIComponent(SEARCHED), ...base64Of(SEARCHED)]) {
      assert(told.every((line) => !line.includes(form)), form);
    }
  });
}

Deno.test("MCP_DEBUG tells nothing of what is written or answered", async () => {
  await using conversation = await converse({ account: "staff", settings: { MCP_DEBUG: "1" } });
  const { client, logged } = conversation;
  const calls: [string, Record<string, unknown>][] = [
    ["add_followup", { ticket_id: 1, comment: "secret-comment", public: false }],
    ["update_ticket", { ticket_id: 1, title: "secret-title" }],
    ["get_ticket", { ticket_id: 1 }],
    ["list_tickets", { search: "secret-title" }],
    ["list_tickets", { queue_id: "secret-queue" }],
    ["secret-tool", {}],
  ];
  for (const [name, input] of calls) {
    await client.callTool({ name, arguments: input }).catch(() => {});
  }
  assert(logged.length > 5, logged.join());
  for (const line of logged) assert.doesNotMatch(line, /secret-|c2VjcmV0/, line);
});
