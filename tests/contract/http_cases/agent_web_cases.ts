import assert from "node:assert/strict";
import { branch, DENIED, ENGINES, fate, NOT_AUTHENTICATED, pullRequest } from "../agent_steps.ts";
import {
  asAgent,
  assertErrorPage,
  assertRefused,
  asStaff,
  type HttpCase,
  test,
} from "../http_case.ts";
import { AS_BROWSER, ContractClient } from "../contract_client.ts";

/** Agents and the web pages, and the page that people review agents' work on. */
export const AGENT_WEB_CASES: readonly HttpCase[] = [
  test.helpdesk("an agent who opens another page is logged out, the branch stays open and uncommitted", async (helpdesk) => {
    for (
      const path of ["tickets/submit/", "", "datatables_ticket_list/e30=", "nothing/", "logout/"]
    ) {
      await helpdesk.control.forgetAgentSessions();
      const client = await asAgent(helpdesk);
      const { branch_name } = await client.info();
      await client.setIntent("Left open");
      await client.createTicket();
      const answer = await client.get(path, AS_BROWSER);
      assert.equal(answer.status, 302, path);
      assert.equal(answer.headers.get("location"), "/login/");
      assert.deepEqual(await fate(helpdesk, branch_name), ["open", null]);
      assert.equal((await branch(helpdesk, branch_name)).intent, "Left open");
      assert.equal(await pullRequest(helpdesk, branch_name), undefined);
      assertRefused(await client.get("api/tickets/1/"), 403, NOT_AUTHENTICATED);
    }
  }).on(ENGINES),
  test.asAgent("an agent's first request makes a branch even on a page that is closed to it", async ({ client, helpdesk, control }) => {
    const before = (await control.branches()).length;
    assertRefused(await client.get("tickets/"), 403, DENIED);
    const [made, ...others] = (await control.branches()).slice(before);
    assert.deepEqual([made?.state, others], ["open", []]);
    assert.equal((await client.info()).branch_name, made?.name);
    const next = await asAgent(helpdesk);
    assertRefused(await next.get("tickets/"), 403, DENIED);
    assert.deepEqual(await fate(helpdesk, made?.name ?? ""), ["deleted", "server"]);
  }).on(ENGINES),
  test.helpdesk("staff read a pull request on its page", async (helpdesk) => {
    const agent = await asAgent(helpdesk);
    const { branch_name } = await agent.info();
    await agent.setIntent("Tidy <up> & sort");
    await agent.createTicket();
    const path = `pullrequests/${branch_name}/`;
    const staff = await asStaff(helpdesk);
    assertErrorPage(await staff.get(path, AS_BROWSER), 404);
    assertRefused(await agent.get(path), 403, DENIED);
    await agent.finish();
    const page = await staff.get(path, AS_BROWSER);
    assert.equal(page.status, 200);
    assert.equal(page.headers.get("content-type"), "text/html; charset=utf-8");
    assert.ok(page.text.includes("Tidy &lt;up&gt; &amp; sort"), page.text);
    assert.match(page.text, /\bfinished\b/);
    assertErrorPage(await staff.get("pullrequests/agent-00000000/", AS_BROWSER), 404);
    const anonymous = await new ContractClient(helpdesk).get(path, AS_BROWSER);
    const mount = new URL(helpdesk.baseUrl).pathname;
    assert.equal(anonymous.status, 302);
    assert.equal(anonymous.headers.get("location"), `${mount}login/?next=${mount}${path}`);
  }).on([...ENGINES, "mounted"]),
];
