import assert from "node:assert/strict";
import { listsDates, tellsFullNames } from "../release_traits.ts";
import { textOf } from "../tool_caller.ts";
import { callerOf, freshCaller, isWrite, requestLines, ticketThat } from "./site_caller.ts";
import { siteParts } from "./site_parts.ts";

const TICKET = 20;

siteParts("users by e-mail", {}, {
  "who has no full name is one person in lists and tickets, and goes by address": async (site) => {
    const { admin } = site.accounts;
    const { id } = await ticketThat(site, ({ assigned_to }) => assigned_to === admin.id);
    const caller = await freshCaller(site, "staff");
    for (const _ of [1, 2]) {
      await site.resetRequests();
      const { tickets, names } = await caller.succeed("list_tickets", { search: String(id) });
      const row = tickets.find((ticket: { id: number }) => ticket.id === id);
      assert.equal(row.assigned_to, admin.id);
      assert.equal(names.assigned_to[admin.id], admin.username);
    }
    // What one ticket told is remembered.
    const dates = listsDates(site) ? 0 : 1;
    assert.equal((await requestLines(site)).length, 1 + dates);
    const { assigned_to_name } = await caller.succeed("get_ticket", { ticket_id: id });
    assert.equal(assigned_to_name, admin.username);
    const { counts } = await caller.succeed("list_tickets", { count_by: "assignee" });
    const counted = counts.find((one: { id?: number }) => one.id === admin.id);
    assert.equal(counted.name, admin.username);

    const other = await freshCaller(site, "staff");
    const given = { ticket_id: TICKET, assigned_to: admin.email.toUpperCase() };
    const receipt = await other.succeed("update_ticket", given);
    assert.equal(receipt.fields[0].stored, `${admin.id} ${admin.username}`);
    assert.equal((await site.ticket(TICKET))?.assigned_to, admin.id);
    const found = await callerOf(site, "staff").succeed("get_users", { search: admin.email });
    assert.deepEqual(found.users, [{ id: admin.id, name: admin.username }]);
  },

  "one's own address stands for oneself": async (site) => {
    const { staff } = site.accounts;
    const caller = await freshCaller(site, "staff");
    await caller.succeed("update_ticket", { ticket_id: TICKET, assignee: staff.email });
    assert.equal((await site.ticket(TICKET))?.assigned_to, staff.id);
    const { total } = await caller.succeed("list_tickets", { assigned_to: ` ${staff.email} ` });
    assert.equal(total, (await caller.succeed("list_tickets", { mine: true })).total);
  },

  "an address that is not told is refused with candidates by name": async (site) => {
    const [id] = await site.createUsers([{
      ...{ username: "alee", firstName: "Ann", lastName: "Lee", email: "ann.lee@example.com" },
    }]);
    const written = { ticket_id: TICKET, assigned_to: "ann.lee@example.com" };
    for (const account of ["staff", "agent"] as const) {
      const caller = callerOf(site, account);
      await caller.succeed("get_queues");
      await site.resetRequests();
      const message = await caller.fail("update_ticket", written);
      assert.match(
        message,
        /no user "ann\.lee@example\.com".* does not tell its users' e-mail addresses: give the name; get_users/,
      );
      const candidate = account === "staff" && tellsFullNames(site)
        ? `(did you mean ${id} "Ann Lee (alee)"?)`
        : `${id} "alee"`;
      assert.ok(message.includes(candidate), message);
      assert.deepEqual(await requestLines(site, isWrite), []);
      const none = await caller.call("get_users", { search: "ann.lee@example.com" });
      const says = /^No user (name has that|has that in a user name or full name; addresses are)/;
      assert.match(textOf(none), says);
    }
  },
});
