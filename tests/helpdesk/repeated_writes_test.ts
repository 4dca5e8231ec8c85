import assert from "node:assert/strict";
import type FakeTimers from "@sinonjs/fake-timers";
import { HelpdeskError } from "../../lib/errors.ts";
import {
  type EarlierTry,
  type Found,
  RepeatedWrites,
  type Write,
} from "../../lib/helpdesk/repeated_writes.ts";
import { Deadline } from "../../lib/http/deadline.ts";
import { onFastClock, onStillClock } from "../http/fake_clock.ts";
import { expectFailure } from "../http/expect_failure.ts";

const MINUTE = 60_000;

/** A helpdesk on which a write leaves a number, and a program that writes to it. */
function startWriting() {
  const writes = new RepeatedWrites();
  const state = {
    /** What becomes of the next writes; "done" when none is left. */
    fates: [] as ("lost" | "arrives" | "refused" | "saved")[],
    stored: [] as number[],
    looks: [] as EarlierTry[],
    notices: [] as string[],
    branch: "agent-1",
    lookFails: false,
    doubt: undefined as string | undefined,
    highest: 0,
    isSavedFirst: false,
    confirmed: [] as number[],
  };
  const unknown = () =>
    new HelpdeskError("outcome_unknown", "The helpdesk failed, so the outcome is unknown");
  function look(earlier: EarlierTry): Promise<Found<number> | undefined> {
    state.looks.push(earlier);
    if (state.lookFails) return Promise.reject(new HelpdeskError("unavailable", "It is away"));
    const result = state.stored.find((id) =>
      id > earlier.known.ticket && !earlier.answered.has(id)
    );
    return Promise.resolve(result === undefined ? undefined : { result, doubt: state.doubt });
  }
  function send(): Promise<number> {
    const fate = state.fates.shift();
    if (fate === "refused") return Promise.reject(new HelpdeskError("invalid", "No"));
    if (fate === "lost") return Promise.reject(unknown());
    const id = state.stored.push(state.stored.length + 1);
    return fate === undefined ? Promise.resolve(id) : Promise.reject(unknown());
  }
  const write = async (input: object = { title: "A" }, milliseconds = 30_000) => {
    const deadline = new Deadline(milliseconds);
    const { isSavedFirst } = state;
    const made: Write<number> = {
      ...{ tool: "create_ticket", input, send, look, isSavedFirst },
      branch: () => state.branch,
      known: () => ({ ticket: state.highest, followUp: 0 }),
      idOf: (result) => result,
      confirm: (result) => state.confirmed.push(result),
    };
    try {
      const call = { deadline, notice: (sentence: string) => state.notices.push(sentence) };
      return await writes.run(made, call);
    } finally {
      deadline.end();
    }
  };
  return { state, write };
}

async function passes(clock: FakeTimers.Clock, milliseconds: number): Promise<void> {
  await clock.tickAsync(milliseconds);
}

Deno.test("RepeatedWrites.run() sends a write, and the same one again", async () => {
  const { state, write } = startWriting();
  assert.deepEqual(await write(), { result: 1, isEarlier: false });
  assert.deepEqual(await write(), { result: 2, isEarlier: false });
  assert.deepEqual(state.looks, []);
});

Deno.test("RepeatedWrites.run() does not look after a refusal: nothing was written", async () => {
  const { state, write } = startWriting();
  state.fates = ["refused"];
  await expectFailure("invalid", write());
  assert.deepEqual(await write(), { result: 1, isEarlier: false });
  assert.deepEqual(state.looks, []);
});

Deno.test("RepeatedWrites.run() answers with what the lost try left, once", async () => {
  const { state, write } = startWriting();
  await write();
  state.fates = ["arrives"];
  await expectFailure("outcome_unknown", write());
  assert.deepEqual(await write({ title: "B" }), { result: 3, isEarlier: false });
  assert.deepEqual(await write(), { result: 2, isEarlier: true });
  assert.deepEqual(state.looks.map(({ answered }) => [...answered]), [[1]]);
  assert.deepEqual(state.confirmed, [2]);
  assert.deepEqual(await write(), { result: 4, isEarlier: false });
});

Deno.test("RepeatedWrites.run() tells of a doubt, and sends the next one", async () => {
  const { state, write } = startWriting();
  state.fates = ["arrives"];
  state.doubt = "It may be another.";
  await expectFailure("outcome_unknown", write());
  assert.equal((await write()).isEarlier, true);
  assert.deepEqual(state.notices, [
    "It may be another. If it is not, call create_ticket again: it will be sent.",
  ]);
  assert.deepEqual(state.confirmed, []);
  assert.equal((await write()).isEarlier, false);
});

Deno.test("RepeatedWrites.run() waits for what is still on its way", () =>
  onStillClock(async (clock) => {
    const { state, write } = startWriting();
    state.fates = ["lost"];
    await expectFailure("outcome_unknown", write());
    const repeated = write();
    await passes(clock, 5_000);
    assert.ok(state.looks.length > 1);
    state.stored.push(1);
    await passes(clock, 2_000);
    assert.deepEqual(await repeated, { result: 1, isEarlier: true });
  }));

Deno.test("RepeatedWrites.run() sends what did not arrive within ten seconds, and says so", () =>
  onFastClock(async () => {
    const { state, write } = startWriting();
    state.fates = ["lost"];
    await expectFailure("outcome_unknown", write());
    const lostAt = Date.now();
    assert.deepEqual(await write(), { result: 1, isEarlier: false });
    assert.ok(Date.now() - lostAt >= 10_000);
    assert.equal(state.notices.length, 1);
    assert.match(state.notices[0] ?? "", /was not found on the helpdesk, so it was sent now\.$/);
  }));

Deno.test("RepeatedWrites.run() does not wait longer than the call has time to send", () =>
  onFastClock(async () => {
    const { state, write } = startWriting();
    state.fates = ["lost"];
    await expectFailure("outcome_unknown", write());
    assert.deepEqual(await write(undefined, 6_000), { result: 1, isEarlier: false });
    assert.equal(state.looks.length, 2);
  }));

for (const [minutes, looks] of [[9, 1], [11, 0]] as const) {
  Deno.test(`RepeatedWrites.run() ${looks ? "looks" : "looks no more"} after ${minutes} minutes`, () =>
    onStillClock(async (clock) => {
      const { state, write } = startWriting();
      state.fates = ["arrives"];
      await expectFailure("outcome_unknown", write());
      await passes(clock, minutes * MINUTE);
      assert.equal((await write()).isEarlier, looks === 1);
      assert.equal(state.looks.length, looks);
    }));
}

Deno.test("RepeatedWrites.run() looks for the first of several lost tries", () =>
  onFastClock(async () => {
    const { state, write } = startWriting();
    state.highest = 0;
    state.fates = ["lost", "lost"];
    const began = Date.now();
    await expectFailure("outcome_unknown", write());
    state.highest = 7;
    await expectFailure("outcome_unknown", write());
    await write();
    const last = state.looks.at(-1);
    assert.equal(last?.since, began);
    assert.deepEqual(last?.known, { ticket: 0, followUp: 0 });
  }));

Deno.test("RepeatedWrites.run() sends nothing when it cannot look, and looks again", async () => {
  const { state, write } = startWriting();
  state.fates = ["arrives"];
  await expectFailure("outcome_unknown", write());
  state.lookFails = true;
  const error = await expectFailure("unavailable", write());
  assert.match(
    error.message,
    /^Nothing was sent: the outcome of an earlier create_ticket.*It is away$/,
  );
  state.lookFails = false;
  assert.deepEqual(await write(), { result: 1, isEarlier: true });
});

Deno.test("RepeatedWrites.run() names the branch that the lost try went to", () =>
  onFastClock(async () => {
    const { state, write } = startWriting();
    state.fates = ["lost"];
    await expectFailure("outcome_unknown", write());
    state.branch = "agent-2";
    await write();
    assert.match(
      state.notices[0] ?? "",
      /branch agent-1, which is not this session's: tell people/,
    );
  }));

Deno.test("RepeatedWrites.run() lets the same write wait for one that is under way", async () => {
  const { state, write } = startWriting();
  state.fates = ["arrives"];
  const [first, second, third] = await Promise.allSettled([write(), write(), write()]);
  assert.equal(first.status, "rejected");
  assert.deepEqual(second, { status: "fulfilled", value: { result: 1, isEarlier: true } });
  assert.deepEqual(third, { status: "fulfilled", value: { result: 2, isEarlier: false } });
});

Deno.test("RepeatedWrites.run() looks at once where a failure may come after saving", async () => {
  const { state, write } = startWriting();
  state.isSavedFirst = true;
  state.fates = ["arrives"];
  assert.deepEqual(await write(), { result: 1, isEarlier: false });
  assert.deepEqual(state.notices, ["The helpdesk failed, but it was saved."]);
  assert.deepEqual(state.confirmed, [1]);
  state.fates = ["arrives"];
  state.lookFails = true;
  await expectFailure("outcome_unknown", write());
});
