import assert from "node:assert/strict";
import { type SessionCase, test } from "../session_case.ts";

export const NOTICE_CASES: readonly SessionCase[] = [
  test.session("a loss found while the login fails is told by the next call that succeeds", async (stage) => {
    const client = await stage.clientAtWork();
    const before = await client.branch();
    await stage.expire();
    await stage.fail("lost_request", "/login/", 2);
    await client.fail("get_ticket", { ticket_id: 20 });
    const { outcome } = await client.write();
    assert.equal(outcome, "refused");
    const { notices } = await client.read();
    assert.match(notices.join(), new RegExp(`session on branch ${before} is over:`));
    assert.equal(notices.length, 1);
  }),
  test.session("a loss found while the login fails is told on stderr when the client leaves", async (stage) => {
    const client = await stage.clientAtWork();
    await client.writeDone();
    const before = await client.branch();
    await stage.expire();
    await stage.fail("lost_request", "/login/");
    await client.fail("get_ticket", { ticket_id: 20 });
    assert.match((await client.leave()).join("\n"), new RegExp(`${before} with 2 changes`));
  }),
  test.session("a loss is told by a call that fails after the new login, too", async (stage) => {
    const client = await stage.clientAtWork();
    const before = await client.branch();
    await stage.expire();
    await stage.fail("lost_answer", "/api/followups/");
    const { outcome, answer } = await client.write();
    assert.equal(outcome, "unknown");
    assert.match(answer.notices.join(), new RegExp(`session on branch ${before} is over:`));
    const { content } = await client.succeed("get_agent_session_info");
    const outcomes = content.changes.map(({ outcome }: { outcome: string }) => outcome);
    assert.deepEqual(outcomes, ["unknown"]);
  }),
  test.session("a session that ends twice during one call names the branch that was lost", async (stage) => {
    const client = await stage.clientAtWork();
    const first = await client.branch();
    await stage.expire();
    client.beforeFollowUp(1, () => stage.expire());
    const { outcome, answer } = await client.write();
    assert.equal(outcome, "refused");
    assert.match(answer.text, /ended the session twice during one call/);
    assert.match(answer.notices.join(), new RegExp(`session on branch ${first} is over:`));
    await client.read();
  }),
  test.session("a cancelled call swallows no notice: it gets no answer, so another call is told", async (stage) => {
    const client = await stage.clientAtWork();
    const before = await client.branch();
    await stage.expire();
    const cancellation = new AbortController();
    client.beforeFollowUp(1, () => cancellation.abort());
    await client.write({ signal: cancellation.signal });
    const { notices } = await client.read();
    assert.match(notices.join(), new RegExp(`session on branch ${before} is over:`));
    await client.leave();
  }),
  test.session("nothing is written while the helpdesk does not tell the branch", async (stage) => {
    const client = stage.client();
    await stage.control.failNext({ kind: "error_before", pathContains: "agent-session-info" });
    const { outcome, answer } = await client.write();
    assert.equal(outcome, "refused");
    assert.match(answer.text, /failed to tell whether this account is an agent.*Try again/);
    await client.writeDone();
    const [line] = await client.leave();
    assert.match(line ?? "", /branch agent-[0-9a-z]{8} has 1 change\b/);
  }),
];
