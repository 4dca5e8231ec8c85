import assert from "node:assert/strict";
import { createEmbeddedHelpdesk } from "../embedded/embedded_helpdesk.ts";
import type { CallResult } from "../../lib/mcp/call_result.ts";
import { settingsOf } from "../account_settings.ts";
import { createToolCaller, textOf } from "../tool_caller.ts";

/** A tenth of what a slow helpdesk and an ordinary call take, so that the test does. */
const DURATION = 30;
const SECONDS = 3;

interface Ended {
  readonly isWrite: boolean;
  readonly result: CallResult;
  /** Milliseconds after the calls came. */
  readonly at: number;
}

/** Makes calls at once against a helpdesk that takes its time for every request. */
async function callAtOnce(
  account: "staff" | "agent",
  count: number,
  isWrite: (place: number) => boolean,
) {
  const embedded = createEmbeddedHelpdesk();
  const caller = createToolCaller({
    ...settingsOf(embedded, account),
    HELPDESK_TIMEOUT: String(SECONDS),
  }, async (request) => {
    await new Promise((resolve) => setTimeout(resolve, DURATION));
    return await embedded.fetch(request);
  });
  const started = Date.now();
  const calls = await Promise.all(Array.from({ length: count }, async (_, place) => {
    const result = isWrite(place)
      ? await caller.call("add_followup", {
        ticket_id: 20,
        comment: `Comment ${place}`,
        public: false,
      })
      : await caller.call("get_ticket", { ticket_id: 1 + place % 19 });
    return { isWrite: isWrite(place), result, at: Date.now() - started };
  }));
  const stored = (await embedded.followups(20)).map(({ comment }) => comment);
  return { calls, stored };
}

/** Every write is done, once, or its answer says that it was not sent. */
function checkWrites(calls: readonly Ended[], stored: readonly (string | null)[]): void {
  for (const [place, { isWrite, result }] of calls.entries()) {
    if (!isWrite) continue;
    const times = stored.filter((comment) => comment === `Comment ${place}`).length;
    if (result.isError) assert.match(textOf(result), /was not sent/, `Call ${place}`);
    assert.equal(times, result.isError ? 0 : 1, `Call ${place}: ${textOf(result)}`);
  }
}

for (const account of ["staff", "agent"] as const) {
  Deno.test(`six writes that came before 450 reads are made in time, as ${account}`, async () => {
    const { calls, stored } = await callAtOnce(account, 456, (place) => place < 6);
    checkWrites(calls, stored);
    for (const [place, { result, at }] of calls.slice(0, 6).entries()) {
      assert.equal(result.isError, undefined, `Call ${place}: ${textOf(result)}`);
      assert(at < SECONDS * 1000, `Call ${place}: ${at} ms`);
    }
  });

  Deno.test(`a thousand calls are served in order while there is time, as ${account}`, async () => {
    const { calls, stored } = await callAtOnce(account, 1_000, (place) => place % 25 === 7);
    checkWrites(calls, stored);
    const served = calls.flatMap(({ result }, place) => result.isError ? [] : [place]);
    const last = served.at(-1) ?? 0;
    assert(served.length > 200, `${served.length} were served`);
    assert(last < served.length + 12, `the last is ${last} of ${served.length}`);
    let underWay = 0;
    for (const [place, { result, at, isWrite }] of calls.entries()) {
      if (!result.isError) continue;
      // A read that was sent may have no answer when the time is over.
      if (!isWrite && /did not answer within/.test(textOf(result))) underWay++;
      else assert.match(textOf(result), /was not sent: .*busy/, `Call ${place}`);
      if (place > 600) assert(at < SECONDS * 700, `Call ${place} was refused after ${at} ms`);
    }
    assert(underWay <= 4, `${underWay} calls had no answer`);
  });
}
