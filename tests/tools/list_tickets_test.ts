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

type Passes = (ticket: StoredTicket) => boolean;
type Filter = readonly [name: string, input: Record<string, unknown>, passes: Passes];

const FILTERS: readonly Filter[] = [
  ["nothing", {}, () => true],
  ["status names", { status: "open, RESOLVED" }, ({ status }) => status === 1 || status === 3],
  ["ids beside names", { status: "4,Duplicate" }, ({ status }) => status === 4 || status === 5],
  ["a queue", { queue_id: 2 }, ({ queue }) => queue === 2],
  ["an assignee", { assigned_to: 2 }, ({ assigned_to }) => assigned_to === 2],
  ["priorities", { priority: "1, 5" }, ({ priority }) => priority === 1 || priority === 5],
  ["unassigned tickets", { unassigned: true }, ({ assigned_to }) => assigned_to === null],
  [
    "unassigned tickets and those of one user",
    { unassigned: "true", assigned_to: 3 },
    ({ assigned_to }) => assigned_to === null || assigned_to === 3,
  ],
];

const idsIn = ({ tickets }: { tickets: { id: number }[] }) => tickets.map(({ id }) => id);

/** The queue and assignee that most tickets of two statuses share. */
function threeConditions(tickets: readonly StoredTicket[]): Filter {
  const candidates = tickets.filter(({ status, assigned_to }) =>
    [2, 4].includes(status) && assigned_to !== null
  );
  const groups = Map.groupBy(candidates, ({ queue, assigned_to }) => `${queue} ${assigned_to}`);
  const [group] = [...groups.values()].sort((one, other) => other.length - one.length);
  const { queue, assigned_to } = group?.[0] ?? assert.fail("The fixture has no such ticket");
  const input = { status: "Reopened,Closed", queue_id: String(queue), assigned_to };
  return [
    "a status, a queue and an assignee together",
    input,
    (one) => [2, 4].includes(one.status) && one.queue === queue && one.assigned_to === assigned_to,
  ];
}

const appliesWhatIsAsked = (account: ListingAccount): SitePart => async (site, context) => {
  const tickets = await storedTickets(site);
  assert.equal(tickets.length, site.fixture.ticketCount);
  const caller = await freshCaller(site, account);

  for (const [name, input, passes] of [...FILTERS, threeConditions(tickets)]) {
    await context.step(`${name}: ids, totals and pages are the database's`, async () => {
      const expected = tickets.filter(passes).map(({ id }) => id);
      assert.ok(expected.length > 0, "the fixture has no such ticket");
      assert.ok(name === "nothing" || expected.length < tickets.length);
      const size = 4;
      const pages = Math.ceil(expected.length / size);
      for (const page of new Set([1, pages])) {
        const answer = await caller.succeed("list_tickets", { ...input, page, page_size: size });
        assert.deepEqual(idsIn(answer), expected.slice((page - 1) * size, page * size));
        const { total, has_more, warnings } = answer;
        assert.deepEqual([answer.page, answer.pages, total], [page, pages, expected.length]);
        assert.deepEqual([has_more, warnings], [page < pages, []]);
      }
    });
  }

  await context.step("mine is the account's own id", async () => {
    const own = site.accounts[account].id;
    const answer = await caller.succeed("list_tickets", { mine: true });
    const expected = tickets.filter(({ assigned_to }) => assigned_to === own);
    assert.deepEqual(idsIn(answer), expected.map(({ id }) => id));
    const contradiction = { mine: true, assigned_to: site.accounts.admin.id };
    assert.match(await caller.fail("list_tickets", contradiction), /contradict/);
  });

  await context.step("a row has names and dates, and neither texts nor follow-ups", async () => {
    await rowIsComplete(caller, site, tickets);
  });

  await context.step("an unknown status among known ones is a warning", async () => {
    const answer = await caller.succeed("list_tickets", { status: "Open,In Progress" });
    assert.equal(answer.total, tickets.filter(({ status }) => status === 1).length);
    const known = '1 "Open", 2 "Reopened", 3 "Resolved", 4 "Closed", 5 "Duplicate"';
    assert.ok(answer.warnings[0].includes(known), answer.warnings[0]);
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
  const admin = site.accounts.admin.id;
  const stored =
    tickets.find(({ assigned_to, due_date, submitter_email, on_hold }) =>
      assigned_to === admin && due_date !== null && submitter_email !== null && !on_hold
    ) ?? assert.fail();
  const { id, title, queue, status, priority, assigned_to, submitter_email, due_date } = stored;
  const answer = await caller.succeed("list_tickets", { assigned_to: admin });
  // deno-lint-ignore no-explicit-any
  const row = namedRows<any>(answer).find((one) => one.id === id);
  assert.partialDeepStrictEqual(row, {
    ...{ title, queue, status, priority, assigned_to, submitter_email },
    queue_name: site.fixture.queues.find(({ id }) => id === queue)?.title,
    status_name: site.fixture.statuses.find(({ id }) => id === status)?.name,
    priority_name: site.fixture.priorities.find(({ id }) => id === priority)?.name,
  });
  // The list endpoint names people by full name or address, the API's own form by user name.
  assert.ok(["admin", "admin@example.com"].includes(row.assigned_to_name), row.assigned_to_name);
  if (row.due === undefined) assert.equal(Date.parse(row.due_date), Date.parse(due_date ?? ""));
  else assert.deepEqual([row.due_date, row.due, listsDates(site)], [undefined, "overdue", false]);
  for (const key of ["followups", "followup_set", "description", "resolution"]) {
    assert.ok(!(key in row), key);
  }
}

siteParts("list_tickets", {}, {
  "as staff applies what is asked": appliesWhatIsAsked("staff"),
  "as agent applies what is asked": appliesWhatIsAsked("agent"),
});
