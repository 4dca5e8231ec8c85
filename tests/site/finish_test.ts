import assert from "node:assert/strict";
import {
  comment,
  copySession,
  ENGINES,
  findBranch,
  finish,
  newComments,
  postStatus,
  readBranchName,
  readInfo,
  readStatus,
  setIntent,
} from "./agent_calls.ts";
import { rawLogin } from "./raw_session.ts";
import { siteTest } from "./site_test_case.ts";

for (const sessions of ENGINES) {
  siteTest(`finishing a session with ${sessions}`, { sessions }, async (site, context) => {
    await context.step("commits the branch with the intent and files a pull request", async () => {
      const session = await rawLogin(site, site.accounts.agent);
      await setIntent(session, "Answer ticket 20");
      const objectId = await comment(session);
      const { branch_name, session_key } = await readInfo(session);
      assert.deepEqual(await finish(session), {
        success: true,
        message: "Session finished successfully",
        user_id: site.accounts.agent.id,
        username: "agent",
        session_key,
        branch_name,
        intent: "Answer ticket 20",
      });
      const { session: _, ...branch } = await findBranch(site, branch_name);
      const write = { method: "POST", path: "/api/followups/", objectId };
      assert.deepEqual(branch, {
        name: branch_name,
        username: "agent",
        state: "finished",
        endedBy: "finish",
        intent: "Answer ticket 20",
        writes: [{ ...write, session: branch_name, late: false }],
      });
      assert.deepEqual(await site.pullRequests(), [
        { branch: branch_name, username: "agent", title: "Answer ticket 20", writes: 1 },
      ]);
      assert.equal(session.cookies.has("sessionid"), false);
      const after = await session.json<{ detail: string }>("api/agent-session-info/");
      assert.equal(after.status, 403);
      assert.equal(after.body.detail, "Authentication credentials were not provided.");
      assert.deepEqual(await newComments(site, "main"), []);
    });

    await context.step("deletes a branch without changes", async () => {
      await site.reset();
      const session = await rawLogin(site, site.accounts.agent);
      await setIntent(session, "Look around");
      const name = await readBranchName(session);
      const json = { title: "No such ticket" };
      const wrong = await session.json("api/tickets/9999/", { method: "PATCH", json });
      assert.equal(wrong.status, 404);
      const copy = copySession(site, session);
      await finish(session);
      const { state, endedBy, intent } = await findBranch(site, name);
      assert.deepEqual([state, endedBy, intent], ["deleted", "finish", ""]);
      assert.deepEqual(await site.pullRequests(), []);
      await assert.rejects(site.ticket(20, name), /no branch/);
      assert.equal((await site.ticket(20))?.id, 20);
      const status = sessions === "signed_cookies" ? 500 : 403;
      assert.equal(await readStatus(copy, "api/tickets/20/"), status);
    });

    await context.step("commits what a failed request had saved", async () => {
      await site.reset();
      const session = await rawLogin(site, site.accounts.agent);
      await setIntent(session, "Attach a program");
      const name = await readBranchName(session);
      const form = new FormData();
      for (const [field, value] of [["ticket", "20"], ["title", ""], ["comment", "See file"]]) {
        form.append(field ?? "", value ?? "");
      }
      form.append("attachments", new File(["x"], "virus.exe"));
      const response = await session.request("api/followups/", { method: "POST", form });
      await response.body?.cancel();
      assert.equal(response.status, 500);
      await finish(session);
      assert.equal((await findBranch(site, name)).state, "finished");
      assert.deepEqual(await newComments(site, name), ["See file"]);
      assert.deepEqual((await site.pullRequests()).map(({ writes }) => writes), [0]);
    });

    await context.step("without an intent says the same and leaves the work", async () => {
      for (const intent of [undefined, ""]) {
        await site.reset();
        const session = await rawLogin(site, site.accounts.agent);
        if (intent !== undefined) await setIntent(session, intent);
        await comment(session);
        const name = await readBranchName(session);
        const body = await finish(session);
        assert.ok(typeof body === "object" && body !== null && "intent" in body);
        assert.equal(body.intent, intent ?? null);
        const { state, endedBy } = await findBranch(site, name);
        assert.deepEqual([state, endedBy], ["uncommitted", "finish"]);
        assert.deepEqual(await newComments(site, name), ["Checked"]);
        assert.deepEqual(await site.pullRequests(), []);
      }
    });

    await context.step("leaves what the server remembers of it", async () => {
      await site.reset();
      const session = await rawLogin(site, site.accounts.agent);
      await setIntent(session, "Remembered");
      await comment(session);
      const name = await readBranchName(session);
      await finish(session);
      const next = await rawLogin(site, site.accounts.agent);
      await comment(next, "Of the next session");
      const { state, endedBy } = await findBranch(site, name);
      assert.deepEqual([state, endedBy], ["finished", "server"]);
      assert.deepEqual(await newComments(site, "main"), ["Of the next session"]);
      assert.equal((await site.pullRequests()).length, 1);
    });
  });
}

siteTest(
  "a signed cookie outlives the finish of its session",
  { sessions: "signed_cookies", agentMemory: "off" },
  async (site, context) => {
    const session = await rawLogin(site, site.accounts.agent);
    await setIntent(session, "First");
    await comment(session, "Early");
    const name = await readBranchName(session);
    const copy = copySession(site, session);
    await finish(session);

    await context.step("its writes go onto the branch under review", async () => {
      assert.equal(await readBranchName(copy), name);
      await comment(copy, "Late");
      const { state, writes } = await findBranch(site, name);
      assert.equal(state, "finished");
      assert.deepEqual(writes.map(({ late }) => late), [false, true]);
      assert.deepEqual(await newComments(site, name), ["Early", "Late"]);
    });

    await context.step("a second finish commits them, but files nothing anew", async () => {
      await setIntent(copy, "Second");
      const third = copySession(site, copy);
      await finish(copy);
      const { state, intent } = await findBranch(site, name);
      assert.deepEqual([state, intent], ["finished", "First"]);
      const pullRequests = [{ branch: name, username: "agent", title: "First", writes: 1 }];
      assert.deepEqual(await site.pullRequests(), pullRequests);
      await comment(third, "Later still");
      await setIntent(third, "");
      await finish(third);
      assert.equal((await findBranch(site, name)).state, "uncommitted");
      assert.deepEqual(await site.pullRequests(), pullRequests);
    });
  },
);

siteTest(
  "a database session is gone when it was finished",
  { sessions: "database" },
  async (site) => {
    const session = await rawLogin(site, site.accounts.agent);
    await setIntent(session, "Done");
    await comment(session);
    const copy = copySession(site, session);
    await finish(session);
    assert.equal(await readStatus(copy, "api/tickets/20/"), 403);
    const followup = { ticket: 20, comment: "Late", title: "", public: false };
    assert.equal(await postStatus(copy, "api/followups/", followup), 403);
  },
);

siteTest("a branch with a name over 64 characters cannot be finished", {}, async (site) => {
  const { longAgent } = site.accounts;
  assert.equal(longAgent.username.length, 60);
  const first = await rawLogin(site, longAgent);
  await setIntent(first, "Never committed");
  await comment(first);
  const name = await readBranchName(first);
  await finish(first);
  const { state, endedBy, intent } = await findBranch(site, name);
  assert.deepEqual([state, endedBy, intent], ["uncommitted", "finish", ""]);
  assert.deepEqual(await newComments(site, name), ["Checked"]);
  assert.deepEqual(await site.pullRequests(), []);

  const second = await rawLogin(site, longAgent);
  await comment(second, "Where it belongs");
  const own = await findBranch(site, await readBranchName(second));
  assert.equal(own.writes[0]?.session, own.name);
  assert.equal((await findBranch(site, name)).endedBy, "server");
});
