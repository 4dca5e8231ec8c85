import assert from "node:assert/strict";
import type { Helpdesk } from "../../lib/helpdesk/helpdesk.ts";
import { RunningCalls } from "../../lib/mcp/running_calls.ts";
import type { ToolContext } from "../../lib/tools/tool.ts";
import { onFastClock, onStillClock } from "../http/fake_clock.ts";

const HELPDESK = {} as Helpdesk;
const signal = new AbortController().signal;
const telling = (...sentences: string[]) => ({ call }: ToolContext) => {
  for (const sentence of sentences) call.notice(sentence);
  return Promise.resolve();
};
const noticesOf = async (calls: RunningCalls) =>
  await calls.run({ signal }, (_, notices) => Promise.resolve([...notices]));

Deno.test("RunningCalls.run() gives the work its helpdesk, its notices, and what the client attached", async () => {
  const progress = () => {};
  const confirm = () => Promise.resolve({ isAllowed: true, thoughtMilliseconds: 5 });
  const seen = await new RunningCalls(HELPDESK, 1_000).run(
    { signal, progress, confirm },
    async (context, notices) => {
      await telling("One.", "Two.", "One.")(context);
      return { context, notices };
    },
  );
  assert.equal(seen.context.helpdesk, HELPDESK);
  assert.equal(seen.context.call.progress, progress);
  assert.equal(seen.context.call.confirm, confirm);
  assert.deepEqual(seen.notices, ["One.", "Two."]);
});

Deno.test("RunningCalls.runUntold() leaves its notices to the next call, once", async () => {
  const calls = new RunningCalls(HELPDESK, 1_000);
  await calls.runUntold({ signal }, telling("Lost a branch."));
  assert.deepEqual(await noticesOf(calls), ["Lost a branch."]);
  assert.deepEqual(await noticesOf(calls), []);
});

Deno.test("RunningCalls.runUntold() leaves notices to the next call when it fails, too", async () => {
  const calls = new RunningCalls(HELPDESK, 1_000);
  const failing = calls.runUntold({ signal }, async (context) => {
    await telling("Lost a branch.")(context);
    throw new Error("failed");
  });
  await assert.rejects(failing, /^Error: failed$/);
  await calls.runUntold({ signal }, telling("Another."));
  assert.deepEqual(await noticesOf(calls), ["Lost a branch.", "Another."]);
});

Deno.test("RunningCalls.run() passes inherited notices on when its client cancels", async () => {
  const calls = new RunningCalls(HELPDESK, 1_000);
  await calls.runUntold({ signal }, telling("Lost a branch."));
  const client = new AbortController();
  const cancelled = calls.run({ signal: client.signal }, ({ call }) => {
    call.notice("Of the cancelled call alone.");
    client.abort();
    return call.deadline.race(new Promise<never>(() => {}));
  });
  await assert.rejects(cancelled, { kind: "cancelled" });
  assert.deepEqual(await noticesOf(calls), ["Lost a branch."]);
});

Deno.test("RunningCalls.run() ends at the deadline and leaves no timer behind", () =>
  onFastClock(async () => {
    const calls = new RunningCalls(HELPDESK, 3_000);
    const never = ({ call }: ToolContext) => call.deadline.race(new Promise<never>(() => {}));
    for (
      const run of [() => calls.run({ signal }, never), () => calls.runUntold({ signal }, never)]
    ) {
      const started = Date.now();
      await assert.rejects(run(), { kind: "timeout" });
      assert.equal(Date.now() - started, 3_000);
    }
  }));

Deno.test("RunningCalls.idle() waits for calls of both kinds", () =>
  onStillClock(async () => {
    const calls = new RunningCalls(HELPDESK, 3_000);
    const first = Promise.withResolvers<void>();
    const second = Promise.withResolvers<void>();
    const runs = [
      calls.run({ signal }, () => first.promise),
      calls.runUntold({ signal }, () => second.promise),
    ];
    let isIdle = false;
    const idle = calls.idle().then(() => isIdle = true);
    first.resolve();
    await runs[0];
    await Promise.resolve();
    assert.equal(isIdle, false);
    second.reject(new Error("failed"));
    await assert.rejects(runs[1] ?? Promise.resolve());
    await idle;
  }));
