import assert from "node:assert/strict";
import type { StoredTicket } from "../../site/site_records.ts";
import { callerOf, freshCaller, requestLines, scans, storedTickets } from "./site_caller.ts";
import { siteParts } from "./site_parts.ts";

/** The day a ticket was opened in the server's time zone, as YYYY-MM-DD. */
function dayOf(ticket: StoredTicket | undefined): string {
  assert.ok(ticket);
  const inBerlin = new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/Berlin" });
  return inBerlin.format(new Date(ticket.created));
}

siteParts("list_tickets, by account,", {}, {
  "staff are answered by the list endpoint alone": async (site) => {
    const caller = callerOf(site, "staff");
    await caller.succeed("list_tickets", { queue_id: 1 });
    await caller.succeed("list_tickets", { status: "Open" });
    const lists = await requestLines(site, ({ path }) => path.includes("datatables"));
    assert.equal(lists.length, 2);
    assert.deepEqual(await scans(site), []);
  },

  "an agent's refusal is remembered and loses nothing": async (site) => {
    await site.reset();
    const caller = callerOf(site, "agent");
    const before = await caller.succeed("get_agent_session_info");
    for (let turn = 0; turn < 3; turn++) await caller.succeed("list_tickets", { status: "Open" });
    const probes = await requestLines(site, ({ path }) => path.includes("datatables"));
    assert.equal(probes.length, 1);
    const scanned = await scans(site);
    assert.deepEqual(scanned.map((scan) => /status=1(?:&|$)/.test(scan)), [true, true, true]);
    const after = await caller.succeed("get_agent_session_info");
    assert.equal(after.branch_name, before.branch_name);
    assert.deepEqual((await site.branches()).map(({ state }) => state), ["open"]);
  },

  "what the scan has no field for is an error that says why": async (site) => {
    const caller = await freshCaller(site, "agent");
    const says = /^(?:created_after|created_before|sort "created") cannot be applied/;
    assert.match(await caller.fail("list_tickets", { created_after: "2026-01-10" }), says);
    assert.match(await caller.fail("list_tickets", { created_before: "2026-01-10" }), says);
    assert.match(await caller.fail("list_tickets", { sort: "created" }), says);
  },

  "dates of creation are days, the later one excluded": async (site) => {
    const caller = await freshCaller(site, "staff");
    const tickets = await storedTickets(site);
    // The real helpdesk's ninth ticket was opened at midnight, when it was another day in UTC.
    const created_after = dayOf(tickets.at(-9));
    const created_before = dayOf(tickets.at(9));
    const question = { created_after, created_before, sort: "created", page_size: 25 };
    const answer = await caller.succeed("list_tickets", question);
    const expected = tickets
      .filter((ticket) => dayOf(ticket) >= created_after && dayOf(ticket) < created_before)
      .map(({ id }) => id);
    assert.equal(answer.total, expected.length);
    assert.ok(expected.length > 5);
    const ids = answer.tickets.map(({ id }: { id: number }) => id);
    assert.deepEqual(ids, expected.slice(0, 25));
    const never = { created_after: "2026-02-30" };
    assert.match(await caller.fail("list_tickets", never), /created_after/);
  },
});
