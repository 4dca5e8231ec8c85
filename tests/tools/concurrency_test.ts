import assert from "node:assert/strict";
import { helpdeskTest } from "../helpdesk_test_case.ts";
import { callerOf, isLogin, requestLines } from "./site_caller.ts";

helpdeskTest("a hundred list_tickets at once", {}, async (site, context) => {
  for (const account of ["staff", "agent"] as const) {
    await context.step(`as ${account}: one login, one catalogue, four at a time`, async () => {
      await site.reset();
      const caller = callerOf(site, account);
      const calls = account === "staff" ? 100 : 40;
      const answers = await Promise.all(
        Array.from({ length: calls }, (_, place) =>
          caller.succeed("list_tickets", {
            status: "Open",
            queue_id: 1 + place % 3,
            page_size: 1 + place % 25,
          })),
      );
      answers.forEach(({ total }, place) => assert.equal(total, answers[place % 3].total));
      assert.equal((await requestLines(site, isLogin)).length, 1);
      const options = await requestLines(site, ({ method }) => method === "OPTIONS");
      assert.deepEqual(options, ["OPTIONS /api/tickets/"]);
      const { peak, requests } = await site.requests();
      assert.ok(peak <= 4, `${peak} requests at once`);
      assert.ok(peak > 1, "nothing ran in parallel");
      const lists = requests.filter(({ method, path }) =>
        method === "GET" &&
        (account === "staff" ? path.includes("datatables") : path === "/api/tickets/")
      );
      assert.equal(lists.length, calls);
      assert.ok((await site.branches()).length <= 1);
    });
  }

  await context.step("writes follow one another beside reads", async () => {
    await site.reset();
    const caller = callerOf(site, "agent");
    const calls = Array.from({ length: 8 }, (_, place) => [
      caller.succeed("update_ticket", { ticket_id: 20 + place, priority: 5 }),
      caller.succeed("get_ticket", { ticket_id: 1 + place }),
    ]).flat();
    await Promise.all(calls);
    const { requests, peak } = await site.requests();
    const writes = requests.filter(({ method }) => method === "PATCH");
    assert.equal(writes.length, 8);
    for (const [place, write] of writes.entries()) {
      const before = writes[place - 1];
      assert.ok(before === undefined || Number(before.ended) < write.started);
    }
    assert.ok(peak <= 4 && peak > 1, `${peak} requests at once`);
  });
});
