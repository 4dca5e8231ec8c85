import assert from "node:assert/strict";
import type { Fault } from "../../site/site_records.ts";
import { callerOf, freshCaller, isWrite, requestLines } from "./site_caller.ts";
import { siteParts } from "./site_parts.ts";

const COMMENT = { ticket_id: 20, comment: "Once only.", public: false };

siteParts("a helpdesk that fails", {}, {
  "a follow-up is never sent twice": async (site, context) => {
    const cases: { fault: Fault; stored: number }[] = [
      { fault: { kind: "lost_answer" }, stored: 1 },
      // Deno's fetch repeats a request whose kept-alive connection ends without an answer, unasked.
      { fault: { kind: "lost_request" }, stored: 0 },
      { fault: { kind: "error_after" }, stored: 1 },
      { fault: { kind: "error_before" }, stored: 0 },
      { fault: { kind: "status", status: 502, body: "<h1>Bad gateway</h1>" }, stored: 0 },
      { fault: { kind: "status", status: 200, body: "<html>Welcome</html>" }, stored: 0 },
    ];
    for (const { fault, stored } of cases) {
      const name = fault.kind === "status" ? `status ${fault.status}` : fault.kind;
      await context.step(`after ${name} its outcome is unknown`, async () => {
        const caller = await freshCaller(site, "staff");
        const before = await site.followups(20);
        // The connection that the follow-up will use has been used before.
        await caller.succeed("get_ticket", { ticket_id: 20 });
        await site.failNext({ ...fault, method: "POST", pathContains: "followups" });
        const message = await caller.fail("add_followup", COMMENT);
        assert.match(
          message,
          /Read ticket 20 with get_ticket to see whether the follow-up is there/,
        );
        assert.doesNotMatch(message, /Try again/);
        assert.doesNotMatch(message, /Traceback|Ordered by a test|<h1>/);
        assert.deepEqual(await requestLines(site, isWrite), ["POST /api/followups/"]);
        assert.equal((await site.followups(20)).length, before.length + stored);
      });
    }

    await context.step("429 did nothing, says so, and is not repeated", async () => {
      const caller = await freshCaller(site, "staff");
      const before = await site.followups(20);
      const headers = { "retry-after": "7" };
      await site.failNext({ kind: "status", status: 429, headers, method: "POST" });
      assert.match(await caller.fail("add_followup", COMMENT), /did not add.*Try again in 7 s/);
      assert.equal((await requestLines(site, isWrite)).length, 1);
      assert.deepEqual(await site.followups(20), before);
    });

    await context.step("a timeout leaves the outcome unknown", async () => {
      await site.reset();
      const before = await site.followups(20);
      const caller = callerOf(site, "staff", { HELPDESK_TIMEOUT: "1" });
      await caller.succeed("get_queues");
      await site.failNext({ kind: "delay_answer", milliseconds: 1_500, method: "POST" });
      const message = await caller.fail("add_followup", COMMENT);
      assert.match(message, /did not answer within 1 s.*outcome is unknown.*Read ticket 20/s);
      assert.equal((await site.followups(20)).length, before.length + 1);
    });
  },

  "a read is repeated where that may help": async (site, context) => {
    const reads = () => requestLines(site, ({ path }) => path === "/api/tickets/20/");

    for (const status of [429, 503]) {
      await context.step(`${status} with Retry-After, which is waited for`, async () => {
        const caller = await freshCaller(site, "staff");
        await site.failNext({
          kind: "status",
          status,
          headers: { "retry-after": "1" },
          pathContains: "api/tickets/20/",
        });
        const started = performance.now();
        assert.equal((await caller.succeed("get_ticket", { ticket_id: 20 })).id, 20);
        assert.ok(performance.now() - started >= 990, "the wait that the server asked for");
        assert.equal((await reads()).length, 2);
      });
    }

    await context.step("429 that asks for more than the call's time is told", async () => {
      const caller = await freshCaller(site, "staff");
      const headers = { "retry-after": "3600" };
      await site.failNext({
        kind: "status",
        status: 429,
        headers,
        pathContains: "api/tickets/20/",
      });
      const message = await caller.fail("get_ticket", { ticket_id: 20 });
      assert.match(message, /called less often \(status 429\).*Try again in 3600 s/);
      assert.equal((await reads()).length, 1);
    });

    for (const kind of ["lost_answer", "lost_request"] as const) {
      await context.step(`${kind}`, async () => {
        const caller = await freshCaller(site, "staff");
        await site.failNext({ kind, pathContains: "api/tickets/20/" });
        assert.equal((await caller.succeed("get_ticket", { ticket_id: 20 })).id, 20);
      });
    }

    await context.step("502 at most twice more", async () => {
      const caller = await freshCaller(site, "staff");
      await site.failNext({
        kind: "status",
        status: 502,
        pathContains: "api/tickets/20/",
        times: 9,
      });
      assert.match(
        await caller.fail("get_ticket", { ticket_id: 20 }),
        /failed to read ticket 20 \(sta/,
      );
      assert.equal((await reads()).length, 3);
    });

    await context.step("500 not at all, and its page is not shown", async () => {
      const caller = await freshCaller(site, "staff");
      await site.failNext({ kind: "error_before", pathContains: "api/tickets/20/", times: 9 });
      const message = await caller.fail("get_ticket", { ticket_id: 20 });
      assert.match(message, /status 500/);
      assert.doesNotMatch(message, /Traceback|RuntimeError/);
      assert.equal((await reads()).length, 1);
    });
  },
});
