import assert from "node:assert/strict";
import {
  comment,
  ENGINES,
  findBranch,
  finish,
  postStatus,
  readBranchName,
  readInfo,
  setIntent,
} from "./agent_calls.ts";
import { rawLogin } from "./raw_session.ts";
import { siteTest } from "./site_test_case.ts";

for (const sessions of ENGINES) {
  siteTest(
    `an agent session with ${sessions} has a branch and an intent`,
    { sessions },
    async (site, context) => {
      await context.step("the first request makes the branch, later ones stay on it", async () => {
        const session = await rawLogin(site, site.accounts.agent);
        assert.deepEqual(await site.branches(), []);
        const first = await readInfo(session);
        const { branch_name, session_key, ...rest } = first;
        assert.match(branch_name, /^agent-[0-9a-z]{8}$/);
        assert.deepEqual(rest, {
          user_id: site.accounts.agent.id,
          username: "agent",
          intent: null,
          is_agent: true,
          session_available: true,
          authentication_method: "session",
        });
        if (sessions === "signed_cookies") assert.equal(session_key, `cookie_3_${branch_name}`);
        else assert.equal(session_key, session.cookies.get("sessionid"));
        assert.deepEqual(await readInfo(session), first);
        const [branch, ...others] = await site.branches();
        assert.deepEqual(others, []);
        assert.match(branch?.session ?? "", /^[0-9a-f]{32}$/);
        assert.deepEqual({ ...branch, session: "" }, {
          name: branch_name,
          username: "agent",
          session: "",
          state: "open",
          endedBy: null,
          intent: "",
          writes: [],
        });
      });

      await context.step("an open branch tells the intent that its session has now", async () => {
        const session = await rawLogin(site, site.accounts.agent);
        const request = { method: "POST", json: { intent: "Look" } };
        const { body } = await session.json("api/set-agent-intent/", request);
        const { branch_name, session_key, intent } = await readInfo(session);
        assert.deepEqual(body, {
          success: true,
          message: "Intent set successfully",
          intent: "Look",
          user_id: site.accounts.agent.id,
          username: "agent",
          branch_name,
          session_key,
        });
        assert.equal(intent, "Look");
        await setIntent(session, "Look twice");
        assert.equal((await findBranch(site, branch_name)).intent, "Look twice");
      });

      await context.step("a login begins without a branch and ends no session", async () => {
        await site.reset();
        const first = await rawLogin(site, site.accounts.agent);
        await setIntent(first, "First client");
        await comment(first);
        const branch = await readBranchName(first);
        const second = await rawLogin(site, site.accounts.agent);
        assert.equal((await findBranch(site, branch)).state, "open");
        const { branch_name, intent } = await readInfo(second);
        assert.notEqual(branch_name, branch);
        assert.equal(intent, null);
        assert.equal(await readBranchName(first), branch);
        const [one, other] = await site.branches();
        assert.notEqual(one?.session, other?.session);
      });

      await context.step("an expired session is a 403 and its branch stays open", async () => {
        await site.reset();
        const session = await rawLogin(site, site.accounts.agent);
        const other = await rawLogin(site, site.accounts.staff);
        await comment(session);
        await site.expireSessions("agent");
        const { status, body } = await session.json<{ detail: string }>("api/tickets/20/");
        assert.equal(status, 403);
        assert.equal(body.detail, "Authentication credentials were not provided.");
        assert.equal((await other.json("api/tickets/20/")).status, 200);
        assert.deepEqual((await site.branches()).map(({ state }) => state), ["open"]);
        await site.expireSessions();
        assert.equal((await other.json("api/tickets/20/")).status, 403);
      });
    },
  );

  siteTest(
    `parallel first requests with ${sessions} make several branches`,
    { sessions, agentMemory: "off" },
    async (site) => {
      const session = await rawLogin(site, site.accounts.agent);
      const names = await Promise.all(Array.from({ length: 5 }, () => readBranchName(session)));
      assert.ok(new Set(names).size > 1);
      assert.equal((await site.branches()).length, new Set(names).size);
      assert.equal(new Set((await site.branches()).map((branch) => branch.session)).size, 1);
      await setIntent(session, "Only one is remembered");
      await comment(session);
      await finish(session);
      const states = (await site.branches()).map(({ state }) => state);
      assert.equal(states.filter((state) => state === "finished").length, 1);
      assert.ok(states.every((state) => state === "finished" || state === "open"));
    },
  );
}

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

siteTest("an intent is a text of at most 512 characters", {}, async (site) => {
  const session = await rawLogin(site, site.accounts.agent);
  const longest = "é".repeat(512);
  await setIntent(session, longest);
  const wrong: [unknown, string][] = [
    [{}, "Intent required"],
    [{ intent: null }, "Intent required"],
    [{ intent: 7 }, "Invalid intent type"],
    [{ intent: `${longest}é` }, "Intent too long"],
  ];
  for (const [json, error] of wrong) {
    const request = { method: "POST", json };
    const answer = await session.json<Record<string, string>>("api/set-agent-intent/", request);
    assert.equal(answer.status, 400);
    assert.equal(answer.body.error, error);
    assert.ok(answer.body.message);
  }
  assert.equal((await readInfo(session)).intent, longest);
  assert.equal(await postStatus(session, "api/set-agent-intent/", { intent: "" }), 200);
  assert.equal((await readInfo(session)).intent, "");
});
