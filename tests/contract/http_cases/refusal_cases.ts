import assert from "node:assert/strict";
import { assertErrorPage, assertRefused, asStaff, type HttpCase, test } from "../http_case.ts";
import { AS_BROWSER, ContractClient, logIn } from "../contract_client.ts";

const NOT_PERMITTED = { detail: "You do not have permission to perform this action." };
const CSRF = (reason: string) => ({ detail: `CSRF Failed: ${reason}` });
const ORIGIN = "Origin checking failed - http://example.net does not match any trusted origins.";
const HEADER = "CSRF token from the 'X-Csrftoken' HTTP header";

/** What the server refuses: CSRF, rights, methods, addresses, formats. */
export const REFUSAL_CASES: readonly HttpCase[] = [
  test.asStaff("an unsafe call needs the CSRF token of its cookie and says what is wrong with it", async ({ client, helpdesk }) => {
    const session = `sessionid=${client.cookie("sessionid")}`;
    const send = (headers: Record<string, string>) =>
      new ContractClient(helpdesk).post("api/tickets/", {}, { headers });
    const token = client.cookie("csrftoken") ?? "";
    const cookie = `${session}; csrftoken=${token}`;
    const refusals: [Record<string, string>, string][] = [
      [{ cookie: session, "x-csrftoken": token }, "CSRF cookie not set."],
      [{ cookie }, "CSRF token missing."],
      [{ cookie, "x-csrftoken": "" }, `${HEADER} has incorrect length.`],
      [{ cookie, "x-csrftoken": "short" }, `${HEADER} has incorrect length.`],
      [{ cookie, "x-csrftoken": "-".repeat(32) }, `${HEADER} has invalid characters.`],
      [{ cookie, "x-csrftoken": "a".repeat(32) }, `${HEADER} incorrect.`],
      [{ cookie, "x-csrftoken": "a".repeat(64) }, `${HEADER} incorrect.`],
      [{ cookie, "x-csrftoken": token, origin: "http://example.net" }, ORIGIN],
    ];
    for (const [headers, reason] of refusals) {
      assertRefused(await send(headers), 403, CSRF(reason));
    }
    for (const path of ["api/tickets/1/", "api/followups/1/"]) {
      const headers = { cookie, "x-csrftoken": "a".repeat(32) };
      const stranger = new ContractClient(helpdesk);
      const answer = await stranger.request("PATCH", path, { headers, json: {} });
      assertRefused(answer, 403, CSRF(`${HEADER} incorrect.`));
    }
  }).on(["plain", "signed_cookies"]),
  test.asStaff("the CSRF token may be the cookie's or a masked one, and over http no Referer is asked for", async ({ client, baseUrl }) => {
    const page = await client.get("tickets/submit/", AS_BROWSER);
    const masked = /csrfmiddlewaretoken" value="(\w{64})"/.exec(page.text)?.[1] ?? "";
    const origin = new URL(baseUrl).origin;
    const accepted: Record<string, string>[] = [
      { "x-csrftoken": client.cookie("csrftoken") ?? "" },
      { "x-csrftoken": masked },
      { "x-csrftoken": masked, origin },
      { "x-csrftoken": masked, referer: "http://example.net/" },
    ];
    for (const headers of accepted) {
      const answer = await client.post("api/tickets/", {}, { headers });
      assert.equal(answer.status, 400, answer.text);
    }
  }),
  test.helpdesk("a token from before the login is refused, for the cookie rotated", async (helpdesk) => {
    const { username, password } = helpdesk.accounts.staff;
    const client = new ContractClient(helpdesk);
    await client.get("login/");
    const stale = client.cookie("csrftoken") ?? "";
    await client.submitLogin(username, password);
    const answer = await client.post("api/tickets/", {}, { headers: { "x-csrftoken": stale } });
    assertRefused(answer, 403, CSRF(`${HEADER} incorrect.`));
  }),
  test.helpdesk("an account that is not staff sees its own tickets only", async (helpdesk) => {
    const client = await logIn(helpdesk, helpdesk.accounts.customer);
    const paths = ["tickets/", "tickets/1/", "followups/", "followups-attachments/", "users/"];
    for (const path of paths) {
      assertRefused(await client.get(`api/${path}`), 403, NOT_PERMITTED);
    }
    assertRefused(await client.post("api/followups/", {}), 403, NOT_PERMITTED);
    assertRefused(await client.patch("api/tickets/1/", {}), 403, NOT_PERMITTED);
    assertRefused(await client.request("OPTIONS", "api/tickets/"), 403, NOT_PERMITTED);
    assert.equal((await client.get("api/user_tickets/")).status, 200);
    const submit = await client.get("tickets/submit/", AS_BROWSER);
    assert.equal(submit.status, 200);
    assert.doesNotMatch(submit.text, /name="assigned_to"/);
  }),
  test.helpdesk("`api/users/` makes accounts, for superusers only, and shows none", async (helpdesk) => {
    const staff = await asStaff(helpdesk);
    const notAllowed = { detail: 'Method "GET" not allowed.' };
    const answer = await staff.get("api/users/");
    assertRefused(answer, 405, notAllowed);
    assert.equal(answer.headers.get("allow"), "POST, OPTIONS");
    assertRefused(await staff.post("api/users/", {}), 403, NOT_PERMITTED);
    const admin = await logIn(helpdesk, helpdesk.accounts.admin);
    assertRefused(await admin.get("api/users/"), 405, notAllowed);
    const required = ["This field is required."];
    const lacking = { username: required, password: required };
    assertRefused(await admin.post("api/users/", {}), 400, lacking);
    const username = `contract-${crypto.randomUUID()}`;
    const account = { username, password: crypto.randomUUID(), email: "made@example.net" };
    const made = await admin.post("api/users/", account);
    assert.equal(made.status, 201);
    assert.deepEqual(made.json(), {
      ...{ first_name: "", last_name: "", username, email: account.email },
    });
    assertRefused(await admin.post("api/users/", account), 400, {
      username: ["A user with that username already exists."],
    });
    const client = await logIn(helpdesk, account);
    assertRefused(await client.get("api/tickets/"), 403, NOT_PERMITTED);
  }),
  test.asStaff("a method that a list does not have is 405", async ({ client }) => {
    const refused = await client.request("DELETE", "api/tickets/");
    assertRefused(refused, 405, { detail: 'Method "DELETE" not allowed.' });
    assert.equal(refused.headers.get("allow"), "GET, POST, HEAD, OPTIONS");
    const own = await client.post("api/user_tickets/", {});
    assertRefused(own, 405, { detail: 'Method "POST" not allowed.' });
    assert.equal(own.headers.get("allow"), "GET, HEAD, OPTIONS");
  }),
  test.asStaff("what is not there: 404 in JSON for objects, in HTML for addresses", async ({ client }) => {
    const missing = (model: string) => ({ detail: `No ${model} matches the given query.` });
    const models = { "tickets": "Ticket", "followups": "FollowUp", "user_tickets": "Ticket" };
    for (const [path, model] of Object.entries(models)) {
      assertRefused(await client.get(`api/${path}/999999/`), 404, missing(model));
    }
    const file = await client.get("api/followups-attachments/999999/");
    assertRefused(file, 404, missing("FollowUpAttachment"));
    assertRefused(await client.patch("api/tickets/999999/", {}), 404, missing("Ticket"));
    for (const path of ["tickets", "followups"]) {
      assertRefused(await client.get(`api/${path}/abc/`), 404, { detail: "Not found." });
    }
    assertErrorPage(await client.get("api/queues/"), 404);
    assertErrorPage(await client.get("api/queues/", AS_BROWSER), 404);
    assertErrorPage(await client.get("/nothing/here/"), 404);
  }).on(["plain", "mounted"]),
  test.asStaff("an address without its last slash is redirected there", async ({ client, baseUrl }) => {
    const mount = new URL(baseUrl).pathname;
    const answer = await client.get("api/tickets?page=1");
    assert.equal(answer.status, 301);
    assert.equal(answer.headers.get("location"), `${mount}api/tickets/?page=1`);
    assert.equal((await client.post("api/tickets", {})).status, 301);
    assertErrorPage(await client.get("api/queues"), 404);
  }).on(["plain", "mounted"]),
  test.asStaff("a body that cannot be read is refused", async ({ client }) => {
    const send = (type: string, body: string) =>
      client.request("POST", "api/tickets/", { body, headers: { "content-type": type } });
    const broken = await send("application/json", "{bad");
    assert.equal(broken.status, 400);
    assert.match(broken.json<{ detail: string }>().detail, /^JSON parse error - /);
    assertRefused(await send("text/plain", "x"), 415, {
      detail: 'Unsupported media type "text/plain" in request.',
    });
    assertRefused(await client.post("api/tickets/", [1]), 400, {
      non_field_errors: ["Invalid data. Expected a dictionary, but got list."],
    });
  }),
  test.asStaff("the answer's format follows Accept, JSON where nothing decides", async ({ client, helpdesk }) => {
    const type = async (accept: string) => {
      const answer = await client.get("api/tickets/?page_size=1", { headers: { accept } });
      return [answer.status, answer.headers.get("content-type")];
    };
    const json = [200, "application/json"];
    const page = [200, "text/html; charset=utf-8"];
    for (const accept of ["*/*", "application/json", "text/html, application/json"]) {
      assert.deepEqual(await type(accept), json);
    }
    for (const accept of ["text/html", "text/html,application/xhtml+xml,*/*;q=0.8"]) {
      assert.deepEqual(await type(accept), page);
    }
    assert.deepEqual(await type("application/xml"), [406, "application/json"]);
    const anonymous = await new ContractClient(helpdesk).get("api/tickets/", AS_BROWSER);
    assert.equal(anonymous.status, 403);
    assert.equal(anonymous.headers.get("content-type"), "text/html; charset=utf-8");
  }),
];
