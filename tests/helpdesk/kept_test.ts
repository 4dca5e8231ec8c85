import assert from "node:assert/strict";
import FakeTimers from "@sinonjs/fake-timers";
import { Kept } from "../../lib/helpdesk/calls/kept.ts";
import { Deadline } from "../../lib/http/deadline.ts";

const MINUTE = 60_000;

Deno.test("Kept reads once for all who ask, again when it is too old, and keeps no failure", async () => {
  const clock = FakeTimers.install({ toFake: ["Date"] });
  const deadline = new Deadline(MINUTE, undefined);
  try {
    const call = { deadline, notice: () => {} };
    const kept = new Kept<number>(10 * MINUTE, MINUTE);
    let readings = 0;
    const read = () => Promise.resolve(++readings);
    const both = await Promise.all([kept.get(call, read), kept.get(call, read)]);
    assert.deepEqual(both.map(({ value }) => value), [1, 1]);
    clock.tick(9 * MINUTE);
    assert.equal((await kept.get(call, read)).value, 1);
    assert.equal((await kept.get(call, read, MINUTE)).value, 2);
    clock.tick(10 * MINUTE);
    await assert.rejects(kept.get(call, () => Promise.reject(new Error("away"))), /away/);
    const { value, at } = await kept.get(call, read);
    assert.deepEqual([value, at], [3, Date.now()]);
  } finally {
    deadline.end();
    clock.uninstall();
  }
});
