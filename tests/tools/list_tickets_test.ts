import assert from "node:assert/strict";
import type { TestHelpdesk } from "../helpdesk_test_case.ts";
import type { StoredTicket } from "../../site/site_records.ts";
import { namedRows } from "../../lib/views/shared_names.ts";
import { textOf, type ToolCaller } from "../tool_caller.ts";
import { freshCaller, storedTickets } from "./site_caller.ts";
import { type SitePart, siteParts } from "./site_parts.ts";
import { listsDates } from "../release_traits.ts";

/** One account for each way of listing: the staff list endpoint, and the scan of the API. */
type ListingAccount = "staff" | "agent";

interface Filter {
  readonly name: string;
  readonly input: Record<string, unknown>;
  readonly passes: (ticket: StoredTicket) => boolean;
}

const FILTERS: Filter[] = [
  { name: "nothing", input: {}, passes: () => true },
  {
    name: "status names in any case",
    input: { status: "open, RESOLVED" },
    passes: ({ status }) => [1, 3].includes(status),
  },
  {
    name: "status ids beside names",
    input: { status: "4,Duplicate" },
    passes: ({ status }) => [4, 5].includes(status),
  },
  { name: "a queue", input: { queue_id: 2 }, passes: ({ queue }) => queue === 2 },
  {
    name: "an assignee",
    input: { assigned_to: 2 },
    passes: ({ assigned_to }) => assigned_to === 2,
  },
  {
    name: "priorities",
    input: { priority: "1, 5" },
    passes: ({ priority }) => [1, 5].includes(priority),
  },
  {
    name: "unassigned tickets",
    input: { unassigned: true },
    passes: ({ assigned_to }) => assigned_to === null,
  },
  {
    name: "unassigned tickets and those of one user",
    input: { unassigned: "true", assigned_to: 3 },
    passes: ({ assigned_to }) => assigned_to === null || assigned_to === 3,
  },
];

/** The queue and assignee that most tickets of two statuses share. */
function threeConditions(tickets: readonly StoredTicket[]): Filter {
  const candidates = tickets.filter(({ status, assigned_to }) =>
    [2, 4].includes(status) && assigned_to !== null
  );
  const groups = Object.values(
    Object.groupBy(candidates, ({ queue, assigned_to }) => `${queue} ${assigned_to}`),
  );
  const largest =
    groups.reduce((most, group) => (group?.length ?? 0) > (most?.length ?? 0) ? group : most)
      ?.[0] ?? assert.fail("The fixture has no such ticket");
  return {
    name: "a status, a queue and an assignee together",
    input: {
      status: "Reopened,Closed",
      queue_id: String(largest.queue),
      assigned_to: largest.assigned_to,
    },
    passes: ({ status, queue, assigned_to }) =>
      [2, 4].includes(status) && queue === largest.queue && assigned_to === largest.assigned_to,
  };
}

const appliesWhatIsAsked = (account: ListingAccount): SitePart => async (site, context) => {
  const tickets = await storedTickets(site);
  assert.equal(tickets.length, site.fixture.ticketCount);
  const caller = await freshCaller(site, account);

  for (const { name, input, passes } of [...FILTERS, threeConditions(tickets)]) {
    await context.step(`${name}: ids, totals and pages are the database's`, async () => {
      const expected = tickets.filter(passes).map(({ id }) => id);
      assert.ok(expected.length > 0, "the fixture has no such ticket");
      assert.ok(name === "nothing" || expected.length < tickets.length);
      const size = 4;
      const pages = Math.ceil(expected.length / size);
      for (const page of new Set([1, pages])) {
        const answer = await caller.succeed("list_tickets", { ...input, page, page_size: size });
        const ids = answer.tickets.map(({ id }: { id: number }) => id);
        assert.deepEqual(ids, expected.slice((page - 1) * size, page * size));
        assert.equal(answer.total, expected.length);
        assert.equal(answer.pages, pages);
        assert.equal(answer.page, page);
        assert.equal(answer.has_more, page < pages);
        assert.deepEqual(answer.warnings, []);
      }
    });
  }

  await context.step("mine is the account's own id", async () => {
    const own = site.accounts[account].id;
    const answer = await caller.succeed("list_tickets", { mine: true });
    const expected = tickets.filter(({ assigned_to }) => assigned_to === own);
    assert.deepEqual(
      answer.tickets.map(({ id }: { id: number }) => id),
      expected.map(({ id }) => id),
    );
    const contradiction = { mine: true, assigned_to: site.accounts.admin.id };
    assert.match(await caller.fail("list_tickets", contradiction), /contradict/);
  });

  await context.step("a row has names and dates, and neither texts nor follow-ups", async () => {
    await rowIsComplete(caller, site, tickets);
  });

  await context.step("an unknown status among known ones is a warning", async () => {
    const answer = await caller.succeed("list_tickets", { status: "Open,In Progress" });
    assert.equal(answer.total, tickets.filter(({ status }) => status === 1).length);
    assert.match(answer.warnings[0], /"In Progress"/);
    assert.match(
      answer.warnings[0],
      /1 "Open", 2 "Reopened", 3 "Resolved", 4 "Closed", 5 "Duplicate"/,
    );
    const result = await caller.call("list_tickets", { status: "Open,In Progress" });
    assert.match(textOf(result), /Warning: .*"In Progress"/);
  });
  await context.step("past the last page the error says how many there are", async () => {
    const count = tickets.length;
    const pages = Math.ceil(count / 25);
    const message = await caller.fail("list_tickets", { page: pages + 1 });
    const told = `Page ${pages + 1} does not exist: there are ${pages} pages of 25`;
    assert.ok(pages > 1 && message.includes(`${told} (${count} tickets match)`), message);
    const ofQueue = tickets.filter(({ queue }) => queue === 1).length;
    assert.ok(ofQueue > 1 && ofQueue <= 25);
    const one = await caller.fail("list_tickets", { queue_id: 1, page: 2 });
    assert.ok(one.includes(`there is 1 page of 25 (${ofQueue} tickets match)`), one);
  });

  await context.step("no match is an empty list", async () => {
    const answer = await caller.succeed("list_tickets", { search: "zzzz nowhere zzzz" });
    assert.deepEqual([answer.tickets, answer.total, answer.has_more], [[], 0, false]);
  });
};

async function rowIsComplete(
  caller: ToolCaller,
  site: TestHelpdesk,
  tickets: readonly StoredTicket[],
): Promise<void> {
  const stored = tickets.find(({ assigned_to, due_date, submitter_email, on_hold }) =>
    assigned_to === site.accounts.admin.id && due_date !== null && submitter_email !== null &&
    !on_hold
  );
  assert.ok(stored?.due_date);
  const nameOf = (choices: { id: number; title?: string; name?: string }[], id: number) => {
    const choice = choices.find((candidate) => candidate.id === id);
    return choice?.title ?? choice?.name ?? assert.fail();
  };
  const answer = await caller.succeed("list_tickets", { assigned_to: site.accounts.admin.id });
  // deno-lint-ignore no-explicit-any
  const row = namedRows<any>(answer).find(({ id }: { id: number }) => id === stored.id);
  assert.equal(row.title, stored.title);
  assert.equal(row.queue, stored.queue);
  assert.equal(row.queue_name, nameOf(site.fixture.queues, stored.queue));
  assert.equal(row.status, stored.status);
  assert.equal(row.status_name, nameOf(site.fixture.statuses, stored.status));
  assert.equal(row.priority, stored.priority);
  assert.equal(row.priority_name, nameOf(site.fixture.priorities, stored.priority));
  assert.equal(row.assigned_to, site.accounts.admin.id);
  // The list endpoint names people by full name or address, the API's own form by user name.
  assert.ok(["admin", "admin@example.com"].includes(row.assigned_to_name), row.assigned_to_name);
  assert.equal(row.submitter_email, stored.submitter_email);
  if (row.due === undefined) assert.equal(Date.parse(row.due_date), Date.parse(stored.due_date));
  else assert.deepEqual([row.due_date, row.due, listsDates(site)], [undefined, "overdue", false]);
  for (const key of ["followups", "followup_set", "description", "resolution"]) {
    assert.ok(!(key in row), key);
  }
}

siteParts("list_tickets", {}, {
  "as staff applies what is asked": appliesWhatIsAsked("staff"),
  "as agent applies what is asked": appliesWhatIsAsked("agent"),
});
