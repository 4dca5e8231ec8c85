import assert from "node:assert/strict";
import { HelpdeskError } from "../../../lib/errors.ts";
import type { Call } from "../../../lib/helpdesk/calls/call.ts";
import { SharedWork } from "../../../lib/helpdesk/calls/shared_work.ts";
import { Deadline } from "../../../lib/http/deadline.ts";
import { expectFailure } from "../../http/expect_failure.ts";
import { onStillClock } from "../../http/fake_clock.ts";

/** Joins the work with a call of its own. */
async function join(
  shared: SharedWork<number>,
  work: (call: Call) => Promise<number>,
  { signal, told = [] }: { signal?: AbortSignal; told?: string[] } = {},
): Promise<number> {
  const deadline = new Deadline(60_000, signal);
  try {
    return await shared.join({ deadline, notice: (sentence) => void told.push(sentence) }, work);
  } finally {
    deadline.end();
  }
}

/** Work that ends when it is told to, and counts how often it was started. */
function startedWork() {
  const runs: (PromiseWithResolvers<number> & { readonly call: Call })[] = [];
  const work = (call: Call) => {
    const run = { ...Promise.withResolvers<number>(), call };
    runs.push(run);
    return run.promise;
  };
  return { runs, work };
}

Deno.test("SharedWork.join() runs the work once for all who come meanwhile, and tells all", () =>
  onStillClock(async () => {
    const shared = new SharedWork<number>(5_000);
    const { runs, work } = startedWork();
    const told: string[][] = [[], []];
    const joined = told.map((told) => join(shared, work, { told }));
    runs[0]?.call.notice("The session was renewed");
    runs[0]?.resolve(7);
    assert.deepEqual(await Promise.all(joined), [7, 7]);
    assert.equal(runs.length, 1);
    assert.deepEqual(told, [["The session was renewed"], ["The session was renewed"]]);
  }));

Deno.test("SharedWork.join() goes on for others when the first caller gives up", () =>
  onStillClock(async () => {
    const shared = new SharedWork<number>(5_000);
    const { runs, work } = startedWork();
    const first = new AbortController();
    const left = expectFailure("cancelled", join(shared, work, { signal: first.signal }));
    const second = join(shared, work);
    first.abort();
    await left;
    assert.equal(runs[0]?.call.deadline.signal.aborted, false);
    runs[0]?.resolve(7);
    assert.equal(await second, 7);
    assert.equal(runs.length, 1);
  }));

Deno.test("SharedWork.join() gives the work its own time", () =>
  onStillClock(async (clock) => {
    const shared = new SharedWork<number>(5_000);
    const { runs, work } = startedWork();
    const joined = expectFailure(
      "timeout",
      join(shared, (call) => call.deadline.race(work(call))),
    );
    await clock.tickAsync(4_999);
    assert.equal(runs[0]?.call.deadline.signal.aborted, false);
    await clock.tickAsync(1);
    await joined;
  }));

Deno.test("SharedWork.join() starts anew after the end, a failure included", () =>
  onStillClock(async () => {
    const shared = new SharedWork<number>(5_000);
    const { runs, work } = startedWork();
    const failing = expectFailure("unavailable", join(shared, work));
    runs[0]?.reject(new HelpdeskError("unavailable", "Away"));
    await failing;
    const again = join(shared, work);
    runs[1]?.resolve(8);
    assert.equal(await again, 8);
  }));

Deno.test("SharedWork.part() has the next caller start work of its own", () =>
  onStillClock(async () => {
    const shared = new SharedWork<number>(5_000);
    const { runs, work } = startedWork();
    const earlier = join(shared, work);
    shared.part();
    const later = join(shared, work);
    runs[0]?.resolve(1);
    assert.equal(await earlier, 1);
    const joined = join(shared, work);
    runs[1]?.resolve(2);
    assert.deepEqual(await Promise.all([later, joined]), [2, 2]);
    assert.equal(runs.length, 2);
  }));
