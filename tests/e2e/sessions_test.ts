import assert from "node:assert/strict";
import { settingsOf } from "../account_settings.ts";
import { siteTest } from "../site/site_test_case.ts";
import { Program } from "./program.ts";
import { ToolClient } from "./tool_client.ts";

siteTest("an agent is told of the branch that an expired session cost", {}, async (site) => {
  await using client = await ToolClient.start(site, "agent");
  await client.tools();
  const { content: before } = await client.call("get_agent_session_info");
  await site.expireSessions();
  const { content, text } = await client.call("get_queues");
  assert.equal(content.queues.length, site.fixture.queues.length);
  assert.equal(content.notices.length, 1);
  assert(content.notices[0].includes(before.branch_name), content.notices[0]);
  assert(text.includes(`Note: ${content.notices[0]}`), text);
});

siteTest("a staff account's expired session is renewed without a word", {}, async (site) => {
  await using client = await ToolClient.start(site, "staff");
  await client.tools();
  await client.call("get_ticket", { ticket_id: 1 });
  await site.expireSessions();
  const { content } = await client.call("add_followup", { ticket_id: 1, comment: "Still here" });
  assert.equal(content.notices, undefined);
  await site.expireSessions();
  assert.equal((await client.call("list_tickets")).content.total, site.fixture.ticketCount);
  const comments = (await site.followups(1)).filter(({ comment }) => comment === "Still here");
  assert.equal(comments.length, 1);
});

siteTest("an account without staff rights is told what it lacks", {}, async (site) => {
  await using client = await ToolClient.start(site, "customer");
  const message = await client.fail("get_queues");
  assert.match(message, /does not let this account read its queues.*staff rights/);
});

siteTest("an API token that is not accepted is named, not shown", {}, async (site) => {
  await using program = new Program({
    HELPDESK_BASE_URL: site.baseUrl,
    HELPDESK_API_TOKEN: "fixture-token",
  });
  await program.initialize();
  const { text, isError } = await program.call("get_queues");
  assert.equal(isError, true);
  assert.match(text, /^The helpdesk did not accept HELPDESK_API_TOKEN/);
  assert.equal(text.includes("fixture-token"), false);
});

siteTest("a client that leaves unfinished work behind is told its branch", {}, async (site) => {
  await using program = new Program(settingsOf(site, "agent"));
  await program.initialize();
  await program.call("add_followup", { ticket_id: 1, comment: "Half done", public: false });
  await program.endInput();
  assert.equal(await program.end(), 0);
  const [branch] = await site.branches();
  assert.equal(branch?.state, "open");
  assert(program.stderr.includes(`branch ${branch?.name} has 1 change`), program.stderr);
  assert.deepEqual(await site.pullRequests(), []);
});

siteTest("HELPDESK_ON_EXIT=finish hands the work over at the end", {}, async (site) => {
  await using program = new Program({ ...settingsOf(site, "agent"), HELPDESK_ON_EXIT: "finish" });
  await program.initialize();
  await program.call("set_agent_intent", { intent: "Answer ticket 1" });
  await program.call("add_followup", { ticket_id: 1, comment: "Done", public: false });
  await program.endInput();
  assert.equal(await program.end(), 0);
  const [request, ...others] = await site.pullRequests();
  assert.deepEqual(others, []);
  assert.equal(request?.title, "Answer ticket 1");
  assert.equal(request?.writes, 1);
});
