import assert from "node:assert/strict";
import { comment, finish, readBranchName, setIntent } from "./agent_calls.ts";
import { rawLogin, RawSession } from "./raw_session.ts";
import { siteTest } from "./site_test_case.ts";

siteTest("a pull request has a page for staff", { mount: "/helpdesk/" }, async (site) => {
  const agent = await rawLogin(site, site.accounts.agent);
  await setIntent(agent, "Close <all> of them");
  await comment(agent);
  const name = await readBranchName(agent);
  const path = `pullrequests/${name}/`;
  const staff = await rawLogin(site, site.accounts.staff);
  const read = async (session: RawSession) => {
    const response = await session.request(path, { headers: { accept: "text/html" } });
    return { response, text: await response.text() };
  };
  assert.equal((await read(staff)).response.status, 404);

  await finish(agent);
  const { response, text } = await read(staff);
  assert.equal(response.status, 200);
  assert.match(response.headers.get("content-type") ?? "", /text\/html/);
  assert.match(text, /Close &lt;all&gt; of them/);
  assert.match(text, /finished/);
  for (const session of [new RawSession(site), await rawLogin(site, site.accounts.customer)]) {
    const refused = (await read(session)).response;
    assert.equal(refused.status, 302);
    assert.match(refused.headers.get("location") ?? "", /^\/helpdesk\/login\//);
  }
});
