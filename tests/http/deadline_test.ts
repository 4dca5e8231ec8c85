import assert from "node:assert/strict";
import type FakeTimers from "@sinonjs/fake-timers";
import { Deadline } from "../../lib/http/deadline.ts";
import { expectFailure } from "./expect_failure.ts";
import { onStillClock } from "./fake_clock.ts";

type Body = (deadline: Deadline, clock: FakeTimers.Clock, caller: AbortController) => unknown;

/** A test of a deadline of so many milliseconds, whose caller may give up. */
function deadlineTest(name: string, milliseconds: number, body: Body): void {
  Deno.test(`Deadline.${name}`, () =>
    onStillClock(async (clock) => {
      const caller = new AbortController();
      const deadline = new Deadline(milliseconds, caller.signal);
      await body(deadline, clock, caller);
      deadline.end();
    }));
}

deadlineTest(
  "signal aborts when the time is over, as a timeout that names it",
  2_500,
  async (deadline, clock) => {
    await clock.tickAsync(2_499);
    assert.deepEqual([deadline.signal.aborted, deadline.remaining], [false, 1]);
    await clock.tickAsync(1);
    assert.equal(deadline.signal.reason.kind, "timeout");
    assert.match(deadline.signal.reason.message, /within 2\.5 s.*HELPDESK_TIMEOUT/);
    assert.equal(deadline.remaining, 0);
  },
);

deadlineTest("signal aborts with its parent, as cancelled", 30_000, (deadline, _, caller) => {
  assert.equal(deadline.remaining, 30_000);
  caller.abort();
  assert.equal(deadline.signal.reason.kind, "cancelled");
  assert.equal(deadline.remaining, 0);
  const late = new Deadline(30_000, caller.signal);
  assert.equal(late.signal.reason.kind, "cancelled");
});

deadlineTest(
  "end() stops both the clock and the parent",
  1_000,
  async (deadline, clock, caller) => {
    deadline.end();
    await clock.tickAsync(5_000);
    caller.abort();
    assert.equal(deadline.signal.aborted, false);
  },
);

deadlineTest(
  "extend() gives the whole time again, and does not revive what is over",
  1_000,
  async (deadline, clock) => {
    await clock.tickAsync(900);
    deadline.extend();
    assert.equal(deadline.remaining, 1_000);
    await clock.tickAsync(999);
    assert.equal(deadline.signal.aborted, false);
    await clock.tickAsync(1);
    deadline.extend();
    assert.deepEqual([deadline.signal.aborted, deadline.remaining], [true, 0]);
  },
);

deadlineTest(
  "race() gives what the promise gives, in time, and leaves no listener",
  1_000,
  async (deadline) => {
    const { signal } = deadline;
    let listeners = 0;
    const add = signal.addEventListener.bind(signal);
    const remove = signal.removeEventListener.bind(signal);
    signal.addEventListener = (...given: Parameters<typeof add>) => (listeners++, add(...given));
    signal.removeEventListener = (...given: Parameters<typeof remove>) => {
      listeners--;
      remove(...given);
    };
    for (let round = 0; round < 50; round++) {
      assert.equal(await deadline.race(Promise.resolve(round)), round);
    }
    await assert.rejects(deadline.race(Promise.reject(new RangeError("no"))), RangeError);
    assert.equal(listeners, 0);
  },
);

deadlineTest(
  "race() fails at the deadline, and takes care of what comes later",
  1_000,
  async (deadline, clock) => {
    const works = [Promise.withResolvers<string>(), Promise.withResolvers<string>()] as const;
    const failures = works.map(({ promise }) => expectFailure("timeout", deadline.race(promise)));
    await clock.tickAsync(1_000);
    await Promise.all(failures);
    works[0].resolve("late");
    assert.equal(await works[0].promise, "late");
    works[1].reject(new Error("Nobody waits for this any more"));
  },
);

Deno.test("Deadline.race() takes care of a failing promise when the deadline is over already", async () => {
  const deadline = new Deadline(1_000, AbortSignal.abort());
  // Left alone, this promise would end the program as an unhandled rejection.
  const doomed = Promise.reject(new Error("Nobody waits for this"));
  await expectFailure("cancelled", deadline.race(doomed));
  await new Promise((resolve) => setTimeout(resolve, 0));
});

deadlineTest(
  "sleep() waits exactly the given time, unless it is cancelled",
  10_000,
  async (deadline, clock, caller) => {
    let awake = false;
    const sleep = deadline.sleep(400).then(() => awake = true);
    await clock.tickAsync(399);
    assert.equal(awake, false);
    await clock.tickAsync(1);
    assert.equal(awake, true);
    await sleep;
    const failure = expectFailure("cancelled", deadline.sleep(5_000));
    await clock.tickAsync(100);
    caller.abort();
    await failure;
  },
);

deadlineTest(
  "sleep() of more than a timer takes does not end at once",
  2 ** 40,
  async (deadline, clock) => {
    let awake = false;
    const failure = expectFailure("timeout", deadline.sleep(2 ** 40).then(() => awake = true));
    await clock.tickAsync(1_000);
    assert.deepEqual([awake, deadline.signal.aborted], [false, false]);
    await clock.tickAsync(2 ** 31);
    await failure.catch(() => {});
  },
);
