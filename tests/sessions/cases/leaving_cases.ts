import assert from "node:assert/strict";
import FakeTimers from "@sinonjs/fake-timers";
import type { AgentClient } from "../agent_client.ts";
import { type SessionCase, test } from "../session_case.ts";
import type { Stage } from "../stage.ts";

const INTENT = "Answer ticket 20";

/** The client goes away while the helpdesk works on its write. */
async function disconnectInTheMiddleOfAWrite(stage: Stage, client: AgentClient): Promise<void> {
  await stage.control.failNext({
    ...{ kind: "delay_answer", milliseconds: 200, method: "POST", pathContains: "/api/followups/" },
  });
  const disconnection = new AbortController();
  client.beforeRequest = ({ method, url }) => {
    if (method === "POST" && url.endsWith("/api/followups/")) {
      setTimeout(() => disconnection.abort(), 50);
    }
    return Promise.resolve(undefined);
  };
  const { outcome } = await client.write({ signal: disconnection.signal });
  assert.equal(outcome, "unknown");
  client.beforeRequest = () => Promise.resolve(undefined);
  // Until the helpdesk has done its work, so that nothing of it runs into the next case.
  await new Promise((resolve) => setTimeout(resolve, 200));
}

export const LEAVING_CASES: readonly SessionCase[] = [
  test.session("disconnect in the middle of a write: one line names the branch and all changes", async (stage) => {
    const client = await stage.clientAtWork();
    await client.writeDone();
    const branch = await client.branch();
    await disconnectInTheMiddleOfAWrite(stage, client);
    const lines = await client.leave();
    assert.equal(lines.length, 1);
    assert.match(lines[0] ?? "", new RegExp(`Unfinished agent session: branch ${branch} has 3 `));
    assert.match(lines[0] ?? "", /no intent, so it cannot be finished/);
    assert.equal((await stage.branch(branch)).state, "open");
  }),
  test.session("HELPDESK_ON_EXIT=leave keeps the session open although it has an intent", async (stage) => {
    const client = await stage.clientAtWork({ intent: INTENT });
    const branch = await client.branch();
    await stage.control.resetRequests();
    assert.match((await client.leave("leave")).join("\n"), new RegExp(`branch ${branch} has 1 `));
    assert.deepEqual((await stage.control.requests()).requests, []);
  }),
  test.session("HELPDESK_ON_EXIT=finish finishes a session that has an intent", async (stage) => {
    const client = await stage.clientAtWork({ intent: INTENT });
    const branch = await client.branch();
    await disconnectInTheMiddleOfAWrite(stage, client);
    const lines = await client.leave("finish");
    assert.deepEqual(lines, [
      `helpdesk-mcp: Finished the agent session on exit: branch ${branch} with 2 changes`,
    ]);
    assert.equal((await stage.branch(branch)).state, "finished");
    assert.deepEqual((await stage.control.pullRequests()).map(({ title }) => title), [INTENT]);
  }),
  test.session("HELPDESK_ON_EXIT=finish finishes nothing without an intent, and names the branch", async (stage) => {
    const client = await stage.clientAtWork();
    const branch = await client.branch();
    await stage.control.resetRequests();
    const lines = await client.leave("finish");
    assert.match(lines.join("\n"), new RegExp(`branch ${branch} has 1 change and no intent`));
    assert.deepEqual((await stage.control.requests()).requests, []);
  }),
  test.session("HELPDESK_ON_EXIT=finish does not claim a branch whose session had ended", async (stage) => {
    const client = await stage.clientAtWork({ intent: INTENT });
    const before = await client.branch();
    await stage.expire();
    const lines = (await client.leave("finish")).join("\n");
    assert.doesNotMatch(lines, new RegExp(`Finished [^\\n]*${before}`));
    assert.match(lines, new RegExp(`Branch ${before} with 1 change was left before`));
    assert.equal((await stage.branch(before)).state, "finished_by_server");
  }),
  ...([
    ["database", "has 1 change, and finishing it on exit failed: .* was not finished"],
    // A cookie that still works does not tell whether the session was finished.
    ["signed_cookies", "with 1 change was lost: people see at "],
  ] as const).map(([onlyWith, says]) =>
    test.session("HELPDESK_ON_EXIT=finish that fails names the branch", async (stage) => {
      const client = await stage.clientAtWork({ intent: INTENT });
      const branch = await client.branch();
      await stage.fail("error_before", "finish-agent-session");
      const lines = (await client.leave("finish")).join("\n");
      assert.match(lines, new RegExp(`branch ${branch} ${says}`));
    }).when({ onlyWith })
  ),
  test.session("HELPDESK_ON_EXIT=finish gives up after five seconds, and names the branch", async (stage) => {
    const client = await stage.clientAtWork({ intent: INTENT });
    const branch = await client.branch();
    // Neither the finish nor the question what became of it is answered.
    let hangs = false;
    client.beforeRequest = ({ url, signal }) => {
      hangs ||= url.endsWith("/finish-agent-session/");
      if (!hangs) return Promise.resolve(undefined);
      return new Promise((_, reject) =>
        signal.addEventListener("abort", () => reject(signal.reason))
      );
    };
    const clock = FakeTimers.install({ toFake: ["setTimeout", "clearTimeout", "Date"] });
    try {
      const written: string[] = [];
      const leaving = client.leave("finish").then((lines) => written.push(...lines));
      while (!hangs) await new Promise((next) => setImmediate(next));
      await clock.tickAsync(4_999);
      assert.deepEqual(written, []);
      await clock.tickAsync(1);
      assert.match(written.join("\n"), new RegExp(`branch ${branch} has 1 change, and`));
      await clock.tickAsync(60_000);
      await leaving;
    } finally {
      clock.uninstall();
    }
  }).when({ embeddedOnly: true }),
  test.session("a client that changed nothing leaves without a word", async (stage) => {
    const client = stage.client();
    await client.succeed("set_agent_intent", { intent: INTENT });
    await client.read();
    assert.deepEqual(await client.leave("finish"), []);
    assert.deepEqual(await stage.client().leave("finish"), [], "nor one that never called");
  }),
];
