import assert from "node:assert/strict";
import type FakeTimers from "@sinonjs/fake-timers";
import { HelpdeskError } from "../../../lib/errors.ts";
import {
  type EarlierTry,
  type Found,
  RepeatedWrites,
  type Write,
} from "../../../lib/helpdesk/writes/repeated_writes.ts";
import {
  mayStillArrive,
  stillUnderWay,
} from "../../../lib/helpdesk/writes/repeated_write_errors.ts";
import { Deadline } from "../../../lib/http/deadline.ts";
import { onFastClock, onStillClock } from "../../http/fake_clock.ts";
import { expectFailure } from "../../http/expect_failure.ts";

const MINUTE = 60_000;

/** A helpdesk on which a write leaves a number, and a program that writes to it. */
function startWriting() {
  const writes = new RepeatedWrites();
  const state = {
    /** What becomes of the next writes; "done" when none is left. */
    fates: [] as ("lost" | "arrives" | "refused" | "cancelled")[],
    stored: [] as number[],
    looks: [] as EarlierTry[],
    notices: [] as string[],
    branch: "agent-1" as string | undefined,
    tool: "create_ticket",
    /** How long it takes until the next write is sent, in milliseconds. */
    takes: 0,
    lookFailure: undefined as HelpdeskError | undefined,
    doubt: undefined as string | undefined,
    highest: 0,
    savedFirst: undefined as string | undefined,
    confirmed: [] as number[],
  };
  const unknown = () =>
    new HelpdeskError("outcome_unknown", "The helpdesk failed, so the outcome is unknown");
  function look(earlier: EarlierTry): Promise<Found<number> | undefined> {
    state.looks.push(earlier);
    if (state.lookFailure !== undefined) return Promise.reject(state.lookFailure);
    const result = state.stored.find((id) =>
      id > earlier.known.ticket && !earlier.answered.has(id)
    );
    if (result === undefined) return Promise.resolve(undefined);
    const { doubt } = state;
    return Promise.resolve(doubt === undefined ? { result } : { doubt });
  }
  async function send(cancelled: AbortController): Promise<number> {
    const fate = state.fates.shift();
    if (state.takes > 0) await new Promise((done) => setTimeout(done, state.takes));
    if (fate === "refused") return Promise.reject(new HelpdeskError("invalid", "No"));
    if (fate === "lost") return Promise.reject(unknown());
    const id = state.stored.push(state.stored.length + 1);
    if (fate === "cancelled") {
      cancelled.abort();
      return Promise.resolve(id);
    }
    return fate === undefined ? Promise.resolve(id) : Promise.reject(unknown());
  }
  const write = async (input: object = { title: "A" }, milliseconds = 30_000) => {
    const cancelled = new AbortController();
    const deadline = new Deadline(milliseconds, cancelled.signal);
    const { savedFirst, tool } = state;
    const made: Write<number> = {
      ...{ tool, input, look },
      savedDespite: () => savedFirst,
      send: () => send(cancelled),
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
  /** A try that ends so, whose outcome nobody knows. */
  const lose = async (fate: "lost" | "arrives" = "lost") => {
    state.fates = [fate];
    await expectFailure("outcome_unknown", write());
  };
  return { state, write, lose };
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
  const { state, write, lose } = startWriting();
  await write();
  await lose("arrives");
  assert.deepEqual(await write({ title: "B" }), { result: 3, isEarlier: false });
  assert.deepEqual(await write(), { result: 2, isEarlier: true });
  // What other arguments left is not what the lost try left either.
  assert.deepEqual(state.looks.map(({ answered }) => [...answered]), [[1, 3]]);
  assert.deepEqual(state.confirmed, [2]);
  assert.deepEqual(await write(), { result: 4, isEarlier: false });
});

Deno.test("RepeatedWrites.run() leaves a doubt to the caller, and sends the next one", async () => {
  const { state, write } = startWriting();
  state.fates = ["arrives"];
  state.doubt = "ticket 7 holds the same texts";
  await expectFailure("outcome_unknown", write());
  const { message } = await expectFailure("outcome_unknown", write());
  assert.match(message, /^Nothing was sent.*ticket 7 holds the same texts\. If it is not the one/);
  assert.match(message, /call create_ticket again: it will be sent$/);
  assert.deepEqual(state.confirmed, []);
  assert.deepEqual(await write(), { result: 2, isEarlier: false });
});

Deno.test("RepeatedWrites.run() finds what a call left that was cancelled when it was done", async () => {
  const { state, write } = startWriting();
  state.fates = ["cancelled"];
  assert.deepEqual(await write(), { result: 1, isEarlier: false });
  assert.deepEqual(await write(), { result: 1, isEarlier: true });
  assert.deepEqual(await write(), { result: 2, isEarlier: false });
});

Deno.test("RepeatedWrites.run() waits for what is still on its way", () =>
  onStillClock(async (clock) => {
    const { state, write, lose } = startWriting();
    await lose();
    const repeated = write();
    await passes(clock, 5_000);
    assert.ok(state.looks.length > 1);
    state.stored.push(1);
    await passes(clock, 2_000);
    assert.deepEqual(await repeated, { result: 1, isEarlier: true });
  }));

Deno.test("RepeatedWrites.run() sends what did not arrive within ten seconds, and says so", () =>
  onFastClock(async () => {
    const { state, write, lose } = startWriting();
    await lose();
    const lostAt = Date.now();
    assert.deepEqual(await write(), { result: 1, isEarlier: false });
    assert.ok(Date.now() - lostAt >= 10_000);
    assert.equal(state.notices.length, 1);
    assert.match(state.notices[0] ?? "", /was not found on the helpdesk, so it was sent now\.$/);
  }));

Deno.test("RepeatedWrites.run() sends nothing when the call ends before it could have arrived", () =>
  onFastClock(async () => {
    const { state, write, lose } = startWriting();
    await lose();
    const { message } = await expectFailure("unavailable", write(undefined, 6_000));
    assert.match(message, /^Nothing was sent.*may still arrive\. Call create_ticket again in 8 s$/);
    assert.deepEqual(state.stored, []);
    assert.deepEqual(await write(), { result: 1, isEarlier: false });
  }));

Deno.test("RepeatedWrites.run() says that the same write is still under way", () =>
  onFastClock(async () => {
    const writes = new RepeatedWrites();
    const running = Promise.withResolvers<number>();
    const write: Write<number> = {
      ...{ tool: "add_followup", input: {}, send: () => running.promise },
      branch: () => undefined,
      known: () => ({ ticket: 0, followUp: 0 }),
      look: () => Promise.resolve(undefined),
      idOf: (result) => result,
      confirm() {},
    };
    const [first, second] = [new Deadline(60_000), new Deadline(1_000)];
    const started = writes.run(write, { deadline: first, notice() {} });
    const { message } = await expectFailure(
      "timeout",
      writes.run(write, { deadline: second, notice() {} }),
    );
    assert.match(message, /^Nothing was sent: the same add_followup is still under way\./);
    running.resolve(1);
    await started;
    first.end();
    second.end();
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
  const { state, write, lose } = startWriting();
  await lose("arrives");
  state.lookFailure = new HelpdeskError("forbidden", "It is closed");
  const error = await expectFailure("forbidden", write());
  assert.match(
    error.message,
    /^Nothing was sent: the outcome of an earlier create_ticket.*It is closed$/,
  );
  state.lookFailure = undefined;
  assert.deepEqual(await write(), { result: 1, isEarlier: true });
});

Deno.test("RepeatedWrites.run() names the branch that the lost try went to", () =>
  onFastClock(async () => {
    const { state, write, lose } = startWriting();
    await lose();
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
  state.savedFirst = "the follow-up";
  state.fates = ["arrives"];
  assert.deepEqual(await write(), { result: 1, isEarlier: false });
  assert.match(state.notices[0] ?? "", /the follow-up was found saved there: do not repeat it\.$/);
  assert.deepEqual(state.confirmed, [1]);
  state.fates = ["arrives"];
  state.lookFailure = new HelpdeskError("unavailable", "It is away");
  await expectFailure("outcome_unknown", write());
});

Deno.test("RepeatedWrites.run() takes for saved nothing that another write left", async () => {
  const { state, write, lose } = startWriting();
  await write({ title: "B" });
  state.savedFirst = "the follow-up";
  await lose();
  assert.deepEqual(state.looks.map(({ answered }) => [...answered]), [[1]]);
});

Deno.test("RepeatedWrites.run() counts ten seconds from the loss, not from the sending", () =>
  onFastClock(async () => {
    const { state, write } = startWriting();
    state.fates = ["lost"];
    state.takes = 9_000;
    await expectFailure("outcome_unknown", write());
    const lostAt = Date.now();
    state.takes = 0;
    await new Promise((done) => setTimeout(done, 1_000));
    assert.deepEqual(await write(), { result: 1, isEarlier: false });
    assert.equal(Date.now() - lostAt, 10_000);
  }));

Deno.test("RepeatedWrites.run() tells tools apart, with the same arguments and the same ids", async () => {
  const { state, write, lose } = startWriting();
  await lose("arrives");
  state.tool = "add_followup";
  state.stored = [];
  assert.deepEqual(await write(), { result: 1, isEarlier: false });
  state.tool = "create_ticket";
  assert.deepEqual(await write(), { result: 1, isEarlier: true });
});

Deno.test("RepeatedWrites.run() knows what was left as long as a try is unknown", () =>
  onStillClock(async (clock) => {
    const { write, lose } = startWriting();
    await lose();
    await passes(clock, MINUTE);
    assert.deepEqual(await write({ title: "B" }), { result: 1, isEarlier: false });
    await passes(clock, 8 * MINUTE);
    await lose();
    await passes(clock, 3 * MINUTE);
    assert.deepEqual(await write(), { result: 2, isEarlier: false });
  }));

Deno.test("RepeatedWrites.run() names no branch where none was known", () =>
  onFastClock(async () => {
    const { state, write, lose } = startWriting();
    state.branch = undefined;
    await lose();
    state.branch = "agent-2";
    await write();
    assert.match(state.notices[0] ?? "", /so it was sent now\.$/);
  }));

Deno.test("mayStillArrive() counts a second that has begun", () => {
  assert.match(mayStillArrive("create_ticket", 1).message, /again in 1 s$/);
});

Deno.test("stillUnderWay() leaves a call that was cancelled as it is", () => {
  const cancelled = new HelpdeskError("cancelled", "The call was cancelled");
  assert.equal(stillUnderWay(cancelled, "create_ticket"), cancelled);
});
