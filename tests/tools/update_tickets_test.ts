import assert from "node:assert/strict";
import { textOf } from "../tool_caller.ts";
import { callerOf, freshCaller, isWrite, requestLines } from "./site_caller.ts";
import { siteParts } from "./site_parts.ts";

const IDS = [21, 22, 23];

siteParts("update_tickets", {}, {
  "changes the same fields of each, and tells what failed and why": async (site) => {
    for (const account of ["staff", "agent"] as const) {
      const caller = await freshCaller(site, account);
      const result = await caller.call("update_tickets", {
        ...{ ticket_ids: [...IDS, 999, 21], status: 5, priority: 1 },
      });
      const { tickets, stopped } = result.structuredContent as {
        tickets: { ticket_id: number; outcome: string; reason?: string }[];
        stopped?: string;
      };
      assert.deepEqual(tickets.map(({ ticket_id, outcome }) => [ticket_id, outcome]), [
        ...IDS.map((id) => [id, "updated"]),
        [999, "failed"],
      ]);
      assert.match(tickets[3]?.reason ?? "", /There is no ticket 999/);
      assert.equal(stopped, undefined);
      for (const id of IDS) {
        const { status, priority } = await site.ticket(id) ?? assert.fail();
        assert.deepEqual([status, priority], [5, 1]);
      }
      assert.match(textOf(result), /^3 of 4 tickets were updated.*WARNING: 1 failed, see below/);
      assert.match(textOf(result), /^21 .*: updated$/m);
      assert.deepEqual(await site.mails(), []);
    }
  },

  "stops at what would fail for all, and names those that were not tried": async (site) => {
    const caller = await freshCaller(site, "staff");
    const refused = { kind: "status", method: "PATCH", status: 403, skip: 1 } as const;
    await site.failNext({ ...refused, body: JSON.stringify({ detail: "No." }) });
    const { tickets, stopped } = await caller.succeed("update_tickets", {
      ...{ ticket_ids: IDS, priority: 2 },
    });
    const outcomes = tickets.map(({ outcome }: { outcome: string }) => outcome);
    assert.deepEqual(outcomes, ["updated", "failed", "not tried"]);
    assert.match(stopped, /ticket 22 failed of would fail for all/);
    await site.resetRequests();
    const none = { ticket_ids: IDS, status: 99 };
    assert.match(await caller.fail("update_tickets", none), /no status 99/);
    assert.match(await caller.fail("update_tickets", { ticket_ids: IDS }), /no field to change/);
    assert.deepEqual(await requestLines(site, isWrite), []);
  },

  "keeps to the queues that are allowed": async (site) => {
    const [allowed] = site.fixture.queues;
    const inQueue: number[] = [];
    const others: number[] = [];
    for (const id of [20, 21, 22, 23, 24, 25]) {
      ((await site.ticket(id))?.queue === allowed?.id ? inQueue : others).push(id);
    }
    const caller = callerOf(site, "staff", { HELPDESK_QUEUES: String(allowed?.id) });
    const { tickets } = await caller.succeed("update_tickets", {
      ...{ ticket_ids: [...others, ...inQueue], title: "Moved" },
    });
    const failed = tickets.filter(({ outcome }: { outcome: string }) => outcome === "failed");
    assert.deepEqual(failed.map(({ ticket_id }: { ticket_id: number }) => ticket_id), others);
    const elsewhere = site.fixture.queues[1]?.id;
    const move = { ticket_ids: inQueue, queue: elsewhere };
    assert.match(await caller.fail("update_tickets", move), /HELPDESK_QUEUES does not allow/);
  },
});
