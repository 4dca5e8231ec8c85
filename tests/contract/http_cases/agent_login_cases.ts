import assert from "node:assert/strict";
import { type HttpCase, test } from "../http_case.ts";
import { ContractClient } from "../contract_client.ts";

/** Where the accounts of the Dolt edition log in. */
export const AGENT_LOGIN_CASES: readonly HttpCase[] = [
  test.helpdesk("an agent's login is refused like a wrong password outside the API, and taken there", async (helpdesk) => {
    const { username, password } = helpdesk.accounts.agent;
    const client = new ContractClient(helpdesk);
    const refused = await client.submitLogin(username, password);
    assert.equal(refused.status, 200);
    assert.match(refused.text, /name="csrfmiddlewaretoken"/);
    assert.equal(client.cookie("sessionid"), undefined);
    const taken = await client.submitLogin(username, password, { path: "api/auth/login/" });
    assert.equal(taken.status, 302);
    assert.equal((await client.get("api/agent-session-info/")).status, 200);
  }).on(["api_login"]),
  test.helpdesk("other accounts log in on both pages", async (helpdesk) => {
    const { username, password } = helpdesk.accounts.staff;
    for (const path of ["login/", "api/auth/login/"]) {
      const client = new ContractClient(helpdesk);
      assert.equal((await client.submitLogin(username, password, { path })).status, 302, path);
    }
  }).on(["api_login"]),
  test.helpdesk("the session information is closed to whoever is not logged in", async (helpdesk) => {
    const answer = await new ContractClient(helpdesk).get("api/agent-session-info/");
    assert.equal(answer.status, 403);
  }).on(["plain", "api_login"]),
];
