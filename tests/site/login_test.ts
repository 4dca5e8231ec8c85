import assert from "node:assert/strict";
import { rawLogin, RawSession } from "./raw_session.ts";
import { siteTest } from "./site_test_case.ts";

siteTest("sessions and tokens open the API", {}, async (site, context) => {
  await context.step("an anonymous call, a stale token and a missing right are 403", async () => {
    const detail = async (response: Response) => (await response.json()).detail;
    const anonymous = await fetch(`${site.baseUrl}api/tickets/`);
    assert.equal(anonymous.status, 403);
    assert.equal(await detail(anonymous), "Authentication credentials were not provided.");

    const staff = await rawLogin(site, site.accounts.staff);
    const stale = await staff.request("api/tickets/1/", {
      method: "PATCH",
      json: { priority: 1 },
      headers: { "x-csrftoken": "x".repeat(32) },
    });
    assert.equal(stale.status, 403);
    assert.match(await detail(stale), /^CSRF Failed: /);

    const customer = await rawLogin(site, site.accounts.customer);
    const refused = await customer.request("api/tickets/");
    assert.equal(refused.status, 403);
    assert.equal(await detail(refused), "You do not have permission to perform this action.");
  });

  await context.step("a wrong password is the form again", async () => {
    const session = new RawSession(site);
    const response = await session.login({ ...site.accounts.staff, password: "fixture-wrong" });
    assert.equal(response.status, 200);
    assert.match(await response.text(), /name="csrfmiddlewaretoken"/);
    assert.equal(session.cookies.has("sessionid"), false);
  });

  await context.step("the token of the staff account needs no session", async () => {
    const headers = { authorization: `Token ${site.token}` };
    const response = await fetch(`${site.baseUrl}api/tickets/1/`, { headers });
    assert.equal(response.status, 200);
    await response.body?.cancel();
  });
});
