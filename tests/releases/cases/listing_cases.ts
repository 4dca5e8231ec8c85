import assert from "node:assert/strict";
import type { StoredTicket } from "../../../site/site_records.ts";
import { ask, type Outcome, type ReleaseCase, type Work } from "../release_case.ts";

/** The work of one account. */
type Own = Work & { readonly account: "staff" | "agent" };
type Key = (ticket: StoredTicket, work: Own) => string | number | undefined;
interface Asked {
  readonly asked: string;
  readonly input: (work: Own) => Record<string, unknown>;
  /** Which tickets fit; every one when absent. */
  readonly fits?: (ticket: StoredTicket, work: Own) => boolean;
  /** Which of them may be left out with a warning. */
  readonly leftOut?: (ticket: StoredTicket, work: Own) => boolean;
  /** What the order is by, a descending one when the input says so. */
  readonly key?: Key;
}

const own = ({ site, account }: Own) => site.accounts[account].id;
const day = (stored: string) => stored.slice(0, "YYYY-MM-DD".length);
const lastFollowUp: Key = ({ id }, { followUps }) => {
  const dates = (followUps.get(id) ?? []).map(({ date }) => Date.parse(date));
  return dates.length === 0 ? undefined : Math.max(...dates);
};
const sorted = (sort: string, key: Key): Asked[] =>
  [false, true].map((descending) => ({
    asked: `sort ${sort}, ${descending ? "descending" : "ascending"}`,
    input: () => ({ sort, descending }),
    key,
  }));

const ASKED: readonly Asked[] = [
  { asked: "every ticket", input: () => ({}) },
  {
    asked: "status",
    input: () => ({ status: "Open,Reopened" }),
    fits: ({ status }) => status === 1 || status === 2,
  },
  { asked: "queue_id", input: () => ({ queue_id: 2 }), fits: ({ queue }) => queue === 2 },
  {
    asked: "priority",
    input: () => ({ priority: "1,2" }),
    fits: ({ priority }) => priority === 1 || priority === 2,
  },
  {
    asked: "assigned_to",
    input: ({ site }) => ({ assigned_to: site.accounts.admin.id }),
    fits: ({ assigned_to }, { site }) => assigned_to === site.accounts.admin.id,
  },
  {
    asked: "mine",
    input: () => ({ mine: true }),
    fits: ({ assigned_to }, work) => assigned_to === own(work),
  },
  {
    asked: "unassigned",
    input: () => ({ unassigned: true }),
    fits: ({ assigned_to }) => assigned_to === null,
  },
  {
    asked: "unassigned with status and queue_id",
    input: () => ({ unassigned: true, status: "1,2,3", queue_id: 3 }),
    fits: ({ assigned_to, status, queue }) => assigned_to === null && status <= 3 && queue === 3,
  },
  {
    asked: "mine with unassigned and status",
    input: () => ({ mine: true, unassigned: true, status: "1,3" }),
    fits: ({ assigned_to, status }, work) =>
      (assigned_to === null || assigned_to === own(work)) && (status === 1 || status === 3),
  },
  {
    asked: "search",
    input: () => ({ search: "keyboard OR archive" }),
    fits: ({ title, description, resolution }) =>
      /keyboard|archive/i.test(`${title} ${description} ${resolution}`),
  },
  {
    asked: "created_after and created_before",
    input: () => ({ created_after: "2026-01-08", created_before: "2026-01-15" }),
    // The fixture opens its tickets at noon and midnight of no zone between these.
    fits: ({ created }) =>
      day(berlin(created)) >= "2026-01-08" && day(berlin(created)) < "2026-01-15",
  },
  {
    asked: "submitter",
    input: () => ({ submitter: "submitter3" }),
    fits: ({ submitter_email }) => submitter_email?.startsWith("submitter3@") ?? false,
  },
  {
    asked: "due_after and due_before",
    input: () => ({ due_after: "2026-03-01", due_before: "2026-06-01" }),
    fits: ({ due_date }) =>
      due_date !== null && due_date >= "2026-03-01" && due_date < "2026-06-01",
  },
  {
    asked: "updated_after",
    input: () => ({ updated_after: "2026-01-15" }),
    fits: (ticket, work) => {
      const last = Number(lastFollowUp(ticket, work) ?? Date.parse(ticket.created));
      return last >= Date.parse("2026-01-14T23:00:00Z");
    },
    leftOut: (ticket, work) => lastFollowUp(ticket, work) === undefined,
  },
  ...sorted("created", ({ created }) => Date.parse(created)),
  ...sorted("due_date", ({ due_date }) => due_date === null ? undefined : Date.parse(due_date)),
  ...sorted("priority", ({ priority }) => priority),
  ...sorted("status", ({ status }) => status),
  ...sorted(
    "queue",
    ({ queue }, { site }) => site.fixture.queues.find(({ id }) => id === queue)?.title,
  ),
  ...sorted("last_followup", lastFollowUp),
];

/** In winter, when the fixture's tickets were opened. */
function berlin(moment: string): string {
  return new Date(Date.parse(moment) + 3_600_000).toISOString();
}

async function listedRight(work: Own, asked: Asked): Promise<Outcome> {
  const input = asked.input(work);
  let expected = work.tickets.filter((ticket) => asked.fits?.(ticket, work) ?? true);
  const found: number[] = [];
  let outcome: Outcome = "right";
  for (let page = 1;; page++) {
    const answer = await ask(work[work.account], "list_tickets", { ...input, page, page_size: 25 });
    if (answer.outcome === "refused") return "refused";
    if (answer.content.warnings.some((warning: string) => !warning.includes("due dates"))) {
      outcome = "warned";
      if (asked.leftOut) expected = expected.filter((ticket) => !asked.leftOut?.(ticket, work));
    }
    assert.equal(answer.content.total ?? expected.length, expected.length, answer.text);
    found.push(...answer.content.tickets.map(({ id }: { id: number }) => id));
    if (!answer.content.has_more) break;
  }
  assert.deepEqual(
    found.toSorted((a, b) => a - b),
    expected.map(({ id }) => id).sort((a, b) => a - b),
  );
  const { key = ({ id }: StoredTicket) => id } = asked;
  const isDescending = (input["descending"] ?? asked.key === undefined) === true;
  const keys = found.map((id) => work.tickets.find((ticket) => ticket.id === id))
    .map((ticket) => ticket && key(ticket, work)).filter((value) => value !== undefined);
  const inOrder = keys.toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0) * (isDescending ? -1 : 1));
  assert.deepEqual(keys, inOrder);
  return outcome;
}

async function datesRight(work: Own, page_size: number): Promise<Outcome> {
  const { content, outcome } = await ask(work[work.account], "list_tickets", {
    ...{ sort: "due_date", descending: true, page_size, status: "Open,Reopened,Resolved" },
  });
  for (const row of content.tickets) {
    const stored = work.tickets.find(({ id }) => id === row.id);
    const due = stored?.due_date ?? undefined;
    if (row.due === undefined) {
      assert.equal(shown(row.due_date), instant(due), `ticket ${row.id}`);
    } else {
      assert.equal(row.due_date, undefined);
      assert.equal(row.due, Date.parse(due ?? "") < Date.now() ? "overdue" : "due");
    }
    if (row.created !== undefined) assert.equal(shown(row.created), instant(stored?.created));
    const last = stored === undefined ? undefined : lastFollowUp(stored, work);
    if (row.last_followup !== undefined) {
      assert.equal(shown(row.last_followup), Math.floor(Number(last) / 1000));
    }
  }
  const told = content.tickets.filter((row: { due?: string }) => row.due !== undefined);
  assert.ok(told.length === 0 || outcome === "warned", "words for dates come with a warning");
  return outcome;
}

/** A moment as it is shown, to the second: with an offset. */
function shown(moment: string | undefined): number | undefined {
  if (moment !== undefined) assert.match(moment, /[+-]\d\d:\d\d$/);
  return instant(moment);
}

function instant(moment: string | undefined): number | undefined {
  return moment === undefined ? undefined : Math.floor(Date.parse(moment) / 1000);
}

/** Orders that a scan makes by itself, the same on every release. */
const SCANNED_ALIKE = /^sort (?:priority|status|queue|due_date|.*, ascending$)/;

/** Lists as the staff list and as a scan of the API give them. */
export const listingCases: readonly ReleaseCase[] = (["staff", "agent"] as const).flatMap(
  (account) => {
    const name = account === "agent" ? ", as an agent" : "";
    return [
      ...ASKED.filter(({ asked }) => account === "staff" || !SCANNED_ALIKE.test(asked)).map((
        asked,
      ) => ({
        tool: "list_tickets",
        asked: `${asked.asked}${name}`,
        run: (work: Work) => listedRight({ ...work, account }, asked),
      })),
      ...[5, 25].map((pageSize) => ({
        tool: "list_tickets",
        asked: `dates in a page of ${pageSize}${name}`,
        run: (work: Work) => datesRight({ ...work, account }, pageSize),
      })),
    ];
  },
);
