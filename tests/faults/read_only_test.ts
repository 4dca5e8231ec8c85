import assert from "node:assert/strict";
import { settingsOf } from "../account_settings.ts";
import { createEmbeddedHelpdesk } from "../embedded/embedded_helpdesk.ts";
import { tools } from "../../lib/tools/registry.ts";
import { converse } from "../mcp/embedded_conversation.ts";
import { createToolCaller } from "../tool_caller.ts";

/** Arguments with which every tool that changes something would do so. */
const CHANGES: Readonly<Record<string, Record<string, unknown>>> = {
  create_ticket: { queue: 1, title: "A", description: "B", submitter_email: "a@example.com" },
  add_followup: { ticket_id: 1, comment: "Looked at it.", public: false },
  update_ticket: { ticket_id: 1, priority: 1 },
  update_tickets: { ticket_ids: [1, 2], priority: 1 },
  edit_followup: { followup_id: 1, comment: "Looked at it." },
  set_agent_intent: { intent: "Look at ticket 1" },
  finish_agent_session: { intent: "Look at ticket 1" },
};

for (const value of ["1", "true"]) {
  Deno.test(`HELPDESK_READ_ONLY=${value} refuses every change before anything is sent`, async () => {
    const embedded = createEmbeddedHelpdesk();
    const settings = { ...settingsOf(embedded, "agent"), HELPDESK_READ_ONLY: value };
    const caller = createToolCaller(settings, (request) => embedded.fetch(request));
    for (const [name, input] of Object.entries(CHANGES)) {
      const message = await caller.fail(name, input);
      assert.match(message, new RegExp(`^${name} was not called: HELPDESK_READ_ONLY is set`));
      // Wrong arguments are no way around it.
      assert.match(await caller.fail(name, { wrong: 1 }), /HELPDESK_READ_ONLY is set/);
    }
    assert.deepEqual((await embedded.requests()).requests, []);
    await caller.succeed("get_ticket", { ticket_id: 1 });
    await caller.succeed("list_tickets");
    await caller.succeed("get_agent_session_info");
    const { requests } = await embedded.requests();
    const posts = requests.filter(({ method }) => method !== "GET" && method !== "OPTIONS");
    assert.deepEqual(posts.map(({ path }) => path), ["/login/"]);
  });
}

Deno.test("CHANGES has every tool that changes something", () => {
  const changing = tools.filter(({ hints }) => !hints.readOnlyHint).map(({ name }) => name);
  assert.deepEqual(Object.keys(CHANGES).sort(), changing.sort());
});

Deno.test("HELPDESK_READ_ONLY takes the tools that change something out of the list", async () => {
  await using conversation = await converse({ settings: { HELPDESK_READ_ONLY: "1" } });
  const { tools: listed } = await conversation.client.listTools();
  assert.deepEqual(
    listed.map(({ name }) => name),
    tools.map(({ name }) => name).filter((name) => !(name in CHANGES)),
  );
  const says = /\nNothing may be changed here: tools that change something are not listed\.$/;
  assert.match(conversation.client.getInstructions() ?? "", says);
  const call = { name: "update_ticket", arguments: CHANGES.update_ticket };
  const result = await conversation.client.callTool(call);
  assert.equal(result.isError, true);
  assert.deepEqual((await conversation.embedded.requests()).requests, []);
});
