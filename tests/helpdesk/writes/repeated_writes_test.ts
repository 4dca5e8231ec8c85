import assert from "node:assert/strict";
import { HelpdeskError } from "../../../lib/errors.ts";
import {
  mayStillArrive,
  stillUnderWay,
} from "../../../lib/helpdesk/writes/repeated_write_errors.ts";
import { onFastClock, onStillClock } from "../../http/fake_clock.ts";
import { expectFailure } from "../../http/expect_failure.ts";
import { startWriting } from "./started_writing.ts";

const MINUTE = 60_000;

Deno.test("RepeatedWrites.run() sends a write, and the same one again", async () => {
  const { state, write } = startWriting();
  assert.deepEqual([await write(), await write()], [[1, "new"], [2, "new"]]);
  assert.deepEqual(state.looks, []);
});

Deno.test("RepeatedWrites.run() does not look after a refusal: nothing was written", async () => {
  const { state, write } = startWriting();
  state.fates = ["refused"];
  await expectFailure("invalid", write());
  assert.deepEqual(await write(), [1, "new"]);
  assert.deepEqual(state.looks, []);
});

Deno.test("RepeatedWrites.run() answers with what the lost try left, once", async () => {
  const { state, write, lose } = startWriting();
  await write();
  await lose("arrives");
  assert.deepEqual(await write("B"), [3, "new"]);
  assert.deepEqual(await write(), [2, "again"]);
  // What other arguments left is not what the lost try left either.
  assert.deepEqual(state.looks.map(({ answered }) => [...answered]), [[1, 3]]);
  assert.deepEqual(state.confirmed, [2]);
  assert.deepEqual(await write(), [4, "new"]);
});

Deno.test("RepeatedWrites.run() leaves a doubt to the caller, and sends the next one", async () => {
  const { state, write, lose } = startWriting();
  state.doubt = "ticket 7 holds the same texts";
  await lose("arrives");
  const { message } = await expectFailure("outcome_unknown", write());
  assert.match(message, /^Nothing was sent.*ticket 7 holds the same texts\. If it is not the one/);
  assert.match(message, /call create_ticket again: it will be sent$/);
  assert.deepEqual(state.confirmed, []);
  assert.deepEqual(await write(), [2, "new"]);
});

Deno.test("RepeatedWrites.run() finds what a call left that was cancelled when it was done", async () => {
  const { state, write } = startWriting();
  state.fates = ["cancelled"];
  const written = [await write(), await write(), await write()];
  assert.deepEqual(written, [[1, "new"], [1, "again"], [2, "new"]]);
});

Deno.test("RepeatedWrites.run() waits for what is still on its way", () =>
  onStillClock(async (clock) => {
    const { state, write, lose } = startWriting();
    await lose();
    const repeated = write();
    await clock.tickAsync(5_000);
    assert.ok(state.looks.length > 1);
    state.stored.push(1);
    await clock.tickAsync(2_000);
    assert.deepEqual(await repeated, [1, "again"]);
  }));

Deno.test("RepeatedWrites.run() sends what did not arrive within ten seconds of the loss, and says so", () =>
  onFastClock(async () => {
    const { state, write, lose } = startWriting();
    state.takes = 9_000;
    await lose();
    const lostAt = Date.now();
    state.takes = 0;
    await new Promise((done) => setTimeout(done, 1_000));
    assert.deepEqual(await write(), [1, "new"]);
    assert.equal(Date.now() - lostAt, 10_000);
    assert.equal(state.notices.length, 1);
    assert.match(state.notices[0] ?? "", /was not found on the helpdesk, so it was sent now\.$/);
  }));

Deno.test("RepeatedWrites.run() sends nothing when the call ends before it could have arrived", () =>
  onFastClock(async () => {
    const { state, write, lose } = startWriting();
    await lose();
    const { message } = await expectFailure("unavailable", write("A", 6_000));
    assert.match(message, /^Nothing was sent.*may still arrive\. Call create_ticket again in 8 s$/);
    assert.deepEqual(state.stored, []);
    assert.deepEqual(await write(), [1, "new"]);
  }));

Deno.test("RepeatedWrites.run() says that the same write is still under way", () =>
  onFastClock(async () => {
    const { state, write } = startWriting();
    state.takes = 10_000;
    const first = write();
    const { message } = await expectFailure("timeout", write("A", 1_000));
    assert.match(message, /^Nothing was sent: the same create_ticket is still under way\./);
    await first;
  }));

for (const [minutes, looks] of [[9, 1], [11, 0]] as const) {
  Deno.test(`RepeatedWrites.run() ${looks ? "looks" : "looks no more"} after ${minutes} minutes`, () =>
    onStillClock(async (clock) => {
      const { state, write, lose } = startWriting();
      await lose("arrives");
      await clock.tickAsync(minutes * MINUTE);
      assert.equal((await write())[1], looks === 1 ? "again" : "new");
      assert.equal(state.looks.length, looks);
    }));
}

Deno.test("RepeatedWrites.run() looks for the first of several lost tries", () =>
  onFastClock(async () => {
    const { state, write, lose } = startWriting();
    const began = Date.now();
    await lose();
    state.highest = 7;
    await lose();
    await write();
    const { since, known } = state.looks.at(-1) ?? assert.fail();
    assert.deepEqual({ since, known }, { since: began, known: { ticket: 0, followUp: 0 } });
  }));

Deno.test("RepeatedWrites.run() sends nothing when it cannot look, and looks again", async () => {
  const { state, write, lose } = startWriting();
  await lose("arrives");
  state.lookFailure = new HelpdeskError("forbidden", "It is closed");
  const { message } = await expectFailure("forbidden", write());
  assert.match(
    message,
    /^Nothing was sent: the outcome of an earlier create_ticket.*It is closed$/,
  );
  state.lookFailure = undefined;
  assert.deepEqual(await write(), [1, "again"]);
});

for (const branch of ["agent-1", undefined]) {
  Deno.test(`RepeatedWrites.run() names the branch that the lost try went to, if any: ${branch}`, () =>
    onFastClock(async () => {
      const { state, write, lose } = startWriting();
      state.branch = branch;
      await lose();
      state.branch = "agent-2";
      await write();
      const says = branch ? /branch agent-1, which is not this session's: tell/ : /sent now\.$/;
      assert.match(state.notices[0] ?? "", says);
    }));
}

Deno.test("RepeatedWrites.run() lets the same write wait for one that is under way", async () => {
  const { state, write } = startWriting();
  state.fates = ["arrives"];
  const [first, ...others] = await Promise.allSettled([write(), write(), write()]);
  assert.equal(first.status, "rejected");
  const values = others.map((one) => one.status === "fulfilled" && one.value);
  assert.deepEqual(values, [[1, "again"], [2, "new"]]);
});

Deno.test("RepeatedWrites.run() looks at once where a failure may come after saving", async () => {
  const { state, write, lose } = startWriting();
  state.savedFirst = "the follow-up";
  state.fates = ["arrives"];
  assert.deepEqual(await write(), [1, "new"]);
  assert.match(state.notices[0] ?? "", /the follow-up was found saved there: do not repeat it\.$/);
  assert.deepEqual(state.confirmed, [1]);
  state.lookFailure = new HelpdeskError("unavailable", "It is away");
  await lose("arrives");
});

Deno.test("RepeatedWrites.run() takes for saved nothing that another write left", async () => {
  const { state, write, lose } = startWriting();
  await write("B");
  state.savedFirst = "the follow-up";
  await lose();
  assert.deepEqual(state.looks.map(({ answered }) => [...answered]), [[1]]);
});

Deno.test("RepeatedWrites.run() tells tools apart, with the same arguments and the same ids", async () => {
  const { state, write, lose } = startWriting();
  await lose("arrives");
  state.tool = "add_followup";
  state.stored = [];
  assert.deepEqual(await write(), [1, "new"]);
  state.tool = "create_ticket";
  assert.deepEqual(await write(), [1, "again"]);
});

Deno.test("RepeatedWrites.run() knows what was left as long as a try is unknown", () =>
  onStillClock(async (clock) => {
    const { write, lose } = startWriting();
    await lose();
    await clock.tickAsync(MINUTE);
    assert.deepEqual(await write("B"), [1, "new"]);
    await clock.tickAsync(8 * MINUTE);
    await lose();
    await clock.tickAsync(3 * MINUTE);
    assert.deepEqual(await write(), [2, "new"]);
  }));

Deno.test("mayStillArrive() counts a second that has begun, stillUnderWay() keeps a cancellation", () => {
  assert.match(mayStillArrive("create_ticket", 1).message, /again in 1 s$/);
  const cancelled = new HelpdeskError("cancelled", "The call was cancelled");
  assert.equal(stillUnderWay(cancelled, "create_ticket"), cancelled);
});
