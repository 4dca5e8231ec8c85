import assert from "node:assert/strict";
import { realHelpdeskTest, type TestHelpdesk } from "../helpdesk_test_case.ts";
import { settingsOf } from "../account_settings.ts";
import { createToolCaller } from "../tool_caller.ts";
import { assertDoctorSays } from "./doctor.ts";

/** The settings for a real helpdesk that is known under another name, and what carries its requests. */
function placeAt(host: string, site: TestHelpdesk) {
  const { origin, port } = new URL(site.baseUrl);
  const settings = { ...settingsOf(site, "staff"), HELPDESK_BASE_URL: `http://${host}:${port}/` };
  const carry = async (request: Request) => {
    const { pathname, search } = new URL(request.url);
    const { method, headers } = request;
    const body = method === "GET" || method === "OPTIONS" ? undefined : await request.blob();
    return await fetch(`${origin}${pathname}${search}`, {
      ...{ method, headers, body, redirect: "manual" },
    });
  };
  return { settings, carry };
}

function callerAt(host: string, site: TestHelpdesk) {
  const { settings, carry } = placeAt(host, site);
  return createToolCaller(settings, carry);
}

const shared = { SESSION_COOKIE_DOMAIN: ".example.org", CSRF_COOKIE_DOMAIN: ".example.org" };

realHelpdeskTest(
  "cookies for a domain above the helpdesk's",
  { settings: shared },
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
    await context.step("are no matter to doctor, or named by it", async () => {
      const wide = placeAt("desk.example.org", site);
      // The requests are carried to 127.0.0.1, over http.
      const carried = {
        settings: ["limited", /unencrypted/],
        own_address: ["limited", /127/],
      } as const;
      await assertDoctorSays(site, carried, wide.settings, wide.carry);
      const { settings, carry } = placeAt("desk.example.com", site);
      const login = ["failed", /CSRF_COOKIE_DOMAIN/] as const;
      await assertDoctorSays(site, { settings: carried.settings, login }, settings, carry);
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
