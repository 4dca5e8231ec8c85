import assert from "node:assert/strict";
import type { Fault } from "../../site/site_records.ts";
import { freshCaller, isWrite, requestLines } from "./site_caller.ts";
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
        const says = /Read ticket 20 with get_ticket to see whether the follow-up is there/;
        assert.match(message, says);
        assert.doesNotMatch(message, /Try again/);
        assert.doesNotMatch(message, /Traceback|Ordered by a test|<h1>/);
        assert.deepEqual(await requestLines(site, isWrite), ["POST /api/followups/"]);
        assert.equal((await site.followups(20)).length, before.length + stored);
      });
    }
  },
});
