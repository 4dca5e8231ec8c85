import assert from "node:assert/strict";
import { HelpdeskError } from "../../../lib/errors.ts";
import type { Call } from "../../../lib/helpdesk/calls/call.ts";
import { MOST_READ, tellDueDates } from "../../../lib/helpdesk/listing/due_dates.ts";
import type { ListedTicket } from "../../../lib/helpdesk/listing/listing_question.ts";
import type { Tickets } from "../../../lib/helpdesk/tickets/tickets.ts";
import { Deadline } from "../../../lib/http/deadline.ts";

const prose = (id: number): ListedTicket => ({ id, title: `${id}`, dueProse: "overdue" });
const undated = (id: number): ListedTicket => ({ id, title: `${id}` });

/** Tells due dates; what was read, and what is told of each ticket. */
async function tell(listed: readonly ListedTicket[], get: (id: number) => string | undefined) {
  const read: number[] = [];
  const tickets = {
    get(id: number) {
      read.push(id);
      return Promise.resolve({ id, due_date: get(id) });
    },
  } as unknown as Tickets;
  using ends = { deadline: new Deadline(60_000), [Symbol.dispose]: () => ends.deadline.end() };
  const call: Call = { deadline: ends.deadline, notice: () => {} };
  const told = await tellDueDates(listed, tickets, call);
  const rows = told.tickets.map(({ dueDate, dueProse }) => dueDate ?? dueProse);
  return { read, rows, warnings: told.warnings.length };
}

Deno.test("tellDueDates() reads the dates that a short page tells in words, and no others", async () => {
  const { read, rows, warnings } = await tell(
    [prose(3), undated(2), { ...undated(1), dueDate: "2026-12-24" }],
    () => "2026-05-01T00:00:00+02:00",
  );
  assert.deepEqual([read, rows, warnings], [[3], ["2026-05-01", undefined, "2026-12-24"], 0]);
});

Deno.test("tellDueDates() leaves the words of a long page, with a warning", async () => {
  const page = Array.from({ length: MOST_READ + 1 }, (_, place) => prose(place + 1));
  const { read, rows, warnings } = await tell(page, () => assert.fail());
  assert.deepEqual([read, rows, warnings], [[], Array(MOST_READ + 1).fill("overdue"), 1]);
});

Deno.test("tellDueDates() reads nothing for a page without words, and takes away what is gone", async () => {
  const none = await tell([undated(1)], () => assert.fail());
  assert.deepEqual([none.read, none.rows, none.warnings], [[], [undefined], 0]);
  const gone = await tell([prose(1)], () => undefined);
  assert.deepEqual([gone.rows, gone.warnings], [[undefined], 0]);
});

Deno.test("tellDueDates() never mixes words and dates where one ticket cannot be read", async () => {
  const { rows, warnings } = await tell([prose(1), prose(2)], (id) => {
    if (id === 2) throw new HelpdeskError("not_found", "There is no ticket 2");
    return "2026-05-01";
  });
  assert.deepEqual([rows, warnings], [["overdue", "overdue"], 1]);
});
