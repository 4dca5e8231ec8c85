import assert from "node:assert/strict";
import FakeTimers from "@sinonjs/fake-timers";
import { HelpdeskError } from "../../../lib/errors.ts";
import type { LossCause } from "../../../lib/helpdesk/branch/agent_branch.ts";
import { SessionLosses } from "../../../lib/helpdesk/session/session_losses.ts";
import type { Standing } from "../../../lib/helpdesk/login/standing.ts";

function agentOn(branch_name: string, intent?: string): Standing {
  return { kind: "agent", info: { branch_name, intent } };
}

/** Records the loss of a session whose branch had one change. */
function lose(
  losses: SessionLosses,
  branch: string,
  intent?: string,
  cause: LossCause = { kind: "expired" },
  changes = 1,
): void {
  losses.record({ branch, intent, cause, changes });
}

Deno.test("SessionLosses.tell() tells nothing while nothing was lost", () => {
  assert.deepEqual(new SessionLosses().tell(0), []);
});

Deno.test("SessionLosses.tell() names the lost branch, the new one and the intent", () => {
  const losses = new SessionLosses();
  lose(losses, "agent-aaaa", "Tidy up");
  losses.replacedBy(agentOn("agent-bbbb", "Tidy up"));
  assert.deepEqual(losses.tell(0), [
    "The earlier agent session on branch agent-aaaa is over: the helpdesk no longer accepts its login; " +
    "the work continues on the new branch agent-bbbb. Changes on branch agent-aaaa wait there for " +
    "people, perhaps uncommitted: tell them its name. The same intent was set again.",
  ]);
});

Deno.test("SessionLosses.tell() says that nothing was changed on the lost branch", () => {
  const losses = new SessionLosses();
  lose(losses, "agent-aaaa", "Tidy up", { kind: "deleted" }, 0);
  losses.replacedBy(agentOn("agent-bbbb", "Tidy up"));
  assert.match(
    losses.tell(0)[0] ?? "",
    /every request of it failed.*had changed nothing on branch/,
  );
});

const CAUSES: readonly (readonly [LossCause, RegExp])[] = [
  [{ kind: "expired" }, /agent-aaaa is over: the helpdesk no longer accepts its login/],
  [{ kind: "deleted" }, /agent-aaaa is lost: every request of it failed/],
  [{ kind: "other", branch: "agent-cccc" }, /is on branch agent-cccc instead of agent-aaaa/],
  [{ kind: "visited" }, /Another client is at work with this account: .*branch agent-aaaa/],
];
for (const [cause, expected] of CAUSES) {
  Deno.test(`SessionLosses.tell() says that a session ended as ${cause.kind}`, () => {
    const losses = new SessionLosses();
    lose(losses, "agent-aaaa", "Tidy up", cause);
    losses.replacedBy(agentOn("agent-bbbb", "Tidy up"));
    assert.match(losses.tell(0)[0] ?? "", expected);
  });
}

Deno.test("SessionLosses.tell() warns that work without an intent may be stranded", () => {
  const losses = new SessionLosses();
  lose(losses, "agent-aaaa");
  losses.replacedBy(agentOn("agent-bbbb"));
  assert.match(
    losses.tell(0)[0] ?? "",
    /No intent was set, .*branch agent-aaaa may be left uncommitted/,
  );
});

Deno.test("SessionLosses.tell() says when the intent is gone", () => {
  const losses = new SessionLosses();
  lose(losses, "agent-aaaa", "Tidy up");
  losses.replacedBy(agentOn("agent-bbbb"));
  assert.match(losses.tell(0)[0] ?? "", /could not be set again: call set_agent_intent/);
});

Deno.test("SessionLosses.tell() says so when the account is not an agent any more", () => {
  const losses = new SessionLosses();
  lose(losses, "agent-aaaa");
  losses.replacedBy({ kind: "not_agent", says: "No" });
  assert.match(losses.tell(0)[0] ?? "", /the work continues in a new session/);
});

Deno.test("SessionLosses.tell() tells a loss to one later call, and to every call it happened to", () => {
  const losses = new SessionLosses();
  lose(losses, "agent-aaaa");
  losses.replacedBy(agentOn("agent-bbbb"));
  assert.equal(losses.tell(0).length, 1, "a call that had begun before");
  assert.equal(losses.tell(0).length, 1, "another one that had begun before");
  assert.equal(losses.tell(1).length, 0, "a later call");
});

Deno.test("SessionLosses.tell() keeps a loss for later while its replacement is not known", () => {
  const losses = new SessionLosses();
  lose(losses, "agent-aaaa");
  // A call that is answered before the next login has nothing to tell yet.
  assert.deepEqual(losses.tell(0), []);
  losses.replacedBy(agentOn("agent-bbbb"));
  assert.equal(losses.tell(1).length, 1);
});

Deno.test("SessionLosses.throwIfTooMany() stops the work at the third loss within ten minutes", () => {
  const clock = FakeTimers.install({ toFake: ["Date"] });
  try {
    const losses = new SessionLosses();
    lose(losses, "agent-aaaa");
    clock.tick(4 * 60_000);
    lose(losses, "agent-bbbb");
    losses.throwIfTooMany();
    clock.tick(4 * 60_000);
    lose(losses, "agent-cccc");
    assert.throws(() => losses.throwIfTooMany(), (error) => {
      assert.ok(error instanceof HelpdeskError);
      assert.equal(error.kind, "auth");
      assert.match(error.message, /3 times within ten minutes.*agent-aaaa, agent-bbbb, agent-cccc/);
      assert.match(error.message, /another client uses the same account/);
      return true;
    });
    clock.tick(2 * 60_000 - 1);
    assert.throws(() => losses.throwIfTooMany());
    clock.tick(1);
    losses.throwIfTooMany();
    assert.equal(losses.count, 3);
  } finally {
    clock.uninstall();
  }
});
