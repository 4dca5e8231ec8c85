import assert from "node:assert/strict";
import { requireKnownTools } from "../../../lib/mcp/early/tool_choice.ts";
import type { ToolLimits } from "../../../lib/mcp/early/tool_refusal.ts";
import { readTools } from "../../../lib/settings/readers.ts";
import type { AccountName } from "../../embedded/embedded_helpdesk.ts";
import { type ConversationOptions, converse } from "../embedded_conversation.ts";

const KNOWLEDGE = ["search_knowledge", "get_article", "canned_replies"];
const SESSION = ["get_agent_session_info", "set_agent_intent", "finish_agent_session"];

function chosen(text: string, more: ToolLimits = {}): ToolLimits {
  return { ...more, tools: readTools(text, "HELPDESK_TOOLS") };
}

/** Choices, and what is wrong with them. */
const PROBLEMS: readonly (readonly [limits: ToolLimits, problem: RegExp])[] = [
  [
    chosen("get_tickets"),
    /^- HELPDESK_TOOLS names "get_tickets", which is no tool \(did you mean get_ticket\?\)$/,
  ],
  [
    chosen("-frobnicate"),
    /^- HELPDESK_TOOLS names "frobnicate", which is no tool; there are list_tickets, /,
  ],
  [chosen("get_ticket,-get_ticket"), /^- HELPDESK_TOOLS leaves no tool$/],
  [
    chosen("create_ticket", { readOnly: true }),
    /^- HELPDESK_TOOLS and HELPDESK_READ_ONLY leave no tool$/,
  ],
];

for (const [limits, message] of PROBLEMS) {
  Deno.test(`requireKnownTools() refuses ${JSON.stringify(limits)}`, () => {
    assert.throws(() => requireKnownTools(limits), { kind: "config", message });
  });
}

Deno.test("requireKnownTools() takes every choice that leaves something", () => {
  for (const text of ["get_ticket", "-create_ticket", "list_tickets,get_ticket,-get_ticket"]) {
    requireKnownTools(chosen(text));
  }
  requireKnownTools({});
});

/** What is listed with a choice: some of the names that are, and that are not. */
const CHOICES: readonly (readonly [text: string, listed: string[], left: string[]])[] = [
  ["get_ticket,list_tickets", ["list_tickets", "get_ticket"], ["create_ticket", "get_queues"]],
  ["-create_ticket,-get_users", ["list_tickets", "get_queues"], ["create_ticket", "get_users"]],
];

for (const [text, listed, left] of CHOICES) {
  Deno.test(`HELPDESK_TOOLS=${text} lists the chosen tools, and refuses the others with the reason`, async () => {
    await using conversation = await converse({ settings: { HELPDESK_TOOLS: text } });
    const { client, embedded } = conversation;
    const names = (await client.listTools()).tools.map(({ name }) => name);
    assert.deepEqual(names.filter((name) => listed.includes(name)), listed);
    assert.deepEqual(names.filter((name) => left.includes(name)), []);
    for (const name of left) {
      const { isError, content } = await client.callTool({ name, arguments: {} });
      assert.equal(isError, true);
      const says = `${name} was not called: HELPDESK_TOOLS leaves it out`;
      assert.ok(JSON.stringify(content).includes(says));
    }
    assert.deepEqual((await embedded.requests()).requests, []);
  });
}

Deno.test("HELPDESK_PROFILE stands in the server's title and in front of its instructions", async () => {
  await using conversation = await converse({
    settings: { HELPDESK_PROFILE: "Facilities & Büro" },
  });
  assert.equal(conversation.client.getServerVersion()?.title, "Helpdesk: Facilities & Büro");
  assert.match(
    conversation.client.getInstructions() ?? "",
    /^The name of this helpdesk is "Facilities & Büro"\.\nThis server works a django-helpdesk/,
  );
});

/** Tools that are of no use to an account, once it is known what it is. */
const USELESS: readonly (readonly [AccountName, ConversationOptions["helpdesk"], string[]])[] = [
  ["agent", {}, KNOWLEDGE],
  ["staff", {}, []],
  ["staff", { agentEndpoints: false }, SESSION],
];

for (const [account, helpdesk, useless] of USELESS) {
  const where = helpdesk?.agentEndpoints === false ? " of a helpdesk without agents" : "";
  Deno.test(`the account ${account}${where} is not listed ${useless.join(", ") || "less"} after its login`, async () => {
    await using conversation = await converse({ account, helpdesk });
    const { client, sent } = conversation;
    const namesOf = async () => (await client.listTools()).tools.map(({ name }) => name);
    const before = await namesOf();
    for (const name of [...KNOWLEDGE, ...SESSION]) assert.ok(before.includes(name), name);
    await client.callTool({ name: "get_queues" });
    await client.callTool({ name: "get_queues" });
    assert.deepEqual(await namesOf(), before.filter((name) => !useless.includes(name)));
    const told = sent.filter((message) =>
      "method" in message && /list_changed/.test(message.method)
    );
    assert.equal(told.length, useless.length === 0 ? 0 : 1);
  });
}
