import assert from "node:assert/strict";
import { settingsOf } from "../account_settings.ts";
import { realHelpdeskTest } from "../helpdesk_test_case.ts";
import { createToolCaller } from "../tool_caller.ts";
import { assertDoctorSays } from "./doctor.ts";

const CHALLENGE = {
  status: 403,
  headers: { "content-type": "text/html", "cf-mitigated": "challenge" },
};
const ROBOTS =
  /^A protection against robots before http\S+, such as Cloudflare's, did not let through/;
const NOT_MODIFIED = /"not modified" \(status 304\), which answers no request.*keep caches away/;

/** What stands before the helpdesk and answers a path in its place, and the check that names it. */
const BEFORE = [
  { path: "/api/", answer: CHALLENGE, check: "api", says: ROBOTS },
  { path: "/login/", answer: CHALLENGE, check: "login_page", says: ROBOTS },
  { path: "/api/tickets/", answer: CHALLENGE, check: "staff_rights", says: ROBOTS },
  { path: "/api/", answer: { status: 304 }, check: "api", says: NOT_MODIFIED },
  {
    path: "/datatables_ticket_list/",
    answer: { status: 304 },
    check: "list_endpoint",
    says: NOT_MODIFIED,
  },
  { path: "/api/tickets/", answer: { status: 304 }, check: "staff_rights", says: NOT_MODIFIED },
] as const;

realHelpdeskTest("what stands before a helpdesk is not taken for it", {}, async (site, context) => {
  for (const { path, answer, check, says } of BEFORE) {
    await context.step(`${answer.status} in place of ${path}`, async () => {
      const before = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen: () => {} }, () => {
        const body = answer.status === 304 ? null : "<title>Just a moment...</title>";
        return new Response(body, answer);
      });
      const carry = async (request: Request) => {
        const { pathname } = new URL(request.url);
        const isTheirs = pathname === path || path.length > 20 && pathname.startsWith(path);
        return await fetch(isTheirs ? `http://127.0.0.1:${before.addr.port}${pathname}` : request, {
          redirect: "manual",
        });
      };
      try {
        await assertDoctorSays(site, { [check]: ["failed", says] }, {}, carry);
        const caller = createToolCaller(settingsOf(site, "staff"), carry);
        const tool = check === "list_endpoint" ? "list_tickets" : "get_queues";
        if (path !== "/api/") assert.match(await caller.fail(tool), says);
      } finally {
        await before.shutdown();
      }
    });
  }
});

realHelpdeskTest("white space behind a password is told of", {}, async (site, context) => {
  const { HELPDESK_PASSWORD: password = "" } = settingsOf(site, "staff") as Record<string, string>;
  for (const end of ["\n", " ", "\r\n"]) {
    await context.step(JSON.stringify(end), async () => {
      const settings = { HELPDESK_PASSWORD: `${password}${end}` };
      await assertDoctorSays(site, {
        login: ["failed", /HELPDESK_PASSWORD begins or ends in white space, as in a line break/],
      }, settings);
    });
  }
});
