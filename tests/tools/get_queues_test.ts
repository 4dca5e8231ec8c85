import assert from "node:assert/strict";
import { helpdeskTest } from "../helpdesk_test_case.ts";
import { textOf } from "../tool_caller.ts";
import { callerOf, freshCaller, isLogin, queuesOf, requestLines } from "./site_caller.ts";

helpdeskTest(
  "get_queues names everything from one request, and what is open from another",
  async (site, context) => {
    for (const account of ["staff", "agent"] as const) {
      await context.step(`for ${account}`, async () => {
        await site.reset();
        const caller = callerOf(site, account);
        const answer = await caller.succeed("get_queues");
        assert.deepEqual(answer.queues, queuesOf(site));
        assert.deepEqual(answer.statuses, site.fixture.statuses);
        assert.deepEqual(answer.priorities, site.fixture.priorities);
        assert.equal(answer.incomplete, undefined);
        const requests = await requestLines(site, (request) => !isLogin(request));
        assert.deepEqual(requests, [
          "GET /login/",
          "GET /api/agent-session-info/",
          "OPTIONS /api/tickets/",
          // Which queues are open to this account; agents' forms are closed.
          ...account === "staff" ? ["GET /tickets/submit/"] : [],
        ]);
      });
    }

    await context.step("ten callers share it, and it is kept", async () => {
      await site.reset();
      const caller = callerOf(site, "staff");
      await Promise.all(Array.from({ length: 10 }, () => caller.succeed("get_queues")));
      await caller.succeed("get_users");
      const options = await requestLines(site, ({ method }) => method === "OPTIONS");
      assert.deepEqual(options, ["OPTIONS /api/tickets/"]);
    });

    await context.step("the text has names as they are", async () => {
      const caller = await freshCaller(site, "staff");
      const text = textOf(await caller.call("get_queues"));
      const queues = queuesOf(site);
      assert.ok(text.startsWith(`${queues.length} queues.`));
      assert.ok(text.includes(queues.map(({ id, name }) => `${id} ${name}`).join("\n")));
      assert.ok(!text.includes("incomplete"));
    });

    await context.step("arguments are refused", async () => {
      const caller = callerOf(site, "staff");
      assert.match(await caller.fail("get_queues", { page: 1 }), /"page".*takes no arguments/);
    });
  },
);
