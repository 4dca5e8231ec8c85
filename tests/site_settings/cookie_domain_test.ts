import assert from "node:assert/strict";
import { realHelpdeskTest, type TestHelpdesk } from "../helpdesk_test_case.ts";
import { settingsOf } from "../account_settings.ts";
import { createToolCaller } from "../tool_caller.ts";

/** The program on a real helpdesk that is known under another name. */
function callerAt(host: string, site: TestHelpdesk) {
  const { origin, port } = new URL(site.baseUrl);
  const settings = { ...settingsOf(site, "staff"), HELPDESK_BASE_URL: `http://${host}:${port}/` };
  return createToolCaller(settings, async (request) => {
    const headers = new Headers(request.headers);
    headers.set("Host", `${host}:${port}`);
    const { pathname, search } = new URL(request.url);
    const { method } = request;
    const body = method === "GET" || method === "OPTIONS" ? undefined : await request.blob();
    return await fetch(`${origin}${pathname}${search}`, {
      method,
      headers,
      body,
      redirect: "manual",
    });
  });
}

const shared = { SESSION_COOKIE_DOMAIN: ".example.org", CSRF_COOKIE_DOMAIN: ".example.org" };

realHelpdeskTest(
  "cookies for a domain above the helpdesk's",
  { settings: { ALLOWED_HOSTS: ["*"], ...shared } },
  async (site, context) => {
    await context.step("are kept where the helpdesk is below it", async () => {
      for (const host of ["desk.example.org", "a.b.example.org", "example.org"]) {
        const caller = callerAt(host, site);
        const { differences } = await caller.succeed("update_ticket", {
          ticket_id: 20,
          title: host,
        });
        assert.deepEqual(differences, []);
        assert.equal((await site.ticket(20))?.title, host);
      }
    });
    await context.step("are named where it is asked elsewhere", async () => {
      for (const host of ["desk.example.com", "notexample.org"]) {
        const message = await callerAt(host, site).fail("get_queues");
        assert.match(
          message,
          /CSRF cookie is for example\.org \(CSRF_COOKIE_DOMAIN\), not for \S+:/,
        );
      }
    });
  },
);
