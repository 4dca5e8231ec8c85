import assert from "node:assert/strict";
import { TICKET } from "../agent_client.ts";
import { type SessionCase, test } from "../session_case.ts";

const INTENT = "Answer ticket 20";

export const EXPIRY_CASES: readonly SessionCase[] = [
  test.session("expiry between several tickets: each is told with the branch that it is on", async (stage) => {
    const client = await stage.clientAtWork({ intent: INTENT });
    const before = await client.branch();
    let changes = 0;
    client.beforeRequest = async ({ method }) => {
      if (method === "PATCH" && ++changes === 2) await stage.expire();
      return undefined;
    };
    const { content, text } = await client.succeed("update_tickets", {
      ...{ ticket_ids: [20, 21, 22], priority: 1 },
    });
    const after = await client.branch();
    assert.notEqual(after, before);
    assert.equal(content.branch_name, undefined);
    assert.match(text, /^3 of 3 tickets .* on several branches, .* each is named below/);
    const reasons = content.tickets.map(({ reason }: { reason: string }) => reason);
    assert.deepEqual(reasons, [before, after, after].map((branch) => `on branch ${branch}`));
    for (const branch of [before, after]) {
      const { writes } = await stage.branch(branch);
      const patched = writes.filter(({ method }) => method === "PATCH").map(({ objectId }) =>
        objectId
      );
      assert.deepEqual(patched, branch === before ? [20] : [21, 22]);
    }
    await client.leave();
  }),
  test.session("expiry before a read: it is answered, and both branches are told", async (stage) => {
    const client = await stage.clientAtWork();
    const before = await client.branch();
    await stage.expire();
    const { notices, text } = await client.read();
    const after = await client.branch();
    assert.equal(notices.length, 1);
    const says = `branch ${before} is over: .*; the work continues on the new branch ${after}`;
    assert.match(notices[0] ?? "", new RegExp(says));
    assert.ok(text.includes(`Note: ${notices[0]}`), "the text says it too");
    assert.deepEqual((await client.read()).notices, [], "a later call is not told again");
  }),
  test.session("expiry before a write: it is made once, on the new branch, and both are told", async (stage) => {
    const client = await stage.clientAtWork();
    const before = await client.branch();
    await stage.expire();
    await stage.control.resetRequests();
    const { answer } = await client.writeDone();
    assert.match(answer.notices.join(), new RegExp(`session on branch ${before} is over:`));
    assert.match(answer.notices.join(), /No intent was set.*uncommitted.*tell people its name/);
    const tries = await stage.countRequests("POST /api/followups/");
    assert.equal(tries, 1, "the look before it found the session gone");
    const after = await client.branch();
    assert.notEqual(after, before);
    assert.equal((await stage.branch(before)).writes.length, 1);
    assert.equal((await stage.branch(after)).writes.length, 1);
    await client.leave();
  }),
  test.session("expiry with an intent: it is set again on the new branch, and the work is finished there", async (stage) => {
    const client = await stage.clientAtWork({ intent: INTENT });
    const before = await client.branch();
    await stage.expire();
    const { answer } = await client.writeDone();
    assert.match(answer.notices.join(), /The same intent was set again/);
    const after = await client.branch();
    assert.equal((await stage.branch(after)).intent, INTENT);
    assert.equal((await client.succeed("get_agent_session_info")).content.intent, INTENT);
    assert.equal((await stage.branch(before)).state, "finished_by_server");
    const { content } = await client.finish();
    assert.equal(content.branch_name, after);
    assert.equal(content.changes_total, 1);
  }),
  test.session("get_agent_session_info and finish_agent_session list the branches that were closed", async (stage) => {
    const client = await stage.clientAtWork();
    await client.writeDone();
    const first = await client.branch();
    await stage.expire();
    await client.writeDone();
    const second = await client.branch();
    await stage.expire();
    const { content } = await client.succeed("get_agent_session_info");
    const closed = [{ branch_name: first, changes: 2 }, { branch_name: second, changes: 1 }];
    assert.deepEqual(content.closed_branches, closed);
    assert.equal(content.changes_total, 0);
    await client.writeDone();
    assert.deepEqual((await client.finish(INTENT)).content.closed_branches, closed);
    const later = await client.succeed("get_agent_session_info");
    assert.equal(later.content.closed_branches, undefined);
  }),
  test.session("an intent that cannot be set again is told, and finishing asks for one", async (stage) => {
    const client = await stage.clientAtWork({ intent: INTENT });
    await stage.expire();
    await stage.answer("set-agent-intent", 400);
    const { answer } = await client.writeDone();
    assert.match(answer.notices.join(), /intent could not be set again: call set_agent_intent/);
    assert.equal((await client.succeed("get_agent_session_info")).content.intent, undefined);
    assert.match(await client.fail("finish_agent_session"), /no intent.*Nothing was sent/s);
    await client.finish(INTENT);
  }),
  test.session("writes that wait when the session expires are made once each, on the new branch", async (stage) => {
    const client = await stage.clientAtWork();
    const before = await client.branch();
    client.beforeFollowUp(3, () => stage.expire());
    await stage.control.resetRequests();
    const writes = await Promise.all(Array.from({ length: 6 }, () => client.writeDone()));
    const tries = await stage.countRequests("POST /api/followups/");
    assert.equal(tries, 7, "one was refused, and none was sent into a session known to be gone");
    const told = writes.filter(({ answer }) => answer.notices.length > 0);
    assert.equal(told.length, 4, "those that the third write's refusal touched");
    assert.equal((await stage.branch(before)).writes.length, 3);
    assert.equal((await stage.branch(await client.branch())).writes.length, 4);
    await client.finish(INTENT);
  }),
  test.session("the new login waits for the answers that are still to come", async (stage) => {
    const client = await stage.clientAtWork();
    const { session } = client.caller.helpdesk;
    const { promise: expired, resolve: tellExpired } = Promise.withResolvers<void>();
    const sentMeanwhile: string[] = [];
    let isWritten = false;
    client.beforeRequest = async (request) => {
      sentMeanwhile.push(new URL(request.url).pathname);
      if (request.url.includes("/api/tickets/21/")) await expired;
      // The last request of a write reads it back.
      const isReadBack = isWritten && request.url.includes("/api/followups/");
      isWritten ||= request.method === "POST";
      if (!isReadBack) return undefined;
      const response = await stage.helpdesk.send(request);
      await stage.expire();
      tellExpired();
      while (session.knownStanding !== undefined) {
        await new Promise((next) => setTimeout(next, 1));
      }
      await new Promise((next) => setTimeout(next, 20));
      client.beforeRequest = () => Promise.resolve(undefined);
      return response;
    };
    const [write, answer] = await Promise.all([client.writeDone(), client.read(21)]);
    assert.ok(sentMeanwhile.every((path) => !path.endsWith("/login/")), sentMeanwhile.join());
    assert.equal(write.answer.notices.length + answer.notices.length, 1);
  }),
  test.session("a login page in place of an answer is an expiry, and no change", async (stage) => {
    const client = await stage.clientAtWork();
    const before = await client.branch();
    const form = '<form method="post"><input type="hidden" name="csrfmiddlewaretoken" value="x">' +
      '<input name="username"><input type="password" name="password"></form>';
    await stage.answer("/api/followups/", 200, form, "text/html; charset=utf-8");
    await client.writeDone();
    const { content } = await client.succeed("get_agent_session_info");
    assert.equal(content.changes_total, 1);
    assert.deepEqual(content.closed_branches, [{ branch_name: before, changes: 1 }]);
    await client.leave();
  }),
  test.session("a call whose requests stand on both sides of an expiry is told of it", async (stage) => {
    const client = await stage.clientAtWork();
    const before = await client.branch();
    const { session } = client.caller.helpdesk;
    const { promise: posted, resolve: tellPosted } = Promise.withResolvers<void>();
    let [isWritten, isExpired] = [false, false];
    client.beforeRequest = async (request) => {
      const { method, url } = request;
      if (method === "GET" && url.includes("/api/tickets/21/")) await posted;
      const isReadBack = isWritten && method === "GET" && url.includes("/api/followups/");
      isWritten ||= method === "POST";
      if (!isReadBack || isExpired) return undefined;
      isExpired = true;
      const response = await stage.helpdesk.send(request);
      await stage.expire();
      tellPosted();
      while (session.knownStanding !== undefined) {
        await new Promise((next) => setTimeout(next, 1));
      }
      return response;
    };
    const [answer, read] = await Promise.all([
      client.succeed("add_followup", {
        ...{ ticket_id: TICKET, comment: "Two requests: the title is set by the second." },
        ...{ title: "A title of its own", public: false },
      }),
      client.read(21),
    ]);
    assert.equal(read.notices.length, 1);
    assert.equal((await stage.branch(before)).writes.length, 2);
    assert.deepEqual((await stage.branch(await client.branch())).writes, []);
    assert.match(answer.notices.join(), /was saved, but its title could not be set/);
    assert.match(answer.notices.join(), new RegExp(`session on branch ${before} is over:`));
  }),
];
