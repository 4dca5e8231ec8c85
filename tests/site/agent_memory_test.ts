import assert from "node:assert/strict";
import {
  comment,
  ENGINES,
  findBranch,
  newComments,
  postStatus,
  readBranchName,
  readStatus,
  setIntent,
} from "./agent_calls.ts";
import { rawLogin, RawSession } from "./raw_session.ts";
import type { Site } from "../../site/site.ts";
import { siteTest } from "./site_test_case.ts";

/** Two clients of the agent, logged in one after the other; neither has sent another request. */
async function twoClients(site: Site): Promise<[RawSession, RawSession]> {
  return [await rawLogin(site, site.accounts.agent), await rawLogin(site, site.accounts.agent)];
}

for (const sessions of ENGINES) {
  siteTest(`two clients in turns with ${sessions}`, { sessions }, async (site, context) => {
    await context.step("with intents, writes land on main, and nobody gets a 403", async () => {
      const [one, other] = await twoClients(site);
      await setIntent(one, "One");
      await comment(one, "1");
      await setIntent(other, "Other");
      await comment(other, "2");
      const [first, second] = (await site.branches()).map(({ name }) => name);
      assert.ok(first && second);
      const atFirst = await findBranch(site, first);
      assert.deepEqual([atFirst.state, atFirst.endedBy], ["finished_by_server", "server"]);
      const objectId = await comment(one, "3");
      assert.equal((await findBranch(site, second)).state, "finished_by_server");
      assert.deepEqual(await newComments(site, first), ["1"]);
      assert.deepEqual(await newComments(site, second), ["2"]);
      assert.deepEqual(await newComments(site, "main"), ["3"]);
      const path = "/api/followups/";
      assert.deepEqual(await site.mainWrites(), [
        { method: "POST", path, objectId, session: first, late: false },
      ]);
      assert.deepEqual((await site.pullRequests()).map(({ title }) => title), ["One", "Other"]);
      assert.equal(await readStatus(one, `api/followups/${objectId}/`), 404);
      assert.equal(await readBranchName(one), first);
      assert.equal(await readBranchName(other), second);
    });

    await context.step("without an intent, a write lands on the other's branch", async () => {
      await site.reset();
      const [one, other] = await twoClients(site);
      await comment(one, "1");
      await comment(other, "2");
      const [first, second] = await site.branches();
      assert.ok(first && second);
      assert.deepEqual([first.state, first.endedBy], ["uncommitted", "server"]);
      assert.deepEqual(first.writes.map((write) => write.session), [first.name, second.name]);
      assert.deepEqual(await newComments(site, first.name), ["1", "2"]);
      assert.deepEqual(await newComments(site, second.name), []);
      assert.deepEqual(await site.mainWrites(), []);
    });

    await context.step("a session that only read is a 500 from then on", async () => {
      await site.reset();
      const [reader, writer] = await twoClients(site);
      const name = await readBranchName(reader);
      await readBranchName(writer);
      const { state, endedBy } = await findBranch(site, name);
      assert.deepEqual([state, endedBy], ["deleted", "server"]);
      for (const path of ["api/tickets/20/", "api/agent-session-info/", "tickets/", "login/"]) {
        const response = await reader.request(path);
        assert.equal(response.status, 500, path);
        assert.match(response.headers.get("content-type") ?? "", /text\/html/);
        await response.body?.cancel();
      }
      assert.equal(await postStatus(reader, "api/finish-agent-session/"), 500);
      assert.notEqual(await readBranchName(await rawLogin(site, site.accounts.agent)), name);
    });

    await context.step("an intent is remembered at the following request", async () => {
      for (const follows of [false, true]) {
        await site.reset();
        const [one, other] = await twoClients(site);
        await comment(one);
        await setIntent(one, "Just set");
        const name = follows ? await readBranchName(one) : (await site.branches())[0]?.name ?? "";
        await readBranchName(other);
        const { state, intent } = await findBranch(site, name);
        const expected = follows ? ["finished_by_server", "Just set"] : ["uncommitted", ""];
        assert.deepEqual([state, intent], expected);
      }
    });

    await context.step("a refused commit may succeed later", async () => {
      await site.reset();
      const [one, other] = await twoClients(site);
      await comment(one);
      await comment(other);
      await setIntent(one, "At last");
      const name = await readBranchName(one);
      assert.equal((await findBranch(site, name)).state, "uncommitted");
      await readBranchName(await rawLogin(site, site.accounts.agent));
      const { state, intent } = await findBranch(site, name);
      assert.deepEqual([state, intent], ["finished_by_server", "At last"]);
    });

    await context.step("forgetAgentSessions() keeps branches and cookies", async () => {
      await site.reset();
      const [one, other] = await twoClients(site);
      await setIntent(one, "One");
      await comment(one, "1");
      const name = await readBranchName(one);
      await site.forgetAgentSessions();
      await comment(other, "2");
      assert.equal((await findBranch(site, name)).state, "open");
      assert.deepEqual(await newComments(site, await readBranchName(other)), ["2"]);
      await site.forgetAgentSessions();
      assert.equal(await readBranchName(one), name);
    });
  });

  siteTest(
    `without a memory two clients with ${sessions} stay on their branches`,
    { sessions, agentMemory: "off", processes: 3 },
    async (site) => {
      const [one, other] = await twoClients(site);
      for (const text of ["1", "2", "3"]) {
        await comment(one, text);
        await comment(other, text);
      }
      assert.deepEqual(await site.mainWrites(), []);
      for (const { name, state, writes } of await site.branches()) {
        assert.equal(state, "open");
        assert.ok(writes.every(({ session }) => session === name));
        assert.deepEqual(await newComments(site, name), ["1", "2", "3"]);
      }
    },
  );
}

for (const agentMemory of ["process", "shared"] as const) {
  siteTest(
    `one client with three processes and a memory of kind "${agentMemory}"`,
    { agentMemory, processes: 3, sessions: "signed_cookies" },
    async (site) => {
      const first = await rawLogin(site, site.accounts.agent);
      await setIntent(first, "First session");
      for (let count = 0; count < 3; count++) await comment(first);
      assert.equal(await postStatus(first, "api/finish-agent-session/"), 200);
      const second = await rawLogin(site, site.accounts.agent);
      const name = await readBranchName(second);
      for (let count = 0; count < 6; count++) await comment(second);
      const misplaced = await site.mainWrites();
      assert.equal(misplaced.length, agentMemory === "process" ? 2 : 0);
      assert.ok(misplaced.every(({ session }) => session === name));
      assert.equal((await findBranch(site, name)).writes.length, 6 - misplaced.length);
    },
  );
}

siteTest("everybody's requests go to the processes in turn", { processes: 2 }, async (site) => {
  const [one, other] = await twoClients(site);
  const anybody = new RawSession(site);
  const first = await readBranchName(one);
  await readStatus(anybody, "api/");
  // Without the request between them this one would have gone to the other process.
  await readBranchName(other);
  assert.equal((await findBranch(site, first)).state, "deleted");
});
