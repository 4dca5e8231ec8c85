import assert from "node:assert/strict";
import { QueueLimit } from "../../../lib/helpdesk/catalogue/queue_limit.ts";
import { expectFailure } from "../../http/expect_failure.ts";

Deno.test("QueueLimit allows everything without queues, the named ones, or none", () => {
  const limits = [undefined, [4, 1, 4], []].map((queues) => new QueueLimit(queues));
  const allowed = limits.map((limit) =>
    [1, 4, 2, 0, undefined].map((queue) => limit.allows(queue))
  );
  const named = [true, true, false, false, false];
  assert.deepEqual(allowed, [Array(5).fill(true), named, Array(5).fill(false)]);
  assert.deepEqual(limits.map(({ isLimited }) => isLimited), [false, true, true]);
  assert.deepEqual(limits.map(({ queues }) => queues), [undefined, [4, 1], []]);
});

Deno.test("QueueLimit.require() says what is refused, what is allowed and by which setting", async () => {
  for (const queue of [1, 99, undefined]) new QueueLimit(undefined).require(queue, "Ticket 7");
  const require = () => new QueueLimit([4, 1]).require(2, "Ticket 7");
  assert.match(
    (await expectFailure("forbidden", require)).message,
    /^Ticket 7 is in a queue that HELPDESK_QUEUES does not allow \(it allows 4, 1; get_queues/,
  );
});
