import assert from "node:assert/strict";
import { rawLogin, type RawSession } from "./raw_session.ts";
import type { Site } from "./site.ts";
import type { SiteOptions } from "./site_options.ts";
import { siteTest } from "./site_test_case.ts";

interface SessionInfo {
  user_id: number;
  username: string;
  is_agent: boolean;
  branch_name: string;
  intent: string;
  session_key: string;
  session_available: boolean;
  authentication_method: string;
}

const ENGINES: NonNullable<SiteOptions["sessions"]>[] = ["database", "signed_cookies"];

async function info(session: RawSession): Promise<SessionInfo> {
  const { status, body } = await session.json<SessionInfo>("api/agent-session-info/");
  assert.equal(status, 200);
  return body;
}

async function post(session: RawSession, path: string, json: unknown = {}): Promise<Response> {
  return await session.request(path, { method: "POST", json });
}

async function postStatus(session: RawSession, path: string, json: unknown = {}): Promise<number> {
  const response = await post(session, path, json);
  await response.body?.cancel();
  return response.status;
}

async function comment(session: RawSession): Promise<void> {
  const followup = { ticket: 20, comment: "Checked", title: "", public: false };
  assert.equal(await postStatus(session, "api/followups/", followup), 201);
}

async function states(site: Site): Promise<string[]> {
  return (await site.branches()).map(({ state }) => state);
}

for (const sessions of ENGINES) {
  siteTest(
    `an agent session with ${sessions} has a branch, an intent and an end`,
    { sessions },
    async (site, context) => {
      await context.step("the first request makes the branch, later ones stay on it", async () => {
        const session = await rawLogin(site, site.accounts.agent);
        assert.deepEqual(await site.branches(), []);
        const first = await info(session);
        assert.match(first.branch_name, /^agent-[0-9a-f]{8}$/);
        assert.equal((await info(session)).branch_name, first.branch_name);
        assert.equal(first.intent, "");
        assert.equal(first.is_agent, true);
        assert.equal(first.session_available, true);
        assert.equal(first.authentication_method, "session");
        if (sessions === "signed_cookies") assert.match(first.session_key, /^cookie_\w+$/);
        else assert.equal(first.session_key, session.cookies.get("sessionid"));
        assert.equal((await site.branches()).length, 1);
      });

      await context.step("a branch without writes is deleted at the end", async () => {
        await site.reset();
        const session = await rawLogin(site, site.accounts.agent);
        await postStatus(session, "api/set-agent-intent/", { intent: "Look around" });
        assert.equal(await postStatus(session, "api/finish-agent-session/"), 200);
        assert.deepEqual(await states(site), ["deleted"]);
        assert.deepEqual(await site.pullRequests(), []);
      });

      await context.step("with an intent the branch is finished as a pull request", async () => {
        await site.reset();
        const session = await rawLogin(site, site.accounts.agent);
        const intent = "Answer ticket 20";
        const answer = await post(session, "api/set-agent-intent/", { intent });
        const told = await answer.json();
        assert.equal(told.success, true);
        assert.equal(told.intent, intent);
        await comment(session);
        assert.equal((await info(session)).intent, intent);
        const finish = await (await post(session, "api/finish-agent-session/")).json();
        assert.equal(finish.message, "Session finished successfully");
        const [branch] = await site.branches();
        assert.equal(branch?.state, "finished");
        assert.deepEqual(branch?.writes.map(({ method, path }) => `${method} ${path}`), [
          "POST /api/followups/",
        ]);
        assert.deepEqual(await site.pullRequests(), [
          { branch: branch?.name, username: "agent", title: intent, writes: 1 },
        ]);
        const after = await session.json<{ detail: string }>("api/agent-session-info/");
        assert.equal(after.status, 403);
        assert.equal(after.body.detail, "Authentication credentials were not provided.");
      });

      await context.step(
        "without an intent success is reported and the work stranded",
        async () => {
          await site.reset();
          const session = await rawLogin(site, site.accounts.agent);
          await postStatus(session, "api/set-agent-intent/", { intent: "" });
          await comment(session);
          const finish = await (await post(session, "api/finish-agent-session/")).json();
          assert.equal(finish.message, "Session finished successfully");
          assert.deepEqual(await states(site), ["uncommitted"]);
          assert.deepEqual(await site.pullRequests(), []);
        },
      );

      await context.step("a new login finishes the earlier session and has no intent", async () => {
        await site.reset();
        const first = await rawLogin(site, site.accounts.agent);
        await postStatus(first, "api/set-agent-intent/", { intent: "First client" });
        await comment(first);
        const second = await rawLogin(site, site.accounts.agent);
        assert.equal((await first.json("api/agent-session-info/")).status, 403);
        assert.equal((await info(second)).intent, "");
        await comment(second);
        await rawLogin(site, site.accounts.agent);
        assert.deepEqual(await states(site), ["finished_by_server", "uncommitted"]);
        assert.deepEqual((await site.pullRequests()).map(({ title }) => title), ["First client"]);
      });

      await context.step("an expired session is a 403 and stays open until a login", async () => {
        await site.reset();
        const session = await rawLogin(site, site.accounts.agent);
        const other = await rawLogin(site, site.accounts.staff);
        await comment(session);
        await site.expireSessions("agent");
        const { status, body } = await session.json<{ detail: string }>("api/tickets/20/");
        assert.equal(status, 403);
        assert.equal(body.detail, "Authentication credentials were not provided.");
        assert.equal((await other.json("api/tickets/20/")).status, 200);
        assert.deepEqual(await states(site), ["open"]);
        await site.expireSessions();
        assert.equal((await other.json("api/tickets/20/")).status, 403);
      });

      await context.step("parallel first requests make several branches", async () => {
        await site.reset();
        const session = await rawLogin(site, site.accounts.agent);
        const answers = await Promise.all(Array.from({ length: 5 }, () => info(session)));
        assert.ok(new Set(answers.map(({ branch_name }) => branch_name)).size > 1);
        assert.ok((await site.branches()).length > 1);
        await postStatus(session, "api/set-agent-intent/", { intent: "Only one is remembered" });
        await comment(session);
        await postStatus(session, "api/finish-agent-session/");
        const after = await states(site);
        assert.equal(after.filter((state) => state === "finished").length, 1);
        assert.ok(after.every((state) => state === "finished" || state === "uncommitted"));
      });
    },
  );
}

siteTest("agents are confined to the API", { mount: "/helpdesk/" }, async (site, context) => {
  const list = `datatables_ticket_list/${btoa("{}")}`;
  const html = { accept: "text/html" };

  await context.step("a request for JSON is refused without harm", async () => {
    const session = await rawLogin(site, site.accounts.agent);
    const branch = (await info(session)).branch_name;
    const ways = [{ accept: "application/json" }, {
      ...html,
      "x-requested-with": "XMLHttpRequest",
    }];
    for (const headers of ways) {
      const { status, body } = await session.json<{ code: string }>(list, { headers });
      assert.equal(status, 403);
      assert.equal(body.code, "AGENT_WEB_ACCESS_DENIED");
    }
    assert.equal((await info(session)).branch_name, branch);
  });

  for (const path of [list, "tickets/", "media/helpdesk/x.txt", "login/", "/admin/"]) {
    await context.step(`${path} as a page ends the session and loses the branch`, async () => {
      await site.reset();
      const session = await rawLogin(site, site.accounts.agent);
      await postStatus(session, "api/set-agent-intent/", { intent: "Lost anyway" });
      await comment(session);
      const response = await session.request(path, { headers: html });
      await response.body?.cancel();
      assert.equal(response.status, 302);
      assert.equal(response.headers.get("location"), "/helpdesk/login/");
      assert.equal((await session.json("api/tickets/20/")).status, 403);
      assert.deepEqual(await states(site), ["uncommitted"]);
      assert.deepEqual(await site.pullRequests(), []);
    });
  }
});

siteTest("only agents have agent sessions", {}, async (site) => {
  for (const name of ["staff", "customer", "admin"] as const) {
    const session = await rawLogin(site, site.accounts[name]);
    const { status, body } = await session.json<{ error: string; message: string }>(
      "api/agent-session-info/",
    );
    assert.equal(status, 403);
    assert.equal(body.error, "Not an agent user");
    assert.ok(body.message.length > 0);
  }
  const response = await fetch(`${site.baseUrl}api/agent-session-info/`);
  assert.equal(response.status, 403);
  assert.deepEqual(await response.json(), {
    detail: "Authentication credentials were not provided.",
  });
  assert.deepEqual(await site.branches(), []);
});

siteTest("an intent has at most 512 characters", {}, async (site) => {
  const session = await rawLogin(site, site.accounts.agent);
  const longest = "é".repeat(512);
  assert.equal(await postStatus(session, "api/set-agent-intent/", { intent: longest }), 200);
  assert.equal(await postStatus(session, "api/set-agent-intent/", { intent: `${longest}é` }), 400);
  assert.equal((await info(session)).intent, longest);
});
