import assert from "node:assert/strict";
import { HelpdeskError } from "../../../lib/errors.ts";
import { type TurnKind, Turns } from "../../../lib/helpdesk/session/turns.ts";
import { Deadline } from "../../../lib/http/deadline.ts";
import { expectFailure } from "../../http/expect_failure.ts";
import { onFastClock, onStillClock } from "../../http/fake_clock.ts";

const DURATION = 300;

/** Work of a helpdesk that takes its time for everything. */
class Work {
  readonly turns = new Turns();
  /** What began, in its order. */
  readonly begun: string[] = [];

  /** A call that makes requests one after another; what became of it, and when. */
  async call(
    name: string,
    kinds: readonly TurnKind[],
    milliseconds = 30_000,
  ): Promise<{ name: string; error?: HelpdeskError; at: number; made: number }> {
    const deadline = new Deadline(milliseconds);
    let made = 0;
    try {
      for (const [step, kind] of kinds.entries()) {
        await this.turns.run(kind, deadline, async () => {
          this.begun.push(`${name}.${step}`);
          await new Promise((resolve) => setTimeout(resolve, DURATION));
        }, `${name}.${step}`);
        made++;
      }
      return { name, at: Date.now(), made };
    } catch (error) {
      assert.ok(error instanceof HelpdeskError);
      return { name, error, at: Date.now(), made };
    } finally {
      deadline.end();
    }
  }
}

const many = <Value>(count: number, make: (place: number) => Value) =>
  Array.from({ length: count }, (_, place) => make(place));

Deno.test("Turns.run() has a call go on before calls that came after it begin", () =>
  onFastClock(async () => {
    const work = new Work();
    await Promise.all(many(12, (place) => work.call(`${place}`, ["read", "read", "read"])));
    for (let place = 0; place + 8 < 12; place++) {
      const last = work.begun.indexOf(`${place}.2`);
      const first = work.begun.indexOf(`${place + 8}.0`);
      assert(last < first, `${place} ended behind the beginning of ${place + 8}: ${work.begun}`);
    }
  }));

/** Turns that the reads of one call have until they end, while the works of other calls wait. */
function startBusy(limit = 1) {
  const turns = new Turns(limit);
  const deadlines: Deadline[] = [];
  const newCall = (milliseconds = 60_000, signal?: AbortSignal) => {
    const deadline = new Deadline(milliseconds, signal);
    deadlines.push(deadline);
    return deadline;
  };
  const begun: string[] = [];
  const first = newCall();
  const { promise: ended, resolve } = Promise.withResolvers<void>();
  const running = many(limit, () => turns.run("read", first, () => ended));
  const queue = (kind: TurnKind, deadline: Deadline, name: string) =>
    turns.run(kind, deadline, () => Promise.resolve(void begun.push(name)), name);
  /** Lets the reads end; gives what began then, in its order. */
  const end = async (...works: Promise<void>[]) => {
    resolve();
    await Promise.all([...running, ...works]);
    for (const deadline of deadlines) deadline.end();
    return begun;
  };
  return { first, newCall, queue, end };
}

Deno.test("Turns.run() takes a later request of an earlier call first", async () => {
  const { first, newCall, queue, end } = startBusy();
  const late = newCall();
  const others = ["late 0", "late 1", "late 2"].map((name) => queue("read", late, name));
  const begun = await end(...others, queue("read", first, "early"));
  assert.deepEqual(begun, ["early", "late 0", "late 1", "late 2"]);
});

for (const kind of ["read", "alone"] as const) {
  Deno.test(`Turns.run() ends six writes that came before 450 requests of kind ${kind}`, () =>
    onFastClock(async () => {
      const work = new Work();
      const started = Date.now();
      const [writes] = await Promise.all([
        Promise.all(many(6, (place) => work.call(`w${place}`, ["read", "write", "write", "read"]))),
        Promise.all(many(450, (place) => work.call(`r${place}`, [kind]))),
      ]);
      for (const { name, error, at } of writes) {
        assert.equal(error, undefined, `${name}: ${error?.message}`);
        assert(at - started < 8_000, `${name} took ${at - started} ms`);
      }
    }));
}

Deno.test("Turns.run() has no write wait longer for what came after it", () =>
  onFastClock(async () => {
    const [alone, crowded] = [new Work(), new Work()];
    const run = async (work: Work, readers: number) => {
      const started = Date.now();
      const [writes] = await Promise.all([
        Promise.all(many(20, (place) => work.call(`w${place}`, ["write"]))),
        Promise.all(many(readers, (place) => work.call(`r${place}`, ["read"]))),
      ]);
      return writes.map(({ at }) => at - started);
    };
    assert.deepEqual(await run(crowded, 200), await run(alone, 0));
  }));

Deno.test("Turns.run() lets no read before a write that waits for room", async () => {
  const { first, queue, end } = startBusy(4);
  const waiting = (["write", "read"] as const).map((kind) => queue(kind, first, kind));
  assert.deepEqual(await end(...waiting), ["write", "read"]);
});

Deno.test("Turns.run() says of a request whose time was over in the queue that it was not sent", () =>
  onStillClock(async (clock) => {
    const { newCall, queue, end } = startBusy();
    const short = newCall(1_000);
    for (const kind of ["read", "write", "alone"] as const) {
      const waiting = expectFailure("timeout", queue(kind, short, "PATCH api/tickets/7/"));
      await clock.tickAsync(1_000);
      const { message } = await waiting;
      assert.match(
        message,
        /^PATCH api\/tickets\/7\/ was not sent: the helpdesk is busy, and its turn/,
      );
      assert.doesNotMatch(message, /did not answer/);
    }
    assert.deepEqual(await end(), []);
  }));

Deno.test("Turns.run() lets a call that is cancelled in the queue go as cancelled", async () => {
  const { newCall, queue, end } = startBusy();
  const caller = new AbortController();
  const waiting = expectFailure("cancelled", queue("read", newCall(60_000, caller.signal), "it"));
  caller.abort();
  await waiting;
  assert.deepEqual(await end(), []);
});

for (const steps of [["read"], ["read", "read"], ["read", "write", "read"]] as TurnKind[][]) {
  Deno.test(`Turns.run() serves a thousand calls of ${steps} in order, and refuses the rest early`, () =>
    onFastClock(async () => {
      const work = new Work();
      const started = Date.now();
      const calls = await Promise.all(many(1_000, (place) => work.call(`${place}`, steps)));
      const served = calls.flatMap(({ error }, place) => error === undefined ? [place] : []);
      const refused = calls.filter(({ error }) => error !== undefined);
      const capacity = 30_000 / DURATION * (steps.includes("write") ? 1 : 4 / steps.length);
      assert(served.length > 0.95 * capacity - 4, `${served.length} of ${capacity}`);
      const last = served.at(-1) ?? 0;
      assert(last < served.length + 8, `the last is ${last} of ${served.length}`);

      const early = refused.filter(({ error }) => error?.kind === "unavailable");
      for (const { error, at, made } of early) {
        assert.match(error?.message ?? "", /was not sent: the helpdesk is busy/);
        assert(!steps.slice(0, made).includes("write"));
        assert(at - started <= 30_000);
      }
      const hopeless = calls.slice(Math.ceil(1.4 * capacity));
      for (const { name, error, at } of hopeless) {
        assert.equal(error?.kind, "unavailable", name);
        assert(at - started < 15_000, `${name} was refused after ${at - started} ms`);
      }
      // Nobody is told of a plain timeout.
      for (const { error } of refused) assert.match(error?.message ?? "", /was not sent/);
    }));
}

Deno.test("Turns.run() refuses a newcomer at once while the queue is too long for it", () =>
  onFastClock(async () => {
    const work = new Work();
    const crowd = Promise.all(many(300, (place) => work.call(`${place}`, ["read"])));
    await new Promise((resolve) => setTimeout(resolve, 5_000));
    const started = Date.now();
    const hurried = await work.call("hurried", ["read"], 5_000);
    assert.equal(hurried.error?.kind, "unavailable");
    assert(hurried.at - started < 100, `after ${hurried.at - started} ms`);
    const patient = await work.call("patient", ["read"], 60_000);
    assert.equal(patient.error, undefined);
    for (const { error } of await crowd) assert.equal(error, undefined);
    assert.equal((await work.call("later", ["read"], 1_000)).error, undefined);
  }));

Deno.test("Turns.run() begins no write that waited and has too little time for its answer", () =>
  onFastClock(async () => {
    const work = new Work();
    const calls = await Promise.all(many(12, (place) => work.call(`${place}`, ["write"], 2_000)));
    // Six writes of 300 ms fit into 2 s; the seventh would begin with 200 ms left, the sixth has 500.
    assert.deepEqual(work.begun.map((name) => Number.parseInt(name)), [0, 1, 2, 3, 4, 5]);
    for (const { name, error } of calls.slice(6)) {
      assert.match(error?.message ?? "", /was not sent: the helpdesk is busy/, name);
    }
    assert.equal((await work.call("hurried", ["write"], 100)).error, undefined);
  }));

Deno.test("Deadline.giveWay() has work that takes long wait behind those who came meanwhile", async () => {
  const { first, newCall, queue, end } = startBusy();
  const other = newCall();
  first.giveWay();
  const begun = await end(queue("alone", other, "other"), queue("read", first, "scan"));
  assert.deepEqual(begun, ["other", "scan"]);
});
