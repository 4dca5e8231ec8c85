import assert from "node:assert/strict";
import { settingsOf } from "../account_settings.ts";
import type { TestHelpdesk } from "../helpdesk_test_case.ts";
import { createToolCaller, textOf } from "../tool_caller.ts";
import {
  answerNext,
  callerOf,
  freshCaller,
  isLogin,
  isWrite,
  requestLines,
  scans,
  storedTickets,
} from "./site_caller.ts";
import { siteParts } from "./site_parts.ts";

const COMMENT = { ticket_id: 20, comment: "Once only.", public: false };

/** Fetches, and loses the CSRF cookie after the catalogue's request, as it would by running out. */
function losingToken(site: TestHelpdesk): (request: Request) => Promise<Response> {
  let isLost = false;
  return async (request) => {
    const response = await site.fetch(request);
    if (isLost || request.method !== "OPTIONS") return response;
    isLost = true;
    const { status, headers } = response;
    const changed = new Response(response.body, { status, headers });
    changed.headers.append("set-cookie", "csrftoken=; Path=/; Max-Age=0");
    return changed;
  };
}

siteParts("a session", {}, {
  "renewed once: before a read": async (site) => {
    const caller = await freshCaller(site, "staff");
    await site.expireSessions("staff");
    const result = await caller.call("get_ticket", { ticket_id: 20 });
    assert.equal(result.isError, undefined, textOf(result));
    assert.equal(result.structuredContent?.["notices"], undefined);
    assert.equal((await requestLines(site, isLogin)).length, 1);
    const reads = await requestLines(site, ({ path }) => path === "/api/tickets/20/");
    assert.equal(reads.length, 2);
  },

  "renewed once: before a list, which the web page answers with a redirect": async (site) => {
    const caller = await freshCaller(site, "staff");
    await caller.succeed("list_tickets", { queue_id: 1 });
    await site.expireSessions("staff");
    await site.resetRequests();
    const answer = await caller.succeed("list_tickets", { queue_id: 1 });
    const stored = (await storedTickets(site)).filter(({ queue }) => queue === 1);
    assert.ok(stored.length > 0);
    assert.equal(answer.total, stored.length);
    assert.equal((await requestLines(site, isLogin)).length, 1);
    assert.deepEqual(await scans(site), [], "the fast way must not be given up");
  },

  "renewed once: before the catalogue, whose page tells it in HTML": async (site) => {
    await site.reset();
    for (const account of ["staff", "agent"] as const) {
      const caller = callerOf(site, account);
      await caller.succeed("get_ticket", { ticket_id: 20 });
      caller.helpdesk.catalogue.clear();
      await site.expireSessions(account);
      await site.resetRequests();
      const { queues } = await caller.succeed("get_queues");
      assert.equal(queues.length, site.fixture.queues.length);
      assert.equal((await requestLines(site, isLogin)).length, 1);
      const asked = await requestLines(site, ({ method }) => method === "OPTIONS");
      assert.deepEqual(asked, ["OPTIONS /api/tickets/", "OPTIONS /api/tickets/"]);
    }
  },

  "renewed once: before a write, which is stored exactly once": async (site) => {
    const caller = await freshCaller(site, "staff");
    await site.expireSessions("staff");
    await caller.succeed("update_ticket", { ticket_id: 20, title: "Renewed" });
    assert.equal((await site.ticket(20))?.title, "Renewed");
    assert.equal((await requestLines(site, isLogin)).length, 1);
    const { requests } = await site.requests();
    assert.deepEqual(requests.filter(isWrite).map(({ status }) => status), [403, 200]);
  },

  "renewed once: for ten callers by one login": async (site) => {
    const caller = await freshCaller(site, "staff");
    await site.expireSessions("staff");
    const ids = Array.from({ length: 10 }, (_, place) => place + 1);
    await Promise.all(ids.map((ticket_id) => caller.succeed("get_ticket", { ticket_id })));
    assert.equal((await requestLines(site, isLogin)).length, 1);
  },

  "a wrong password is tried once": async (site) => {
    const caller = callerOf(site, "staff", { HELPDESK_PASSWORD: "fixture-wrong" });
    const first = await caller.fail("get_queues");
    const says = /refused the login of "staff" at .*Correct HELPDESK_USERNAME and HELPDESK_P/;
    assert.match(first, says);
    assert.ok(!first.includes("fixture-wrong"));
    assert.equal((await requestLines(site, isLogin)).length, 1);
    await site.resetRequests();
    const calls = [
      caller.fail("get_queues"),
      caller.fail("list_tickets"),
      caller.fail("add_followup", COMMENT),
      caller.fail("get_agent_session_info"),
    ];
    for (const message of await Promise.all(calls)) assert.equal(message, first);
    assert.deepEqual(await requestLines(site), []);
  },

  "a write sends the token that login rotated, and the page it is from": async (site) => {
    const caller = await freshCaller(site, "staff");
    const form = (await site.requests()).requests.length;
    assert.equal(form, 0);
    await caller.succeed("update_ticket", { ticket_id: 20, priority: 5 });
    const { requests } = await site.requests();
    const patch = requests.find(isWrite);
    assert.equal(patch?.status, 200);
    const cookie = /csrftoken=([^;]+)/.exec(patch?.headers["cookie"] ?? "")?.[1];
    assert.equal(patch?.headers["x-csrftoken"], cookie);
    assert.equal(patch?.headers["referer"], site.baseUrl);
  },

  "a lost token is fetched and the write repeated, without a login": async (site) => {
    await site.reset();
    const earlier = (await site.followups(20)).length;
    const caller = createToolCaller(settingsOf(site, "staff"), losingToken(site));
    await caller.succeed("add_followup", COMMENT);
    const { requests } = await site.requests();
    assert.deepEqual(requests.filter(isWrite).map(({ status }) => status), [403, 201]);
    assert.equal((await site.followups(20)).length, earlier + 1);
    assert.equal((await requestLines(site, isLogin)).length, 1);
  },

  "a token that stays refused ends after the second try": async (site) => {
    const caller = await freshCaller(site, "staff");
    const refused = { detail: "CSRF Failed: Referer checking failed - no Referer." };
    await answerNext(site, "POST followups", 403, refused, 9);
    assert.match(await caller.fail("add_followup", COMMENT), /CSRF check fails/);
    assert.equal((await requestLines(site, isWrite)).length, 2);
  },

  "words that nobody knows cost at most one login": async (site) => {
    const caller = await freshCaller(site, "staff");
    const refused = { detail: "Sie sind nicht berechtigt, diese Aktion durchzuführen." };
    await answerNext(site, "GET api/tickets/20/", 403, refused, 9);
    assert.match(await caller.fail("get_ticket", { ticket_id: 20 }), /does not let this account/);
    assert.equal((await requestLines(site, isLogin)).length, 1);
  },
});
