import assert from "node:assert/strict";
import { helpdeskTest } from "../helpdesk_test_case.ts";
import { freshCaller } from "./site_caller.ts";

const TICKET = 21;
const NOTE =
  /may now be the ticket's resolution, which the submitter can see although the follow-up is/;

helpdeskTest("a private comment that the submitter can see is told of", async (site) => {
  const caller = await freshCaller(site, "staff");
  await caller.succeed("update_ticket", { ticket_id: TICKET, status: 1 });
  const add = (comment: string, more: object) =>
    caller.succeed("add_followup", { ticket_id: TICKET, comment, ...more });

  const plain = await add("Checked the fuse", { public: false });
  assert.equal(plain.notices, undefined);
  const resolving = await add("Replaced the fuse", { public: false, new_status: 3 });
  assert.match(resolving.notices[0], NOTE);
  assert.equal((await site.ticket(TICKET))?.resolution, "Replaced the fuse");
  const later = await add("The customer was rude", { public: false });
  assert.match(later.notices[0], NOTE);
  assert.equal((await site.ticket(TICKET))?.resolution, "The customer was rude");
  const open = await add("All is well", { public: true });
  assert.equal(open.notices, undefined);
});

helpdeskTest("null clears nothing, and update_ticket says so", async (site) => {
  const caller = await freshCaller(site, "staff");
  await caller.succeed("update_ticket", { ticket_id: TICKET, assigned_to: site.accounts.staff.id });
  const given = { ticket_id: TICKET, priority: 1, assigned_to: null, due_date: null };
  const { notices } = await caller.succeed("update_ticket", given);
  assert.deepEqual(notices, [
    "assigned_to, due_date: null counts as not given. assigned_to 0 unassigns, an empty due_date or " +
    'resolution ("") clears it.',
  ]);
  assert.equal((await site.ticket(TICKET))?.assigned_to, site.accounts.staff.id);
  const nothing = await caller.fail("update_ticket", { ticket_id: TICKET, assigned_to: null });
  assert.match(nothing, /no field to change was given.*assigned_to 0 unassigns/);
  // Elsewhere clients fill null in for whatever was left out.
  const queues = await caller.succeed("list_tickets", { status: null, page_size: 1 });
  assert.equal(queues.notices, undefined);
});
