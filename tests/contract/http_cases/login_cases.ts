import assert from "node:assert/strict";
import { assertRefused, asStaff, type HttpCase, test } from "../http_case.ts";
import { ContractClient, logIn, TICKET } from "../contract_client.ts";

const NOT_AUTHENTICATED = { detail: "Authentication credentials were not provided." };
const INVALID_TOKEN = { detail: "Invalid token." };

/** Login, sessions, tokens of the API. */
export const LOGIN_CASES: readonly HttpCase[] = [
  test.helpdesk("the login form sets a CSRF cookie and carries a masked token of it", async (helpdesk) => {
    const client = new ContractClient(helpdesk);
    const tokens = [];
    for (let visit = 0; visit < 2; visit++) {
      const { status, headers, text } = await client.get("login/");
      assert.equal(status, 200);
      assert.equal(headers.get("content-type"), "text/html; charset=utf-8");
      tokens.push(/csrfmiddlewaretoken" value="(\w{64})"/.exec(text)?.[1]);
      assert.match(text, /<form[^>]*method="post"/);
      assert.match(text, /<input type="text"\s+id="username"\s+name="username"/);
      assert.match(text, /<input type="password"\s+id="password"\s+name="password"/);
      assert.match(client.cookie("csrftoken") ?? "", /^\w{32}$/);
      const set = headers.getSetCookie().join("\n");
      assert.match(set, /^csrftoken=.*Path=\/; SameSite=Lax/m);
    }
    assert.ok(tokens[0] && tokens[1] && tokens[0] !== tokens[1]);
    assert.equal(client.cookie("sessionid"), undefined);
  }).on(["plain", "mounted", "signed_cookies"]),
  test.helpdesk("a login answers 302 to the home page, sets a session and rotates the CSRF cookie", async (helpdesk) => {
    const { staff } = helpdesk.accounts;
    const client = new ContractClient(helpdesk);
    await client.get("login/");
    const before = client.cookie("csrftoken");
    const answer = await client.submitLogin(staff.username, staff.password);
    assert.equal(answer.status, 302);
    assert.equal(answer.headers.get("location"), new URL(helpdesk.baseUrl).pathname);
    assert.ok(client.cookie("sessionid"));
    const set = answer.headers.getSetCookie().join("\n");
    assert.match(set, /^sessionid=.*HttpOnly.*Max-Age=1209600/m);
    assert.notEqual(client.cookie("csrftoken"), before);
    assert.equal((await client.get("api/tickets/?page_size=1")).status, 200);
  }).on(["plain", "mounted", "signed_cookies"]),
  test.helpdesk("a login goes on to `next` on this site and to no other", async (helpdesk) => {
    const { username, password } = helpdesk.accounts.staff;
    const visit = async (next: string) => {
      const answer = await new ContractClient(helpdesk).submitLogin(username, password, { next });
      return answer.headers.get("location");
    };
    const left = {
      "/api/tickets/": "/api/tickets/",
      "https://example.net/": "/",
      "//example.net/": "/",
    };
    for (const [next, location] of Object.entries(left)) assert.equal(await visit(next), location);
  }),
  test.helpdesk("a wrong password or user name answers 200 with the form again and no session", async (helpdesk) => {
    const { staff } = helpdesk.accounts;
    for (const [username, password] of [[staff.username, "wrong"], ["nobody", staff.password]]) {
      const client = new ContractClient(helpdesk);
      const answer = await client.submitLogin(username ?? "", password ?? "");
      assert.equal(answer.status, 200);
      assert.match(answer.text, /username and password didn(?:&#x27;|')t match/);
      assert.match(answer.text, /name="csrfmiddlewaretoken"/);
      assert.equal(client.cookie("sessionid"), undefined);
    }
  }),
  test.helpdesk("a login without a valid token is 403 with a page", async (helpdesk) => {
    const { username, password } = helpdesk.accounts.staff;
    const client = new ContractClient(helpdesk);
    const bare = await client.request("POST", "login/", { form: { username, password } });
    assert.equal(bare.status, 403);
    assert.match(bare.text, /CSRF verification failed/);
    await client.get("login/");
    const wrong = { username, password, csrfmiddlewaretoken: "a".repeat(64) };
    assert.equal((await client.request("POST", "login/", { form: wrong })).status, 403);
    assert.equal(client.cookie("sessionid"), undefined);
  }),
  test.helpdesk("an anonymous call is 403, never 401, and has no challenge", async (helpdesk) => {
    const client = new ContractClient(helpdesk);
    for (const path of ["tickets/", "tickets/1/", "followups/", "user_tickets/", "users/"]) {
      const answer = await client.get(`api/${path}`);
      assertRefused(answer, 403, NOT_AUTHENTICATED);
      assert.equal(answer.headers.get("www-authenticate"), null);
    }
    assertRefused(await client.post("api/tickets/", {}), 403, NOT_AUTHENTICATED);
    assertRefused(await client.request("OPTIONS", "api/tickets/"), 403, NOT_AUTHENTICATED);
  }).on(["plain", "mounted"]),
  test.asStaff("an expired or invented session is 403 like none", async ({ client, helpdesk, control, accounts }) => {
    const other = await logIn(helpdesk, accounts.admin);
    await control.expireSessions("staff");
    assertRefused(await client.get("api/tickets/1/"), 403, NOT_AUTHENTICATED);
    assert.equal((await other.get("api/tickets/?page_size=1")).status, 200);
    await control.expireSessions();
    assertRefused(await other.get("api/tickets/1/"), 403, NOT_AUTHENTICATED);
    const headers = { cookie: "sessionid=invented" };
    const invented = await new ContractClient(helpdesk).get("api/tickets/", { headers });
    assertRefused(invented, 403, NOT_AUTHENTICATED);
    assert.equal((await (await asStaff(helpdesk)).get("api/tickets/?page_size=1")).status, 200);
  }).on(["plain", "signed_cookies"]),
  test.asStaff("an expired session loses its cookie", async ({ client, control }) => {
    await control.expireSessions("staff");
    await client.get("api/tickets/1/");
    assert.equal(client.cookie("sessionid"), undefined);
  }),
  test.asStaff("sessions in signed cookies are renewed by every answer, others are not", async ({ client }) => {
    const signed = (client.cookie("sessionid") ?? "").includes(":");
    for (const path of ["api/tickets/?page_size=1", "api/users/", "api/tickets/0/"]) {
      const before = client.cookie("sessionid");
      const { headers } = await client.get(path);
      const renewed = headers.getSetCookie().some((line) => line.startsWith("sessionid="));
      assert.equal(renewed, signed, path);
      if (!signed) assert.equal(client.cookie("sessionid"), before);
    }
    const bare = { queue: 1, title: "No description", priority: 3 };
    const fault = await client.post("api/tickets/", bare);
    assert.equal(fault.status, 500);
    assert.deepEqual(fault.headers.getSetCookie(), []);
  }).on(["plain", "signed_cookies"]),
  test.helpdesk("an API token stands for a session and needs no CSRF token", async (helpdesk) => {
    const headers = { authorization: `Token ${helpdesk.token}` };
    const client = new ContractClient(helpdesk);
    assert.equal((await client.get("api/tickets/?page_size=1", { headers })).status, 200);
    const created = await client.post("api/tickets/", TICKET, { headers });
    assert.equal(created.status, 201);
    const wrong = { authorization: "Token wrong" };
    assertRefused(await client.get("api/tickets/", { headers: wrong }), 403, INVALID_TOKEN);
  }),
  test.asStaff("a logout needs POST and ends the session", async ({ client }) => {
    assert.equal((await client.get("logout/")).status, 405);
    const answer = await client.request("POST", "logout/", { form: {} });
    assert.equal(answer.status, 200);
    assertRefused(await client.get("api/tickets/1/"), 403, NOT_AUTHENTICATED);
  }),
  test.helpdesk("two sessions of one account that is not an agent live side by side", async (helpdesk) => {
    const [first, second] = [await asStaff(helpdesk), await asStaff(helpdesk)];
    assert.equal((await first.createTicket()).status, 1);
    assert.equal((await second.createTicket()).status, 1);
  }),
  test.helpdesk("where the form is elsewhere, `login/` and web pages lead to it", async (helpdesk) => {
    const { username, password } = helpdesk.accounts.staff;
    const client = new ContractClient(helpdesk);
    const answer = await client.get("login/");
    assert.equal(answer.status, 302);
    assert.equal(answer.headers.get("location"), "/accounts/login/?next=/");
    const table = await client.get("datatables_ticket_list/e30=");
    assert.match(table.headers.get("location") ?? "", /^\/accounts\/login\/\?next=/);
    const login = await client.submitLogin(username, password, { path: "/accounts/login/" });
    assert.equal(login.status, 302);
    assert.equal((await client.get("api/tickets/?page_size=1")).status, 200);
  }).on(["login_elsewhere"]),
  test.helpdesk("the home page sends staff to the tickets", async (helpdesk) => {
    const home = await (await asStaff(helpdesk)).get("");
    assert.equal(home.status, 302);
    assert.equal(home.headers.get("location"), `${new URL(helpdesk.baseUrl).pathname}tickets/`);
    assert.equal((await new ContractClient(helpdesk).get("")).status, 200);
  }).on(["plain", "mounted"]),
];
