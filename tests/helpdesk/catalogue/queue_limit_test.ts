import assert from "node:assert/strict";
import { HelpdeskError } from "../../../lib/errors.ts";
import { QueueLimit } from "../../../lib/helpdesk/catalogue/queue_limit.ts";

Deno.test("QueueLimit without queues allows everything", () => {
  const limit = new QueueLimit(undefined);
  assert.equal(limit.isLimited, false);
  assert.equal(limit.queues, undefined);
  for (const queue of [1, 99, undefined]) {
    assert.equal(limit.allows(queue), true);
    limit.require(queue, "Ticket 7");
  }
});

Deno.test("QueueLimit allows the named queues, and not one that is not told", () => {
  const limit = new QueueLimit([4, 1, 4]);
  assert.equal(limit.isLimited, true);
  assert.deepEqual(limit.queues, [4, 1]);
  assert.deepEqual([1, 4, 2, 0, undefined].map((queue) => limit.allows(queue)), [
    true,
    true,
    false,
    false,
    false,
  ]);
});

Deno.test("QueueLimit without any queue allows none", () => {
  assert.equal(new QueueLimit([]).allows(1), false);
});

Deno.test("QueueLimit.require() says what is refused, what is allowed and by which setting", () => {
  assert.throws(() => new QueueLimit([4, 1]).require(2, "Ticket 7"), (error) => {
    assert.ok(error instanceof HelpdeskError);
    assert.equal(error.kind, "forbidden");
    assert.match(
      error.message,
      /^Ticket 7 is in a queue that HELPDESK_QUEUES does not allow \(it allows 4, 1; get_queues/,
    );
    return true;
  });
});
