import assert from "node:assert/strict";
import fc from "fast-check";
import { namedRows } from "../../lib/views/shared_names.ts";
import { helpdeskTest, type TestHelpdesk } from "../helpdesk_test_case.ts";
import type { ToolCaller } from "../tool_caller.ts";
import { callerOf } from "./site_caller.ts";
import { listsDates, sortsByLanguage } from "../release_traits.ts";

// deno-lint-ignore no-explicit-any
type Row = any;
type Answer = { rows: Row[]; total: number };

/** Texts that only fields known to both ways hold; letters that SQLite compares in any case. */
const SEARCHES = [
  ...["printer", "PRINTER", "cable", "submitter3@", "keyboard OR archive"],
  ...["Invoice OR nowhere at all", "{{", "the", "REPORT OR order", "nowhere at all"],
];

type Question = Record<string, unknown> & { sort: string };

/** What may be asked of a site, `titles` among it. */
const conditionsOn = ({ fixture, users }: TestHelpdesk, titles: readonly string[]) => ({
  status: fc.subarray(["Open", "2", "resolved", "Closed", "Duplicate"], { minLength: 1 })
    .map((statuses) => statuses.join(",")),
  queue_id: fc.constantFrom(...fixture.queues.map(({ id }) => id)),
  assigned_to: fc.constantFrom(...users.map(({ id }) => id)),
  unassigned: fc.boolean(),
  priority: fc.subarray(["1", "2", "3", "4", "5"], { minLength: 2 })
    .map((priorities) => priorities.join(",")),
  search: fc.constantFrom(...SEARCHES, ...titles),
});

/** At most three conditions: more of them hardly leave a ticket to compare. */
async function questionsOn(site: TestHelpdesk): Promise<fc.Arbitrary<Question>> {
  const { emoji, arabic, cjk, markup } = site.fixture.tickets;
  const tickets = await Promise.all([emoji, arabic, cjk, markup].map((id) => site.ticket(id)));
  const conditions = conditionsOn(site, tickets.map((ticket) => ticket?.title ?? assert.fail()));
  return fc.subarray(Object.keys(conditions) as (keyof typeof conditions)[], {
    minLength: 1,
    maxLength: 3,
  }).chain((chosen) =>
    fc.record({
      ...Object.fromEntries(chosen.map((name) => [name, conditions[name]])),
      sort: fc.constantFrom("id", "due_date", "priority", "status", "title", "queue"),
      descending: fc.boolean(),
    })
  );
}

/** All pages of an answer. */
async function everything(caller: ToolCaller, question: Question): Promise<Answer> {
  const rows: Row[] = [];
  for (let page = 1;; page++) {
    const answer = await caller.succeed("list_tickets", { ...question, page, page_size: 25 });
    rows.push(...namedRows<Row>(answer));
    if (!answer.has_more) return { rows, total: answer.total };
  }
}

/** What both ways tell of a ticket; a held one's label has a suffix on the list endpoint. */
const sharedOn = (site: TestHelpdesk) => (row: Row) => {
  const { id, title, queue, queue_name, status_name, due_date, ...more } = row;
  const { priority, priority_name, submitter_email } = more;
  const status = status_name?.replace(/ - On Hold$/, "");
  // Where the list tells no dates, only the order shows them.
  const due = listsDates(site) ? due_date : undefined;
  return { id, title, queue, queue_name, status, priority, priority_name, submitter_email, due };
};

function sortKey(row: Row, sort: string): unknown {
  if (sort === "due_date") return row.due_date === undefined ? null : Date.parse(row.due_date);
  if (sort === "title") return row.title;
  if (sort === "queue") return row.queue_name;
  if (sort === "priority") return row.priority;
  return row.status_name?.replace(/ - On Hold$/, "");
}

helpdeskTest("both ways of listing give the same tickets", async (site, context) => {
  const shared = sharedOn(site);
  const staff = callerOf(site, "staff");
  const agent = callerOf(site, "agent");

  await context.step("for random questions", async () => {
    let found = 0;
    const sameForBoth = async (question: Question) => {
      const lists = [staff, agent].map((caller) => everything(caller, question));
      const [table = assert.fail(), scan = assert.fail()] = await Promise.all(lists);
      found += table.rows.length;
      assert.equal(scan.total, table.total);
      assert.equal(table.rows.length, table.total);
      const byId = (one: Row, other: Row) => one.id - other.id;
      const ordered = ({ rows }: Answer) => question.sort === "id" ? rows : rows.toSorted(byId);
      assert.deepEqual(ordered(scan).map(shared), ordered(table).map(shared));
      const keys = ({ rows }: Answer) => rows.map((row) => sortKey(row, question.sort));
      const isAlike = question.sort === "due_date" && listsDates(site) ||
        question.sort === "title" && !sortsByLanguage(site) ||
        !["due_date", "title"].includes(question.sort);
      if (isAlike) {
        assert.deepEqual(keys(scan), keys(table));
      }
      if (question.sort === "due_date") {
        const undated = keys(scan).indexOf(null);
        assert.ok(undated < 0 || keys(scan).slice(undated).every((key) => key === null));
      }
      const assignees = ({ rows }: Answer) =>
        rows.toSorted(byId).map(({ assigned_to_name }) => assigned_to_name !== undefined);
      assert.deepEqual(assignees(scan), assignees(table));
    };
    await fc.assert(fc.asyncProperty(await questionsOn(site), sameForBoth), { numRuns: 40 });
    assert.ok(found > 100, `only ${found} tickets were compared`);
  });

  await context.step("the requests show that they were different ways", async () => {
    const { requests } = await site.requests();
    const lists = requests.filter(({ method, status }) => method === "GET" && status === 200);
    const usernames = (
      part: RegExp,
    ) => [...new Set(lists.filter(({ path }) => part.test(path)).map(({ username }) => username))];
    assert.deepEqual(usernames(/datatables/), ["staff"]);
    // Single tickets are read for what a list does not tell.
    assert.deepEqual(usernames(/api\/tickets\/$/), ["agent"]);
  });

  await context.step("page by page when there is more than one request can bring", async () => {
    const { lastId } = await site.createTickets(600, { followUpsEach: 0 });
    // A session sees the helpdesk as it was committed when it began.
    const agent = callerOf(site, "agent");
    for (const question of [{}, { queue_id: 2 }, { status: "Open", page: 3 }, { page: 22 }]) {
      const table = await staff.succeed("list_tickets", question);
      const scan = await agent.succeed("list_tickets", question);
      assert.deepEqual(scan.tickets.map(shared), table.tickets.map(shared));
      assert.equal(scan.has_more, true);
      assert.ok(scan.total === undefined || scan.total === table.total);
    }
    const newest = await agent.succeed("list_tickets", { queue_id: 2, page_size: 1 });
    assert.equal(newest.total, undefined, "the scan has not counted what it has not read");
    assert.ok(newest.tickets[0].id > lastId - 3);
    const last = await agent.succeed("list_tickets", { search: "Coffee machine" });
    assert.deepEqual([last.total, last.has_more], [1, false]);
  });
});
