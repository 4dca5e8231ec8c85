import assert from "node:assert/strict";
import type { LossCause } from "../../../lib/helpdesk/branch/agent_branch.ts";
import { SessionLosses } from "../../../lib/helpdesk/session/session_losses.ts";
import type { Standing } from "../../../lib/helpdesk/login/standing.ts";
import { expectFailure } from "../../http/expect_failure.ts";
import { onOtherDays } from "../../http/fake_clock.ts";

const agentOn = (branch_name: string, intent?: string): Standing => ({
  ...{ kind: "agent", info: { branch_name, intent } },
});
const LOSS = { branch: "agent-aaaa", intent: "Tidy up", cause: { kind: "expired" }, changes: 1 };
type Loss = Parameters<SessionLosses["record"]>[0];

/** A program that lost one session, and what replaced it. */
function lost(loss: Partial<Loss>, replacement?: Standing): SessionLosses {
  const losses = new SessionLosses();
  losses.record({ ...LOSS as Loss, ...loss });
  if (replacement !== undefined) losses.replacedBy(replacement);
  return losses;
}

Deno.test("SessionLosses.tell() tells nothing while nothing was lost", () => {
  assert.deepEqual(new SessionLosses().tell(0), []);
});

Deno.test("SessionLosses.tell() names the lost branch, the new one and the intent", () => {
  assert.deepEqual(lost({}, agentOn("agent-bbbb", "Tidy up")).tell(0), [
    "The earlier agent session on branch agent-aaaa is over: the helpdesk no longer accepts its login; " +
    "the work continues on the new branch agent-bbbb. Changes on branch agent-aaaa wait there for " +
    "people, perhaps uncommitted: tell them its name. The same intent was set again.",
  ]);
});

const SAME = agentOn("agent-bbbb", "Tidy up");
const NO_INTENT = { intent: undefined };
const UNSET = agentOn("agent-bbbb");
const cause = (cause: LossCause): Partial<Loss> => ({ cause });
const ANOTHER: LossCause = { kind: "other", branch: "agent-cccc" };
const UNCHANGED: Partial<Loss> = { cause: { kind: "deleted" }, changes: 0 };
const TOLD: readonly [what: string, Partial<Loss>, Standing, says: RegExp][] = [
  ["nothing was changed", UNCHANGED, SAME, /every request of it failed.*had changed nothing on br/],
  ["it is deleted", cause({ kind: "deleted" }), SAME, /agent-aaaa is lost: every request of it fa/],
  ["it is another", cause(ANOTHER), SAME, /is on branch agent-cccc instead of agent-aaaa/],
  ["it is visited", cause({ kind: "visited" }), SAME, /Another client is at w.*branch agent-aaaa/],
  ["no intent was set", NO_INTENT, UNSET, /No intent was set, .*branch agent-aaaa may be left unc/],
  ["the intent is gone", {}, UNSET, /could not be set again: call set_agent_intent/],
  ["it is no agent now", {}, { kind: "not_agent", says: "No" }, /the work continues in a new sess/],
];
for (const [what, loss, replacement, says] of TOLD) {
  Deno.test(`SessionLosses.tell() says so when ${what}`, () => {
    assert.match(lost(loss, replacement).tell(0)[0] ?? "", says);
  });
}

Deno.test("SessionLosses.tell() tells a loss to one later call, and to every call it happened to", () => {
  const losses = lost({}, UNSET);
  assert.equal(losses.tell(0).length, 1, "a call that had begun before");
  assert.equal(losses.tell(0).length, 1, "another one that had begun before");
  assert.equal(losses.tell(1).length, 0, "a later call");
});

Deno.test("SessionLosses.tell() keeps a loss for later while its replacement is not known", () => {
  const losses = lost({});
  // A call that is answered before the next login has nothing to tell yet.
  assert.deepEqual(losses.tell(0), []);
  losses.replacedBy(UNSET);
  assert.equal(losses.tell(1).length, 1);
});

Deno.test("SessionLosses.throwIfTooMany() stops the work at the third loss within ten minutes", () =>
  onOtherDays(async (clock) => {
    const losses = lost({});
    for (const branch of ["agent-bbbb", "agent-cccc"]) {
      losses.throwIfTooMany();
      clock.tick(4 * 60_000);
      losses.record({ ...LOSS as Loss, branch });
    }
    const { message } = await expectFailure("auth", () => losses.throwIfTooMany());
    assert.match(message, /3 times within ten minutes.*agent-aaaa, agent-bbbb, agent-cccc/);
    assert.match(message, /another client uses the same account/);
    clock.tick(2 * 60_000 - 1);
    assert.throws(() => losses.throwIfTooMany());
    clock.tick(1);
    losses.throwIfTooMany();
    assert.equal(losses.count, 3);
  }));
