import assert from "node:assert/strict";
import fc from "fast-check";
import { type TurnKind, Turns } from "../../../lib/helpdesk/session/turns.ts";
import { Deadline } from "../../../lib/http/deadline.ts";
import { expectFailure } from "../../http/expect_failure.ts";

/** Lets everything happen that waits for nothing but promises. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 40; turn++) await null;
}

/** One piece of work that runs until it is finished by hand. */
class Work {
  readonly #done = Promise.withResolvers<string>();
  readonly #caller = new AbortController();
  readonly #deadline = new Deadline(60_000, this.#caller.signal);
  state: "waiting" | "running" | "finished" | "left" = "waiting";
  /** Set while the work is one that failed on purpose. */
  readonly outcome: Promise<string>;

  constructor(turns: Turns, readonly kind: TurnKind, onStart: (work: Work) => void = () => {}) {
    this.outcome = turns.run(kind, this.#deadline, async () => {
      this.state = "running";
      onStart(this);
      return await this.#done.promise;
    }).then((value) => {
      this.state = "finished";
      return value;
    }, (error) => {
      this.state = this.state === "running" ? "finished" : "left";
      throw error;
    }).finally(() => this.#deadline.end());
    this.outcome.catch(() => {});
  }

  finish(): Promise<void> {
    this.#done.resolve(this.kind);
    return settle();
  }

  fail(): Promise<void> {
    this.#done.reject(new RangeError("The work failed"));
    return settle();
  }

  cancel(): Promise<void> {
    this.#caller.abort();
    return settle();
  }
}

async function start(turns: Turns, kind: TurnKind): Promise<Work> {
  const work = new Work(turns, kind);
  await settle();
  return work;
}

Deno.test("Turns.run() gives what the work gives, and lets go when it fails", async () => {
  const turns = new Turns();
  const [first, second] = [await start(turns, "alone"), await start(turns, "alone")];
  await first.fail();
  await assert.rejects(first.outcome, RangeError);
  assert.equal(second.state, "running");
  await second.finish();
  assert.equal(await second.outcome, "alone");
});

Deno.test("Turns.run() does not start the work of a caller that is gone already", async () => {
  const turns = new Turns();
  const deadline = new Deadline(1_000, AbortSignal.abort());
  const work = () => Promise.reject(new RangeError("It was started"));
  await expectFailure("cancelled", turns.run("read", deadline, work));
  const next = await start(turns, "alone");
  assert.equal(next.state, "running");
  await next.finish();
});

type Step =
  | { do: "start"; kind: TurnKind }
  | { do: "finish" | "fail" | "cancel"; which: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    do: fc.constant("start" as const),
    kind: fc.constantFrom<TurnKind>("read", "read", "read", "write", "alone"),
  }),
  fc.record({
    do: fc.constantFrom("finish" as const, "finish" as const, "fail" as const, "cancel" as const),
    which: fc.nat(),
  }),
);

/** What holds at every moment. */
function checkInvariants(works: readonly Work[]): void {
  const running = works.filter(({ state }) => state === "running");
  const count = (kind: TurnKind) => running.filter((work) => work.kind === kind).length;
  assert.ok(running.length <= 4, "More than four run");
  assert.ok(count("write") <= 1, "Two writes run");
  assert.ok(count("alone") === 0 || running.length === 1, "Something runs beside what is alone");

  // Nothing waits that could run.
  const waiting = works.filter(({ state }) => state === "waiting");
  const hasRoom = running.length < 4 && count("alone") === 0;
  const [next] = waiting;
  const couldRun = next !== undefined && hasRoom &&
    (next.kind === "read" || next.kind === "write" && count("write") === 0);
  assert.ok(!couldRun, `A ${next?.kind} waits for nothing`);
  assert.ok(running.length > 0 || waiting.length === 0, "All wait and nothing runs");
}

Deno.test("Turns.run() keeps its promises in any order of events", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
      const turns = new Turns();
      const works: Work[] = [];
      const overtaken: string[] = [];
      const onStart = (work: Work) => {
        const place = works.indexOf(work);
        for (const earlier of works.slice(0, place)) {
          if (earlier.state === "waiting") overtaken.push(earlier.kind);
        }
      };
      for (const event of steps) {
        if (event.do === "start") {
          works.push(new Work(turns, event.kind, onStart));
          await settle();
        } else {
          const open = works.filter(({ state }) => state === "waiting" || state === "running");
          const work = open[event.which % Math.max(1, open.length)];
          if (work?.state === "running" || event.do === "cancel") await work?.[event.do]();
        }
        checkInvariants(works);
      }
      for (let round = 0; works.some(({ state }) => state === "running"); round++) {
        assert.ok(round < 100, "It does not come to an end");
        for (const work of works) if (work.state === "running") await work.finish();
        checkInvariants(works);
      }
      assert.ok(works.every(({ state }) => state === "finished" || state === "left"));
      assert.deepEqual(overtaken, []);
    }),
    { numRuns: 150 },
  );
});
