import assert from "node:assert/strict";
import type { ContractClient } from "../contract_client.ts";
import {
  addFollowUp,
  asAgent,
  assertErrorPage,
  assertRefused,
  asStaff,
  createTicket,
  type HttpCase,
  type VariantName,
} from "../http_case.ts";
import type { HelpdeskUnderTest } from "../helpdesk_under_test.ts";

const ENGINES: readonly VariantName[] = ["plain", "signed_cookies"];
const NOT_AN_AGENT = {
  error: "Not an agent user",
  message: "This endpoint is only available to agent users",
};
const NOT_AUTHENTICATED = { detail: "Authentication credentials were not provided." };
const DENIED = { code: "AGENT_WEB_ACCESS_DENIED", error: "Agents work through the API only" };

interface Info {
  user_id: number;
  username: string;
  is_agent: boolean;
  branch_name: string;
  intent: string;
  session_key: string;
  session_available: boolean;
  authentication_method: string;
}

async function info(client: ContractClient): Promise<Info> {
  const answer = await client.get("api/agent-session-info/");
  assert.equal(answer.status, 200, answer.text);
  return answer.json<Info>();
}

async function branch(helpdesk: HelpdeskUnderTest, name: string) {
  const found = (await helpdesk.control.branches()).find((one) => one.name === name);
  assert.ok(found, `branch ${name}`);
  return found;
}

async function pullRequest(helpdesk: HelpdeskUnderTest, name: string) {
  return (await helpdesk.control.pullRequests()).find((one) => one.branch === name);
}

/** Agent sessions: branch, intent, finish, and the fence around agents. */
export const AGENT_CASES: readonly HttpCase[] = [
  {
    name: "an agent's first request makes a branch, on which the session stays",
    variants: [...ENGINES, "mounted"],
    async run(helpdesk) {
      const { agent } = helpdesk.accounts;
      const client = await asAgent(helpdesk);
      const first = await info(client);
      const { branch_name, session_key, ...rest } = first;
      assert.match(branch_name, /^agent-[0-9a-f]{8}$/);
      assert.ok(session_key.length > 8);
      assert.deepEqual(rest, {
        user_id: agent.id,
        username: agent.username,
        intent: "",
        is_agent: true,
        session_available: true,
        authentication_method: "session",
      });
      assert.equal((await info(client)).branch_name, branch_name);
      assert.equal((await branch(helpdesk, branch_name)).state, "open");
    },
  },
  {
    name: "the session key is a credential, or a mere name where sessions live in cookies",
    variants: ENGINES,
    async run(helpdesk) {
      const client = await asAgent(helpdesk);
      const { session_key } = await info(client);
      const cookie = client.cookie("sessionid");
      if (cookie?.includes(":")) assert.match(session_key, /^cookie_[0-9a-f]{16}$/);
      else assert.equal(session_key, cookie);
    },
  },
  {
    name: "successful writes are recorded on the session's branch",
    variants: ENGINES,
    async run(helpdesk) {
      const client = await asAgent(helpdesk);
      const { branch_name } = await info(client);
      const ticket = await createTicket(client);
      const followUp = await addFollowUp(client, ticket.id);
      await client.patch(`api/tickets/${ticket.id}/`, { priority: 1 });
      await client.post("api/tickets/", {});
      await client.post("api/set-agent-intent/", { intent: "Work" });
      await client.get("api/tickets/?page_size=1");
      const { writes } = await branch(helpdesk, branch_name);
      const mount = new URL(helpdesk.baseUrl).pathname;
      assert.deepEqual(writes, [
        { method: "POST", path: `${mount}api/tickets/`, objectId: ticket.id, late: false },
        { method: "POST", path: `${mount}api/followups/`, objectId: followUp.id, late: false },
        {
          method: "PATCH",
          path: `${mount}api/tickets/${ticket.id}/`,
          objectId: ticket.id,
          late: false,
        },
      ]);
    },
  },
  {
    name: "an intent is kept for the session, up to 512 characters",
    variants: ENGINES,
    async run(helpdesk) {
      const client = await asAgent(helpdesk);
      const { branch_name, session_key } = await info(client);
      const answer = await client.post("api/set-agent-intent/", { intent: "Tidy up – 整理" });
      assert.equal(answer.status, 200);
      const { session_key: key, ...rest } = answer.json();
      assert.equal(key, session_key);
      assert.deepEqual(rest, {
        success: true,
        message: "Intent set successfully",
        intent: "Tidy up – 整理",
        user_id: helpdesk.accounts.agent.id,
        username: "agent",
        branch_name,
      });
      assert.equal((await info(client)).intent, "Tidy up – 整理");
      const long = "🦆".repeat(512);
      assert.equal((await client.post("api/set-agent-intent/", { intent: long })).status, 200);
      const tooLong = await client.post("api/set-agent-intent/", { intent: `${long}x` });
      assertRefused(tooLong, 400, { error: "Intent must be 512 characters or fewer" });
      const missing = await client.post("api/set-agent-intent/", {});
      assertRefused(missing, 400, { error: "Intent must be a text" });
      assert.equal((await info(client)).intent, long);
    },
  },
  {
    name: "finishing commits the branch, makes a pull request with the intent and logs out",
    variants: ENGINES,
    async run(helpdesk) {
      const client = await asAgent(helpdesk);
      const { branch_name } = await info(client);
      await client.post("api/set-agent-intent/", { intent: "Reviewed the queue" });
      await createTicket(client);
      const answer = await client.post("api/finish-agent-session/", {});
      assert.equal(answer.status, 200);
      assert.deepEqual(answer.json(), {
        success: true,
        message: "Session finished successfully",
        user_id: helpdesk.accounts.agent.id,
        username: "agent",
        branch_name,
        intent: "Reviewed the queue",
      });
      const { state, endedBy, intent } = await branch(helpdesk, branch_name);
      assert.deepEqual([state, endedBy, intent], ["finished", "finish", "Reviewed the queue"]);
      assert.deepEqual(await pullRequest(helpdesk, branch_name), {
        branch: branch_name,
        username: "agent",
        title: "Reviewed the queue",
        writes: 1,
      });
      assert.equal(client.cookie("sessionid"), undefined);
      assertRefused(await client.get("api/agent-session-info/"), 403, NOT_AUTHENTICATED);
    },
  },
  {
    name: "finishing without an intent reports success and leaves the work uncommitted",
    variants: ENGINES,
    async run(helpdesk) {
      for (const intent of [undefined, ""]) {
        const client = await asAgent(helpdesk);
        const { branch_name } = await info(client);
        if (intent !== undefined) await client.post("api/set-agent-intent/", { intent });
        await createTicket(client);
        const answer = await client.post("api/finish-agent-session/", {});
        assert.equal(answer.status, 200);
        assert.equal(answer.json().success, true);
        assert.equal(answer.json().message, "Session finished successfully");
        assert.equal((await branch(helpdesk, branch_name)).state, "uncommitted");
        assert.equal(await pullRequest(helpdesk, branch_name), undefined);
      }
    },
  },
  {
    name: "finishing with nothing changed deletes the branch",
    variants: ENGINES,
    async run(helpdesk) {
      const client = await asAgent(helpdesk);
      const { branch_name } = await info(client);
      await client.post("api/set-agent-intent/", { intent: "Only looked" });
      assert.equal((await client.post("api/finish-agent-session/", {})).status, 200);
      assert.equal((await branch(helpdesk, branch_name)).state, "deleted");
      assert.equal(await pullRequest(helpdesk, branch_name), undefined);
    },
  },
  {
    name: "another login is a new session: the server finishes the earlier one, its client is out",
    variants: ENGINES,
    async run(helpdesk) {
      for (const intent of ["Half done", ""]) {
        const first = await asAgent(helpdesk);
        const before = await info(first);
        if (intent !== "") await first.post("api/set-agent-intent/", { intent });
        await createTicket(first);
        const second = await asAgent(helpdesk);
        const after = await info(second);
        assert.notEqual(after.branch_name, before.branch_name);
        assert.equal(after.intent, "");
        const { state, endedBy } = await branch(helpdesk, before.branch_name);
        assert.deepEqual([state, endedBy], [
          intent === "" ? "uncommitted" : "finished_by_server",
          "new_login",
        ]);
        assert.equal((await pullRequest(helpdesk, before.branch_name))?.title, intent || undefined);
        assertRefused(await first.get("api/tickets/1/"), 403, NOT_AUTHENTICATED);
        assertRefused(await first.post("api/tickets/", {}), 403, NOT_AUTHENTICATED);
        assert.equal((await info(second)).branch_name, after.branch_name);
      }
    },
  },
  {
    name: "parallel first requests make several branches, of which one is remembered",
    variants: ENGINES,
    async run(helpdesk) {
      const client = await asAgent(helpdesk);
      const names = await Promise.all(
        Array.from({ length: 4 }, async () => (await info(client)).branch_name),
      );
      assert.ok(new Set(names).size > 1, names.join(" "));
      const { branch_name } = await info(client);
      assert.ok(names.includes(branch_name));
      await client.post("api/finish-agent-session/", {});
      const states = await Promise.all(
        names.map(async (name) => (await branch(helpdesk, name)).state),
      );
      assert.deepEqual(
        new Set(states.filter((_, index) => names[index] !== branch_name)),
        new Set(["uncommitted"]),
      );
    },
  },
  {
    name: "an agent who opens another page is logged out, session and branch lost",
    variants: ENGINES,
    async run(helpdesk) {
      for (
        const path of ["tickets/submit/", "", "datatables_ticket_list/e30=", "nothing/", "logout/"]
      ) {
        const client = await asAgent(helpdesk);
        const { branch_name } = await info(client);
        await client.post("api/set-agent-intent/", { intent: "Lost" });
        await createTicket(client);
        const answer = await client.get(path, { headers: { accept: "text/html" } });
        assert.equal(answer.status, 302, path);
        assert.equal(answer.headers.get("location"), "/login/");
        const { state, endedBy } = await branch(helpdesk, branch_name);
        assert.deepEqual([state, endedBy], ["uncommitted", "web_access"]);
        assert.equal(await pullRequest(helpdesk, branch_name), undefined);
        assertRefused(await client.get("api/tickets/1/"), 403, NOT_AUTHENTICATED);
      }
    },
  },
  {
    name: "a request for JSON outside the API is a harmless 403, attachments included",
    variants: [...ENGINES, "mounted"],
    async run(helpdesk) {
      const client = await asAgent(helpdesk);
      const { branch_name } = await info(client);
      const wanting: Record<string, string>[] = [
        { accept: "application/json" },
        { accept: "text/html, application/json;q=0.5" },
        { accept: "text/html", "x-requested-with": "XMLHttpRequest" },
      ];
      const paths = ["tickets/submit/", "datatables_ticket_list/e30=", "media/x.txt", ""];
      for (const headers of wanting) {
        for (const path of paths) assertRefused(await client.get(path, { headers }), 403, DENIED);
      }
      assert.equal((await info(client)).branch_name, branch_name);
    },
  },
  {
    name: "an expired agent session is 403, its branch stays until the next login",
    variants: ENGINES,
    async run(helpdesk) {
      const client = await asAgent(helpdesk);
      const { branch_name } = await info(client);
      await client.post("api/set-agent-intent/", { intent: "Before the end" });
      await createTicket(client);
      await helpdesk.control.expireSessions("agent");
      assertRefused(await client.get("api/agent-session-info/"), 403, NOT_AUTHENTICATED);
      assertRefused(await client.post("api/finish-agent-session/", {}), 403, NOT_AUTHENTICATED);
      assert.equal((await branch(helpdesk, branch_name)).state, "open");
      await asAgent(helpdesk);
      assert.equal((await branch(helpdesk, branch_name)).state, "finished_by_server");
    },
  },
  {
    name: "the agent endpoints answer 403 to others, and know no other methods",
    async run(helpdesk) {
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
    },
  },
  {
    name: "a plain helpdesk has no agent endpoints and no fence",
    variants: ["without_agents"],
    async run(helpdesk) {
      const client = await asAgent(helpdesk);
      assertErrorPage(await client.get("api/agent-session-info/"), 404);
      assertErrorPage(await client.post("api/set-agent-intent/", { intent: "x" }), 404);
      assertErrorPage(await client.post("api/finish-agent-session/", {}), 404);
      const page = await client.get("tickets/submit/", { headers: { accept: "text/html" } });
      assert.equal(page.status, 200);
      assert.equal((await client.get("datatables_ticket_list/e30=")).status, 200);
      const second = await asAgent(helpdesk);
      assert.equal((await client.get("api/tickets/?page_size=1")).status, 200);
      assert.equal((await second.get("api/tickets/?page_size=1")).status, 200);
      assert.deepEqual(await helpdesk.control.branches(), []);
    },
  },
];
