import assert from "node:assert/strict";
import type { StoredTicket } from "../../site/site_records.ts";
import { listsDates } from "../release_traits.ts";
import { textOf } from "../tool_caller.ts";
import { freshCaller, storedTickets } from "./site_caller.ts";
import { siteParts } from "./site_parts.ts";

const ids = ({ tickets }: { tickets: { id: number }[] }) => tickets.map(({ id }) => id);
/** A day where the helpdesk is. */
const inBerlin = new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/Berlin" });
const timeInBerlin = new Intl.DateTimeFormat("sv-SE", {
  timeZone: "Europe/Berlin",
  timeStyle: "medium",
});
const dueDay = ({ due_date }: StoredTicket) =>
  due_date === null ? undefined : inBerlin.format(new Date(due_date));

siteParts("list_tickets looks through what the helpdesk does not", {}, {
  "by submitter, due date and last follow-up, for staff and agents alike": async (site) => {
    const stored = await storedTickets(site);
    const address = stored.find(({ submitter_email }) => submitter_email !== null)
      ?.submitter_email ?? assert.fail();
    const days = stored.map(dueDay).filter((day) => day !== undefined).toSorted();
    const middle = days[Math.floor(days.length / 2)] ?? assert.fail();
    const settled = [3, 4, 5];
    const now = Date.now();
    const isMidnight = (date: string) => timeInBerlin.format(new Date(date)) === "00:00:00";
    const cases: [Record<string, unknown>, (ticket: StoredTicket) => boolean][] = [
      [{ submitter: address.toUpperCase() }, ({ submitter_email }) => submitter_email === address],
      [
        { submitter: address, status: "Open" },
        ({ submitter_email, status }) => submitter_email === address && status === 1,
      ],
      [{ submitter: "example" }, ({ submitter_email }) => /example/.test(submitter_email ?? "")],
      [{ due_before: middle }, (ticket) => (dueDay(ticket) ?? "9") < middle],
      [{ due_after: middle }, (ticket) => (dueDay(ticket) ?? "0") >= middle],
      [
        { overdue: true },
        (ticket) =>
          ticket.due_date !== null && !settled.includes(ticket.status) &&
          Date.parse(isMidnight(ticket.due_date) ? dueDay(ticket) ?? "" : ticket.due_date) < now,
      ],
    ];
    for (const account of ["staff", "agent"] as const) {
      const caller = await freshCaller(site, account);
      for (const [given, passes] of cases) {
        const expected = stored.filter(passes).map(({ id }) => id);
        const answer = await caller.succeed("list_tickets", { ...given, page_size: 5 });
        const what = JSON.stringify(given);
        assert.ok(expected.length > 0, what);
        const told = [ids(answer), answer.total];
        assert.deepEqual(told, [expected.slice(0, 5), expected.length], what);
        assert.equal(answer.has_more, expected.length > 5);
        assert.deepEqual(answer.warnings, []);
      }
      await caller.succeed("add_followup", { ticket_id: 20, comment: "Now.", public: false });
      const today = inBerlin.format(new Date());
      const moved = await caller.succeed("list_tickets", {
        ...{ updated_after: today, sort: "last_followup" },
      });
      assert.equal(ids(moved)[0], 20);
      for (const { last_followup } of moved.tickets) assert.ok(last_followup.slice(0, 10) >= today);
      await caller.succeed("list_tickets", { updated_after: "2999-01-01" });
    }
  },

  "counts by status, queue, priority and assignee": async (site) => {
    const stored = await storedTickets(site);
    const fields = {
      status: ({ status }: StoredTicket) => status,
      queue: ({ queue }: StoredTicket) => queue,
      priority: ({ priority }: StoredTicket) => priority,
    };
    for (const account of ["staff", "agent"] as const) {
      const caller = await freshCaller(site, account);
      for (const [count_by, valueOf] of Object.entries(fields)) {
        const { counts, total, tickets } = await caller.succeed("list_tickets", {
          ...{ count_by, status: "1,2" },
        });
        const open = stored.filter(({ status }) => status < 3);
        const expected = new Map([...Map.groupBy(open, valueOf)]
          .map(([id, group]) => [id, group.length]));
        const told = new Map(
          counts.map((one: { id: number; count: number }) => [one.id, one.count]),
        );
        assert.deepEqual([told, total, tickets], [expected, open.length, []], count_by);
      }
      const { counts, total } = await caller.succeed("list_tickets", { count_by: "assignee" });
      const sum = counts.reduce((all: number, { count }: { count: number }) => all + count, 0);
      assert.deepEqual([sum, total], [stored.length, stored.length]);
      const unassigned = stored.filter(({ assigned_to }) => assigned_to === null).length;
      const nobody = counts.find(({ name }: { name?: string }) => name === undefined);
      assert.equal(nobody.count, unassigned);
      const text = textOf(await caller.call("list_tickets", { count_by: "status" }));
      assert.match(text, /^\d+ tickets counted\.\n\[.*\n(?:\d .+: \d+\n)+\[end/);
    }
  },

  "rows have labelled columns, and a search says what it does not search": async (site) => {
    for (const account of ["staff", "agent"] as const) {
      const caller = await freshCaller(site, account);
      const text = textOf(await caller.call("list_tickets", { page_size: 3 }));
      const created = account === "staff" && listsDates(site) ? "|created" : "";
      const first = "id|title|queue|status|priority|assignee|submitter";
      assert.match(text, new RegExp(`^Columns: ${RegExp.escape(first + created)}`, "m"));
      const columns = /^Columns: (.*)$/m.exec(text)?.[1]?.split("|").length;
      const rows = text.split("\n").filter((line) => /^\d+\|/.test(line));
      assert.equal(rows.length, 3);
      for (const row of rows) assert.equal(row.split("|").length, columns);
      const none = textOf(await caller.call("list_tickets", { search: "zxqv" }));
      assert.match(none, /but not the follow-ups/);
    }
  },
});
