import assert from "node:assert/strict";
import { branch, DENIED, ENGINES, NOT_AUTHENTICATED } from "../agent_steps.ts";
import {
  asAgent,
  assertErrorPage,
  assertRefused,
  asStaff,
  type HttpCase,
  test,
} from "../http_case.ts";
import { AS_BROWSER } from "../contract_client.ts";

const NOT_AN_AGENT = {
  error: "Not an agent user",
  message: "This endpoint is only available to agent users",
};

/** The endpoints of agent sessions, and who may use them. */
export const AGENT_CASES: readonly HttpCase[] = [
  test.asAgent("an agent's first request makes a branch, on which the session stays", async ({ client, helpdesk, accounts }) => {
    const { agent } = accounts;
    const first = await client.info();
    const { branch_name, session_key, ...rest } = first;
    assert.match(branch_name, /^agent-[0-9a-z]{8}$/);
    assert.ok(session_key.length > 8);
    assert.deepEqual(rest, {
      ...{ user_id: agent.id, username: agent.username, intent: null, is_agent: true },
      ...{ session_available: true, authentication_method: "session" },
    });
    assert.equal((await client.info()).branch_name, branch_name);
    const { username, state, endedBy, intent, writes } = await branch(helpdesk, branch_name);
    const seen = [username, state, endedBy, intent, writes];
    assert.deepEqual(seen, ["agent", "open", null, "", []]);
  }).on([...ENGINES, "mounted"]),
  test.asAgent("the session key is a credential, or a mere name where sessions live in cookies", async ({ client }) => {
    const { branch_name, session_key, user_id } = await client.info();
    const cookie = client.cookie("sessionid");
    const name = `cookie_${user_id}_${branch_name}`;
    assert.equal(session_key, cookie?.includes(":") ? name : cookie);
  }).on(ENGINES),
  test.asAgent("successful writes are recorded on the session's branch", async ({ client, helpdesk, baseUrl }) => {
    const { branch_name } = await client.info();
    const ticket = await client.createTicket();
    const followUp = await client.addFollowUp(ticket.id);
    await client.patch(`api/tickets/${ticket.id}/`, { priority: 1 });
    await client.post("api/tickets/", {});
    await client.setIntent("Work");
    await client.get("api/tickets/?page_size=1");
    const { intent, writes } = await branch(helpdesk, branch_name);
    assert.equal(intent, "Work");
    const api = `${new URL(baseUrl).pathname}api/`;
    const where = { session: branch_name, late: false };
    assert.deepEqual(writes, [
      { method: "POST", path: `${api}tickets/`, objectId: ticket.id, ...where },
      { method: "POST", path: `${api}followups/`, objectId: followUp.id, ...where },
      { method: "PATCH", path: `${api}tickets/${ticket.id}/`, objectId: ticket.id, ...where },
    ]);
  }).on(ENGINES),
  test.asAgent("an intent is kept for the session, up to 512 characters", async ({ client, accounts }) => {
    const { branch_name, session_key } = await client.info();
    const answer = await client.post("api/set-agent-intent/", { intent: "Tidy up – 整理" });
    assert.equal(answer.status, 200);
    assert.deepEqual(answer.json(), {
      ...{ success: true, message: "Intent set successfully", intent: "Tidy up – 整理" },
      ...{ user_id: accounts.agent.id, username: "agent", branch_name, session_key },
    });
    assert.equal((await client.info()).intent, "Tidy up – 整理");
    const long = "🦆".repeat(512);
    await client.setIntent(long);
    const refusals: [unknown, string][] = [
      [{}, "Intent required"],
      [{ intent: null }, "Intent required"],
      [{ intent: 7 }, "Invalid intent type"],
      [{ intent: `${long}x` }, "Intent too long"],
    ];
    for (const [body, reason] of refusals) {
      const refused = await client.post("api/set-agent-intent/", body);
      assert.equal(refused.status, 400, refused.text);
      const { error, message, ...more } = refused.json();
      assert.deepEqual([error, typeof message, more], [reason, "string", {}]);
    }
    assert.equal((await client.info()).intent, long);
    await client.setIntent("");
    assert.equal((await client.info()).intent, "");
  }).on(ENGINES),
  test.asAgent("parallel first requests make several branches, of which one is remembered", async ({ client, helpdesk }) => {
    const names = await Promise.all(
      Array.from({ length: 4 }, async () => (await client.info()).branch_name),
    );
    assert.ok(new Set(names).size > 1, names.join(" "));
    const { branch_name } = await client.info();
    assert.ok(names.includes(branch_name));
    const sessions = new Set<string>();
    for (const name of names) {
      const { session, state } = await branch(helpdesk, name);
      sessions.add(session);
      assert.equal(state, "open");
    }
    assert.equal(sessions.size, 1);
  }).on(["memory_off"]),
  test.helpdesk("the agent endpoints answer 403 to others, and know no other methods", async (helpdesk) => {
    const staff = await asStaff(helpdesk);
    assertRefused(await staff.get("api/agent-session-info/"), 403, NOT_AN_AGENT);
    const intent = { intent: "x" };
    assertRefused(await staff.post("api/set-agent-intent/", intent), 403, NOT_AN_AGENT);
    assertRefused(await staff.post("api/finish-agent-session/", {}), 403, NOT_AN_AGENT);
    const agent = await asAgent(helpdesk);
    const refusal = { detail: 'Method "GET" not allowed.' };
    assertRefused(await agent.get("api/finish-agent-session/"), 405, refusal);
    assertRefused(await agent.get("api/set-agent-intent/"), 405, refusal);
    const headers = { authorization: `Token ${helpdesk.token}`, cookie: "" };
    const byToken = await agent.get("api/agent-session-info/", { headers });
    assertRefused(byToken, 403, NOT_AUTHENTICATED);
  }),
  test.asAgent("a request for JSON outside the API is a harmless 403, attachments included", async ({ client }) => {
    const { branch_name } = await client.info();
    const wanting: Record<string, string>[] = [
      { accept: "application/json" },
      { accept: "text/html, application/json;q=0.5" },
      { accept: "text/html", "x-requested-with": "XMLHttpRequest" },
    ];
    const paths = ["tickets/submit/", "datatables_ticket_list/e30=", "media/x.txt", ""];
    for (const headers of wanting) {
      for (const path of paths) assertRefused(await client.get(path, { headers }), 403, DENIED);
    }
    assert.equal((await client.info()).branch_name, branch_name);
  }).on([...ENGINES, "mounted"]),
  test.asAgent("a plain helpdesk has no agent endpoints and no fence", async ({ client, helpdesk, control }) => {
    assertErrorPage(await client.get("api/agent-session-info/"), 404);
    assertErrorPage(await client.post("api/set-agent-intent/", { intent: "x" }), 404);
    assertErrorPage(await client.post("api/finish-agent-session/", {}), 404);
    const page = await client.get("tickets/submit/", AS_BROWSER);
    assert.equal(page.status, 200);
    assert.equal((await client.get("datatables_ticket_list/e30=")).status, 200);
    const second = await asAgent(helpdesk);
    const { id } = await second.createTicket();
    assert.equal((await client.get(`api/tickets/${id}/`)).status, 200);
    assert.deepEqual(await control.branches(), []);
    assert.deepEqual(await control.mainWrites(), []);
  }).on(["without_agents"]),
];
