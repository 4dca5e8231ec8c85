import assert from "node:assert/strict";
import { HelpdeskError } from "../../lib/errors.ts";
import { Deadline } from "../../lib/http/deadline.ts";
import { expectFailure } from "./expect_failure.ts";
import { onStillClock } from "./fake_clock.ts";

function reasonOf(deadline: Deadline): HelpdeskError {
  const { reason } = deadline.signal;
  assert.ok(reason instanceof HelpdeskError);
  return reason;
}

Deno.test("Deadline.signal aborts when the time is over, as a timeout that names it", () =>
  onStillClock(async (clock) => {
    const deadline = new Deadline(2_500);
    await clock.tickAsync(2_499);
    assert.equal(deadline.signal.aborted, false);
    assert.equal(deadline.remaining, 1);
    await clock.tickAsync(1);
    assert.equal(reasonOf(deadline).kind, "timeout");
    assert.match(reasonOf(deadline).message, /within 2\.5 s.*HELPDESK_TIMEOUT/);
    assert.equal(deadline.remaining, 0);
    deadline.end();
  }));

Deno.test("Deadline.signal aborts with its parent, as cancelled", () =>
  onStillClock((clock) => {
    const parent = new AbortController();
    const deadline = new Deadline(30_000, parent.signal);
    assert.equal(deadline.remaining, 30_000);
    parent.abort();
    assert.equal(reasonOf(deadline).kind, "cancelled");
    assert.equal(deadline.remaining, 0);
    deadline.end();
    assert.equal(clock.countTimers(), 0);
    return Promise.resolve();
  }));

Deno.test("Deadline.signal is aborted from the start when its parent is", () =>
  onStillClock(() => {
    const deadline = new Deadline(30_000, AbortSignal.abort());
    assert.equal(reasonOf(deadline).kind, "cancelled");
    return Promise.resolve();
  }));

Deno.test("Deadline.end() stops both the clock and the parent", () =>
  onStillClock(async (clock) => {
    const parent = new AbortController();
    const deadline = new Deadline(1_000, parent.signal);
    deadline.end();
    await clock.tickAsync(5_000);
    parent.abort();
    assert.equal(deadline.signal.aborted, false);
  }));

Deno.test("Deadline.extend() gives the whole time again, counted from now", () =>
  onStillClock(async (clock) => {
    const deadline = new Deadline(1_000);
    await clock.tickAsync(900);
    deadline.extend();
    assert.equal(deadline.remaining, 1_000);
    await clock.tickAsync(999);
    assert.equal(deadline.signal.aborted, false);
    await clock.tickAsync(1);
    assert.equal(deadline.signal.aborted, true);
  }));

Deno.test("Deadline.extend() does not revive what is over", () =>
  onStillClock(async (clock) => {
    const deadline = new Deadline(1_000);
    await clock.tickAsync(1_000);
    deadline.extend();
    assert.equal(deadline.remaining, 0);
    assert.equal(deadline.signal.aborted, true);
  }));

Deno.test("Deadline.race() gives what the promise gives, in time", () =>
  onStillClock(async () => {
    const deadline = new Deadline(1_000);
    assert.equal(await deadline.race(Promise.resolve(7)), 7);
    await assert.rejects(deadline.race(Promise.reject(new RangeError("no"))), RangeError);
    deadline.end();
  }));

Deno.test("Deadline.race() fails at the deadline while the work goes on", () =>
  onStillClock(async (clock) => {
    const deadline = new Deadline(1_000);
    const work = Promise.withResolvers<string>();
    const failure = expectFailure("timeout", deadline.race(work.promise));
    await clock.tickAsync(1_000);
    await failure;
    work.resolve("late");
    assert.equal(await work.promise, "late");
  }));

Deno.test("Deadline.race() takes care of a promise that fails after the deadline", () =>
  onStillClock(async (clock) => {
    const deadline = new Deadline(1_000);
    const work = Promise.withResolvers<string>();
    const failure = expectFailure("timeout", deadline.race(work.promise));
    await clock.tickAsync(1_000);
    await failure;
    work.reject(new Error("Nobody waits for this any more"));
  }));

Deno.test("Deadline.race() takes care of a failing promise when the deadline is over already", async () => {
  const deadline = new Deadline(1_000, AbortSignal.abort());
  // Left alone, this promise would end the program as an unhandled rejection.
  const doomed = Promise.reject(new Error("Nobody waits for this"));
  await expectFailure("cancelled", deadline.race(doomed));
  await new Promise((resolve) => setTimeout(resolve, 0));
});

Deno.test("Deadline.race() leaves no listener behind", () =>
  onStillClock(async () => {
    const deadline = new Deadline(1_000);
    const { signal } = deadline;
    let listeners = 0;
    const add = signal.addEventListener.bind(signal);
    const remove = signal.removeEventListener.bind(signal);
    signal.addEventListener = (...given: Parameters<typeof add>) => {
      listeners++;
      add(...given);
    };
    signal.removeEventListener = (...given: Parameters<typeof remove>) => {
      listeners--;
      remove(...given);
    };
    for (let round = 0; round < 50; round++) await deadline.race(Promise.resolve(round));
    assert.equal(listeners, 0);
    deadline.end();
  }));

Deno.test("Deadline.sleep() waits exactly the given time", () =>
  onStillClock(async (clock) => {
    const deadline = new Deadline(10_000);
    let awake = false;
    const sleep = deadline.sleep(400).then(() => awake = true);
    await clock.tickAsync(399);
    assert.equal(awake, false);
    await clock.tickAsync(1);
    assert.equal(awake, true);
    await sleep;
    deadline.end();
  }));

Deno.test("Deadline.sleep() is cut short by a cancellation and leaves no timer", () =>
  onStillClock(async (clock) => {
    const parent = new AbortController();
    const deadline = new Deadline(10_000, parent.signal);
    const failure = expectFailure("cancelled", deadline.sleep(5_000));
    await clock.tickAsync(100);
    parent.abort();
    await failure;
    deadline.end();
  }));

Deno.test("Deadline.sleep() of more than a timer takes does not end at once", () =>
  onStillClock(async (clock) => {
    const deadline = new Deadline(2 ** 40);
    let awake = false;
    const failure = expectFailure("timeout", deadline.sleep(2 ** 40).then(() => awake = true));
    await clock.tickAsync(1_000);
    assert.equal(awake, false);
    assert.equal(deadline.signal.aborted, false);
    await clock.tickAsync(2 ** 31);
    await failure.catch(() => {});
    deadline.end();
  }));
