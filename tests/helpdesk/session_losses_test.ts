import assert from "node:assert/strict";
import FakeTimers from "@sinonjs/fake-timers";
import { HelpdeskError } from "../../lib/errors.ts";
import { SessionLosses } from "../../lib/helpdesk/session_losses.ts";
import type { Standing } from "../../lib/helpdesk/standing.ts";

function agentOn(branch_name: string, intent?: string): Standing {
  return { kind: "agent", info: { branch_name, intent } };
}

Deno.test("SessionLosses.tell() tells nothing while nothing was lost", () => {
  assert.deepEqual(new SessionLosses().tell(0), []);
});

Deno.test("SessionLosses.tell() names the lost branch, the new one and the intent", () => {
  const losses = new SessionLosses();
  losses.record("agent-aaaa", "Tidy up");
  losses.replacedBy(agentOn("agent-bbbb", "Tidy up"));
  assert.deepEqual(losses.tell(0), [
    "The helpdesk ended the earlier agent session and closed its branch agent-aaaa; the work continues " +
    "on the new branch agent-bbbb. The same intent was set again; changes on branch agent-aaaa are for " +
    "people to review there.",
  ]);
});

Deno.test("SessionLosses.tell() warns that work without an intent may be stranded", () => {
  const losses = new SessionLosses();
  losses.record("agent-aaaa", undefined);
  losses.replacedBy(agentOn("agent-bbbb"));
  assert.match(
    losses.tell(0)[0] ?? "",
    /No intent was set, .*branch agent-aaaa may be left uncommitted/,
  );
});

Deno.test("SessionLosses.tell() says when the intent is gone", () => {
  const losses = new SessionLosses();
  losses.record("agent-aaaa", "Tidy up");
  losses.replacedBy(agentOn("agent-bbbb"));
  assert.match(losses.tell(0)[0] ?? "", /could not be set again: call set_agent_intent/);
});

Deno.test("SessionLosses.tell() says so when the account is no agent any more", () => {
  const losses = new SessionLosses();
  losses.record("agent-aaaa", undefined);
  losses.replacedBy({ kind: "not_agent", says: "No" });
  assert.match(losses.tell(0)[0] ?? "", /the work continues in a new session/);
});

Deno.test("SessionLosses.tell() tells a loss to one later call, and to every call it happened to", () => {
  const losses = new SessionLosses();
  losses.record("agent-aaaa", undefined);
  losses.replacedBy(agentOn("agent-bbbb"));
  assert.equal(losses.tell(0).length, 1, "a call that had begun before");
  assert.equal(losses.tell(0).length, 1, "another one that had begun before");
  assert.equal(losses.tell(1).length, 0, "a later call");
});

Deno.test("SessionLosses.tell() keeps a loss for later while its replacement is not known", () => {
  const losses = new SessionLosses();
  losses.record("agent-aaaa", undefined);
  // A call that is answered before the next login has nothing to tell yet.
  assert.deepEqual(losses.tell(0), []);
  losses.replacedBy(agentOn("agent-bbbb"));
  assert.equal(losses.tell(1).length, 1);
});

Deno.test("SessionLosses.throwIfTooMany() stops the work at the third loss within ten minutes", () => {
  const clock = FakeTimers.install({ toFake: ["Date"] });
  try {
    const losses = new SessionLosses();
    losses.record("agent-aaaa", undefined);
    clock.tick(4 * 60_000);
    losses.record("agent-bbbb", undefined);
    losses.throwIfTooMany();
    clock.tick(4 * 60_000);
    losses.record("agent-cccc", undefined);
    assert.throws(() => losses.throwIfTooMany(), (error) => {
      assert.ok(error instanceof HelpdeskError);
      assert.equal(error.kind, "auth");
      assert.match(error.message, /3 times within ten minutes.*agent-aaaa, agent-bbbb, agent-cccc/);
      assert.match(error.message, /another client uses the same account/);
      return true;
    });
    clock.tick(2 * 60_000);
    losses.throwIfTooMany();
    assert.equal(losses.count, 3);
  } finally {
    clock.uninstall();
  }
});
