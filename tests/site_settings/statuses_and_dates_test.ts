import assert from "node:assert/strict";
import { realHelpdeskTest } from "../helpdesk_test_case.ts";
import { callerOf } from "../tools/site_caller.ts";
import { assertDoctorSays } from "./doctor.ts";

const STATUSES = [
  [1, "Open"],
  [2, "Reopened"],
  [3, "Resolved"],
  [4, "Closed"],
  [5, "Duplicate"],
  [6, "Waiting"],
  [7, "Waiting - parts, abroad"],
];
type Listed = { id: number; status?: number; status_name?: string };

realHelpdeskTest(
  "statuses with commas and dashes in their names, on tickets on hold too",
  {
    settings: {
      HELPDESK_TICKET_STATUS_CHOICES: STATUSES,
      HELPDESK_TICKET_OPEN_STATUSES: [1, 2, 6, 7],
    },
  },
  async (site) => {
    // The fixture has one ticket on hold.
    const { held } = site.fixture.tickets;
    const staff = callerOf(site, "staff");
    const agent = callerOf(site, "agent");
    await staff.succeed("update_ticket", { ticket_id: 20, status: 6 });
    await staff.succeed("update_ticket", { ticket_id: 21, status: 7 });
    await staff.succeed("update_ticket", { ticket_id: held, status: 7 });
    await site.commitMain();
    for (const caller of [staff, agent]) {
      const lists: readonly [status: string, ids: readonly number[]][] = [
        ["waiting", [20]],
        ["Waiting - parts, abroad", [held, 21]],
        ["7", [held, 21]],
        ["Waiting, waiting - parts, abroad", [held, 21, 20]],
      ];
      for (const [status, ids] of lists) {
        const { tickets, warnings } = await caller.succeed("list_tickets", { status });
        const byId = (one: number, other: number) => one - other;
        assert.deepEqual(
          tickets.map(({ id }: Listed) => id).toSorted(byId),
          ids.toSorted(byId),
          status,
        );
        assert.deepEqual(warnings, [], status);
        for (const { id, status: own } of tickets) assert.equal(own, id === 20 ? 6 : 7);
      }
      const { tickets } = await caller.succeed("list_tickets", { search: "(21)" });
      assert.deepEqual(tickets.map(({ status }: Listed) => status), [7]);
    }
    await assertDoctorSays(site, { priorities: ["passed", /7 statuses/] });
  },
);

realHelpdeskTest(
  "dates in a form of the site's own",
  { settings: { REST_FRAMEWORK: { DATETIME_FORMAT: "%d.%m.%Y %H:%M" } } },
  async (site) => {
    for (const account of ["staff", "agent"] as const) {
      await site.reset();
      const caller = callerOf(site, account);
      const due = { ticket_id: 20, due_date: "2026-12-24" };
      const { differences, fields } = await caller.succeed("update_ticket", due);
      assert.deepEqual([differences, fields[0].stored], [[], "2026-12-24"]);
      // As the helpdesk writes it, and never a day that it does not mean.
      const { due_date } = await caller.succeed("get_ticket", { ticket_id: 20 });
      assert.equal(due_date, "24.12.2026 00:00");
      const long = site.fixture.tickets.longHistory;
      const { followups } = await caller.succeed("get_ticket", { ticket_id: long });
      const ids = followups.map(({ id }: { id: number }) => id);
      assert.deepEqual(ids, ids.toSorted((one: number, other: number) => one - other));
    }
    // The staff list has dates of its own; the API's do not tell their order.
    const sorted = await callerOf(site, "staff").succeed("list_tickets", { sort: "due_date" });
    assert.match(sorted.tickets[0].due_date, /^2026-01-20/);
    const refused = await callerOf(site, "agent").fail("list_tickets", { sort: "due_date" });
    assert.match(
      refused,
      /^sort "due_date" cannot be applied: .* as "\d.*DATETIME_FORMAT.*another field/,
    );
    for (const condition of [{ overdue: true }, { due_before: "2026-02-01" }]) {
      const message = await callerOf(site, "agent").fail("list_tickets", condition);
      assert.match(message, /^A condition on due dates cannot be applied: .*DATETIME_FORMAT/);
      assert.ok((await callerOf(site, "staff").succeed("list_tickets", condition)).total > 0);
    }
    await assertDoctorSays(site, {
      dates: ["limited", /as "\d\d\.\d\d\.20\d\d \d\d:\d\d".*DATETIME_FORMAT/],
    });
  },
);
