import assert from "node:assert/strict";
import { comment, findBranch, readBranchName, setIntent } from "./agent_calls.ts";
import { rawLogin } from "./raw_session.ts";
import { siteTest } from "./site_test_case.ts";

siteTest("agents are confined to the API", { mount: "/helpdesk/" }, async (site, context) => {
  const list = `datatables_ticket_list/${btoa("{}")}`;
  const html = { accept: "text/html" };

  await context.step("a request for JSON is refused without harm", async () => {
    const session = await rawLogin(site, site.accounts.agent);
    const branch = await readBranchName(session);
    const ways = [{ accept: "application/json" }, {
      ...html,
      "x-requested-with": "XMLHttpRequest",
    }];
    for (const headers of ways) {
      const { status, body } = await session.json<{ code: string }>(list, { headers });
      assert.equal(status, 403);
      assert.equal(body.code, "AGENT_WEB_ACCESS_DENIED");
    }
    assert.equal(await readBranchName(session), branch);
  });

  for (const path of [list, "tickets/", "media/helpdesk/x.txt", "login/", "/admin/"]) {
    await context.step(`${path} as a page ends the session, its branch stays open`, async () => {
      await site.reset();
      const session = await rawLogin(site, site.accounts.agent);
      await setIntent(session, "Lost");
      await comment(session);
      const branch = await readBranchName(session);
      const response = await session.request(path, { headers: html });
      await response.body?.cancel();
      assert.equal(response.status, 302);
      assert.equal(response.headers.get("location"), "/helpdesk/login/");
      assert.equal((await session.json("api/tickets/20/")).status, 403);
      const { state, endedBy } = await findBranch(site, branch);
      assert.deepEqual([state, endedBy], ["open", null]);

      // What the server remembers stays too, so the account's next session finishes the branch.
      await readBranchName(await rawLogin(site, site.accounts.agent));
      assert.equal((await findBranch(site, branch)).state, "finished_by_server");
      assert.deepEqual((await site.pullRequests()).map(({ title }) => title), ["Lost"]);
    });
  }

  await context.step("a first request makes a branch on any path", async () => {
    await site.reset();
    const session = await rawLogin(site, site.accounts.agent);
    const { status } = await session.json(list);
    assert.equal(status, 403);
    const names = (await site.branches()).map(({ name }) => name);
    assert.deepEqual(names, [await readBranchName(session)]);
  });
});
