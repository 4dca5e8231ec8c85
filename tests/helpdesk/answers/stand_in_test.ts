import assert from "node:assert/strict";
import { isStandIn, keyOf, numberOf } from "../../../lib/helpdesk/answers/stand_in.ts";
import { ticket, ticketTable } from "../../../lib/helpdesk/answers/wire.ts";

const UUID = "6f1c7c9e-4a5d-4f0e-9a51-2f8f6a3d0b11";

Deno.test("numberOf() has one number of 13 digits for a key, which keyOf() gives back", () => {
  const more = [UUID.toUpperCase(), UUID.replace("1", "2"), "anna", "007", "18446744073709551615"];
  const numbers = [UUID, ...more].map(numberOf);
  assert.equal(new Set(numbers).size, 6);
  for (const [place, key] of [UUID, ...more].entries()) {
    const number = numbers[place];
    assert.match(String(number), /^[1-9]\d{12}$/);
    assert.deepEqual([numberOf(key), keyOf(number), isStandIn(number)], [number, key, true]);
  }
  // The same wherever the program runs: what an agent noted yesterday holds today.
  assert.equal(numberOf(UUID), 3_528_542_308_148);
});

Deno.test("numberOf() takes digits as they are, and nothing that is no key", () => {
  const numbers = ["7", "0", "", "x".repeat(101)].map(numberOf);
  assert.deepEqual(numbers, [7, 0, undefined, undefined]);
  assert.deepEqual([keyOf(7), keyOf(undefined), keyOf(null)], [7, undefined, null]);
  assert.equal(isStandIn(7), false);
});

Deno.test("queues and users with other keys are read from tickets and lists", () => {
  const read = ticket.parse({ id: 1, queue: UUID, assigned_to: UUID });
  assert.deepEqual([read.queue, read.assigned_to], [numberOf(UUID), numberOf(UUID)]);
  const row = { id: 1, queue: { id: UUID, title: "Support" } };
  const { data } = ticketTable.parse({ data: [row], recordsFiltered: 1 });
  assert.equal(data[0]?.queue?.id, numberOf(UUID));
  for (const absent of [null, undefined, "", {}, -1]) {
    assert.equal(ticket.parse({ id: 1, assigned_to: absent }).assigned_to, undefined);
  }
});
