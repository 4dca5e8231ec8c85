import assert from "node:assert/strict";
import type { HelpdeskOptions } from "../helpdesk_test_case.ts";
import { callerOf, isWrite, requestLines } from "../tools/site_caller.ts";
import { siteParts } from "../tools/site_parts.ts";
import { assertDoctorSays } from "./doctor.ts";

const PRIORITIES = [[10, "Hoch"], [20, "Mittel, normal"], [30, "Niedrig - irgendwann"]] as const;
const TICKET = { queue: 2, title: "Lamp", description: "Dark.", submitter_email: "a@example.com" };

const own: HelpdeskOptions = { priorities: PRIORITIES, agents: false };

siteParts("own priorities", own, {
  "are listed, set, filtered and shown": async (site) => {
    const caller = callerOf(site, "staff");
    const { priorities } = await caller.succeed("get_queues");
    assert.deepEqual(priorities, PRIORITIES.map(([id, name]) => ({ id, name })));
    const created = await caller.succeed("create_ticket", { ...TICKET, priority: 30 });
    assert.deepEqual(created.differences, []);
    const { ticket_id } = created;
    assert.equal((await site.ticket(ticket_id))?.priority, 30);
    const changed = await caller.succeed("update_ticket", { ticket_id, priority: 20 });
    assert.deepEqual(changed.differences, []);
    assert.deepEqual(changed.fields, [{ field: "priority", stored: "20 Mittel, normal" }]);
    const shown = await caller.succeed("get_ticket", { ticket_id });
    assert.deepEqual([shown.priority, shown.priority_name], [20, "Mittel, normal"]);
    // By name, as people say it.
    const named = { ticket_id, priority: "Mittel, normal" };
    assert.equal(
      (await caller.succeed("update_ticket", named)).fields[0].stored,
      "20 Mittel, normal",
    );
    const another = await caller.succeed("create_ticket", { ...TICKET, priority: "hoch" });
    assert.equal((await site.ticket(another.ticket_id))?.priority, 10);
    await caller.succeed("update_ticket", { ticket_id: another.ticket_id, priority: 30 });
    for (const priority of ["20", "mittel, normal", "Hoch,20", "hoch, Mittel, normal"]) {
      const { tickets, warnings } = await caller.succeed("list_tickets", { priority });
      assert.deepEqual(tickets.map(({ id }: { id: number }) => id), [ticket_id], priority);
      assert.deepEqual(warnings, []);
    }
  },

  "that the helpdesk does not have are refused before anything is sent": async (site) => {
    const caller = callerOf(site, "staff");
    const listed = /get_queues lists 10 "Hoch", 20 "Mittel, normal", 30 "Niedrig - irgendwann"/;
    assert.match(await caller.fail("update_ticket", { ticket_id: 1, priority: 3 }), listed);
    assert.match(await caller.fail("list_tickets", { priority: "3" }), listed);
    assert.match(await caller.fail("create_ticket", { ...TICKET, priority: 3 }), listed);
    const unchosen = await caller.fail("create_ticket", TICKET);
    assert.match(unchosen, /^Nothing was sent: priority is missing, and this helpdesk has no pri/);
    assert.match(unchosen, listed);
    assert.deepEqual(await requestLines(site, isWrite), []);
    const limited = /needs a priority each time: .*10 "Hoch".*HELPDESK_PUBLIC_TICKET_PRIORITY/;
    await assertDoctorSays(
      site,
      { priorities: ["limited", limited] },
      {},
      (request) => site.fetch(request),
    );
  },
});

siteParts("own priorities with a proposal in the form", { ...own, formPriority: 20 }, {
  "the site's own default is the form's": async (site) => {
    const { ticket_id, differences } = await callerOf(site, "staff")
      .succeed("create_ticket", TICKET);
    assert.deepEqual(differences, []);
    assert.equal((await site.ticket(ticket_id))?.priority, 20);
  },
});
