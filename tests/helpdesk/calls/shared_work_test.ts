import assert from "node:assert/strict";
import { HelpdeskError } from "../../../lib/errors.ts";
import type { Call } from "../../../lib/helpdesk/calls/call.ts";
import { Kept } from "../../../lib/helpdesk/calls/kept.ts";
import { SharedWork } from "../../../lib/helpdesk/calls/shared_work.ts";
import { expectFailure } from "../../http/expect_failure.ts";
import { onOtherDays, onStillClock } from "../../http/fake_clock.ts";
import { withCall } from "../fake_session.ts";

/** Work that ends when it is told to, each time that it was started, and what joins it by a call. */
function startShared() {
  const shared = new SharedWork<number>(5_000);
  const runs: (PromiseWithResolvers<number> & { readonly call: Call })[] = [];
  const work = (call: Call) => {
    const run = { ...Promise.withResolvers<number>(), call };
    runs.push(run);
    return run.promise;
  };
  const join = (
    { signal, told = [] }: { signal?: AbortSignal; told?: string[] } = {},
    joined = work,
  ) => {
    const notice = (sentence: string) => void told.push(sentence);
    const options = signal === undefined ? {} : { signal };
    return withCall((call) => shared.join({ ...call, notice }, joined), options);
  };
  return { shared, runs, work, join };
}

Deno.test("SharedWork.join() runs the work once for all who come meanwhile, and tells all", () =>
  onStillClock(async () => {
    const { runs, join } = startShared();
    const told: string[][] = [[], []];
    const joined = told.map((told) => join({ told }));
    runs[0]?.call.notice("The session was renewed");
    runs[0]?.resolve(7);
    assert.deepEqual(await Promise.all(joined), [7, 7]);
    assert.equal(runs.length, 1);
    assert.deepEqual(told, [["The session was renewed"], ["The session was renewed"]]);
  }));

Deno.test("SharedWork.join() goes on for others when the first caller gives up", () =>
  onStillClock(async () => {
    const { runs, join } = startShared();
    const first = new AbortController();
    const left = expectFailure("cancelled", join({ signal: first.signal }));
    const second = join();
    first.abort();
    await left;
    assert.equal(runs[0]?.call.deadline.signal.aborted, false);
    runs[0]?.resolve(7);
    assert.equal(await second, 7);
    assert.equal(runs.length, 1);
  }));

Deno.test("SharedWork.join() gives the work its own time", () =>
  onStillClock(async (clock) => {
    const { runs, work, join } = startShared();
    const joined = expectFailure("timeout", join({}, (call) => call.deadline.race(work(call))));
    await clock.tickAsync(4_999);
    assert.equal(runs[0]?.call.deadline.signal.aborted, false);
    await clock.tickAsync(1);
    await joined;
  }));

Deno.test("SharedWork.join() starts anew after the end, a failure included", () =>
  onStillClock(async () => {
    const { runs, join } = startShared();
    const failing = expectFailure("unavailable", join());
    runs[0]?.reject(new HelpdeskError("unavailable", "Away"));
    await failing;
    const again = join();
    runs[1]?.resolve(8);
    assert.equal(await again, 8);
  }));

Deno.test("SharedWork.part() has the next caller start work of its own", () =>
  onStillClock(async () => {
    const { shared, runs, join } = startShared();
    const earlier = join();
    shared.part();
    const later = join();
    runs[0]?.resolve(1);
    assert.equal(await earlier, 1);
    const joined = join();
    runs[1]?.resolve(2);
    assert.deepEqual(await Promise.all([later, joined]), [2, 2]);
    assert.equal(runs.length, 2);
  }));

Deno.test("Kept reads once for all who ask, again when it is too old, and keeps no failure", () =>
  onOtherDays((clock) =>
    withCall(async (call) => {
      const MINUTE = 60_000;
      const kept = new Kept<number>(10 * MINUTE, MINUTE);
      let readings = 0;
      const read = () => Promise.resolve(++readings);
      const get = async (oldest?: number) => (await kept.get(call, read, oldest)).value;
      assert.deepEqual(await Promise.all([get(), get()]), [1, 1]);
      clock.tick(9 * MINUTE);
      assert.deepEqual([await get(), await get(MINUTE)], [1, 2]);
      clock.tick(10 * MINUTE);
      await assert.rejects(kept.get(call, () => Promise.reject(new Error("away"))), /away/);
      assert.deepEqual(await kept.get(call, read), { value: 3, at: Date.now() });
    })
  ));
