import assert from "node:assert/strict";
import { rawLogin, RawSession } from "./raw_session.ts";
import type { SiteOptions } from "../../site/site_options.ts";
import { siteTest } from "./site_test_case.ts";

interface TicketPage {
  count: number;
  results: { id: number; title: string }[];
}

const VARIANTS: Record<string, SiteOptions> = {
  "as installed": {},
  "with signed cookies": { sessions: "signed_cookies" },
  "below /helpdesk/": { mount: "/helpdesk/" },
  "below a deeper path": { mount: "/it/help/desk/" },
  "without the browsable page": { browsablePage: false },
  "with custom statuses": { statuses: "custom" },
  "without agents": { agents: false },
};

for (const [name, options] of Object.entries(VARIANTS)) {
  siteTest(`a site ${name} lists its tickets after a login`, options, async (site) => {
    assert.equal(site.baseUrl, `${site.origin}${options.mount ?? "/"}`);
    const session = await rawLogin(site, site.accounts.staff);
    const { status, body } = await session.json<TicketPage>("api/tickets/?page_size=100");
    assert.equal(status, 200);
    assert.equal(body.count, site.fixture.ticketCount);
    assert.equal(body.results.length, 60);

    const statuses = await session.json<{
      actions: { POST: { status: { choices: { value: number; display_name: string }[] } } };
    }>("api/tickets/", { method: "OPTIONS" });
    assert.deepEqual(
      statuses.body.actions.POST.status.choices.map(({ value, display_name }) => ({
        id: value,
        name: display_name,
      })),
      site.fixture.statuses,
    );
    assert.equal(site.fixture.statuses.length, options.statuses === "custom" ? 7 : 5);
    for (const { id } of site.fixture.statuses) {
      const some = await session.json<TicketPage>(`api/tickets/?status=${id}`);
      assert.ok(some.body.count > 0, `no ticket has the status ${id}`);
    }
  });
}

siteTest(
  "renamed cookies and another login page are used instead of the usual ones",
  { sessionCookieName: "desk", csrfCookieName: "desk_token", loginPath: "/accounts/login/" },
  async (site) => {
    const anonymous = new RawSession(site);
    const redirect = await anonymous.request("login/");
    assert.equal(redirect.status, 302);
    assert.equal(redirect.headers.get("location"), "/accounts/login/?next=/");

    const names = { csrfCookieName: "desk_token", loginPath: "/accounts/login/" };
    const session = await rawLogin(site, site.accounts.staff, names);
    assert.deepEqual([...session.cookies.keys()].sort(), ["desk", "desk_token"]);
    const patch = await session.request("api/tickets/1/", {
      method: "PATCH",
      json: { priority: 4 },
    });
    await patch.body?.cancel();
    assert.equal(patch.status, 200);
    assert.equal((await site.ticket(1))?.priority, 4);
  },
);

siteTest(
  "signed cookies are renewed by every response",
  { sessions: "signed_cookies" },
  async (site) => {
    const session = await rawLogin(site, site.accounts.staff);
    const response = await session.request("api/");
    await response.body?.cancel();
    assert.ok(response.headers.getSetCookie().some((cookie) => cookie.startsWith("sessionid=")));
  },
);

siteTest(
  "the browsable page offers queues, users, statuses and priorities, unless it is off",
  {},
  async (site) => {
    const session = await rawLogin(site, site.accounts.agent);
    const html = { accept: "text/html" };
    const response = await session.request("api/tickets/", { method: "OPTIONS", headers: html });
    const page = await response.text();
    for (const name of ["queue", "assigned_to", "status", "priority"]) {
      assert.match(page, new RegExp(`<select[^>]*name="${name}"`));
    }
    assert.match(page, /Billing &amp; Orders &lt;EU&gt;/);
    assert.match(page, /Büro und Geräte – 設備/);
  },
);

siteTest("without the browsable page HTML is refused", { browsablePage: false }, async (site) => {
  const session = await rawLogin(site, site.accounts.staff);
  const html = { accept: "text/html" };
  const response = await session.request("api/tickets/", { method: "OPTIONS", headers: html });
  await response.body?.cancel();
  assert.equal(response.status, 406);
});

siteTest(
  "without agents their endpoints are HTML pages of 404",
  { agents: false },
  async (site) => {
    const session = await rawLogin(site, site.accounts.agent);
    const response = await session.request("api/agent-session-info/");
    assert.equal(response.status, 404);
    assert.match(response.headers.get("content-type") ?? "", /text\/html/);
    await response.body?.cancel();
    const page = await session.request("tickets/");
    assert.equal(page.status, 200);
    await page.body?.cancel();
    assert.deepEqual(await site.branches(), []);
  },
);
