import assert from "node:assert/strict";
import type { StoredTicket } from "../../../site/site_records.ts";
import { ask, type Outcome, type ReleaseCase, type Work } from "../release_case.ts";

const FIELDS = ["status", "queue", "priority", "assignee"] as const;
type Field = typeof FIELDS[number];

async function countedRight(work: Work, account: "staff" | "agent", by: Field): Promise<Outcome> {
  const { outcome, content } = await ask(work[account], "list_tickets", { count_by: by });
  const { users } = work.site;
  // As the list of each account names people.
  const isThem = (id: number | null, name: string | undefined) =>
    users.some((one) =>
      one.id === id && [one.fullName, one.email, one.username].some((own) => own === name)
    );
  for (const { id, name, count } of content.counts) {
    const isCounted = (ticket: StoredTicket) =>
      by !== "assignee"
        ? ticket[by] === id
        : id !== undefined
        ? ticket.assigned_to === id
        : name === undefined
        ? ticket.assigned_to === null
        : isThem(ticket.assigned_to, name);
    assert.equal(count, work.tickets.filter(isCounted).length, `${id} ${name}`);
  }
  const counts: number[] = content.counts.map(({ count }: { count: number }) => count);
  assert.equal(counts.reduce((sum, count) => sum + count, 0), work.tickets.length);
  return outcome;
}

async function overdueRight(work: Work, account: "staff" | "agent"): Promise<Outcome> {
  const { outcome, content } = await ask(work[account], "list_tickets", { overdue: true });
  const late = work.tickets.filter(({ due_date, status }) =>
    status < 3 && due_date !== null && Date.parse(due_date) < Date.now()
  );
  const ids: number[] = content.tickets.map(({ id }: { id: number }) => id);
  assert.deepEqual(ids.toSorted(), late.map(({ id }) => id).toSorted());
  return outcome;
}

/** Counts, and what is late, as the staff list and as a scan of the API give them. */
export const countCases: readonly ReleaseCase[] = (["staff", "agent"] as const).flatMap(
  (account) => {
    const name = account === "agent" ? ", as an agent" : "";
    return [
      ...FIELDS.map((field) => ({
        ...{ tool: "list_tickets", asked: `count_by ${field}${name}` },
        run: (work: Work) => countedRight(work, account, field),
      })),
      {
        ...{ tool: "list_tickets", asked: `overdue${name}` },
        run: (work: Work) => overdueRight(work, account),
      },
    ];
  },
);
