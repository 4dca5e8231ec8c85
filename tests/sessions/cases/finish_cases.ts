import assert from "node:assert/strict";
import { TICKET, type Write } from "../agent_client.ts";
import { type SessionCase, test } from "../session_case.ts";

const INTENT = "Answer ticket 20";
const FINISH = "finish-agent-session";

export const FINISH_CASES: readonly SessionCase[] = [
  test.session("finish without an intent sends nothing, and the work stays", async (stage) => {
    const client = await stage.clientAtWork();
    const branch = await client.branch();
    await stage.control.resetRequests();
    const message = await client.fail("finish_agent_session");
    assert.match(message, /no intent.*Nothing was sent.*set_agent_intent/s);
    assert.equal(await stage.countRequests("POST"), 0);
    assert.equal((await stage.branch(branch)).state, "open");
    const { content } = await client.finish(INTENT);
    assert.equal(content.branch_name, branch);
    assert.equal(content.changes_total, 1);
  }),
  test.session("finish with nothing changed says so, and leaves no branch and no pull request", async (stage) => {
    const client = stage.client();
    const branch = await client.branch();
    const { text, content } = await client.finish(INTENT);
    assert.equal(content.branch_name, branch);
    assert.match(text, /changed nothing on its branch.*drops the branch/);
    assert.equal(content.pull_request_url, undefined, "there is no such page");
    assert.equal((await stage.branch(branch)).state, "deleted");
    assert.deepEqual(await stage.control.pullRequests(), []);
    assert.deepEqual(await client.leave(), []);
  }),
  test.session("finish tells what was changed: what, which ticket, which fields, when", async (stage) => {
    const client = await stage.clientAtWork();
    await client.succeed("update_ticket", { ticket_id: TICKET, priority: 1 });
    const created = await client.succeed("create_ticket", {
      ...{ queue: 1, title: "New", description: "New.", submitter_email: "someone@example.com" },
    });
    await stage.control.failNext({ kind: "lost_answer", method: "PATCH" });
    await client.fail("update_ticket", { ticket_id: TICKET, title: "Renamed" });
    const before = await client.succeed("get_agent_session_info");
    const { content, text } = await client.finish(INTENT);
    assert.deepEqual(content.changes, before.content.changes);
    const changes = content.changes.map(({ at, ...change }: { at: string }) => {
      assert.ok(Math.abs(Date.now() - Date.parse(at)) < 60_000);
      return change;
    });
    assert.deepEqual(changes, [
      { action: "added follow-up", ticket_id: TICKET },
      { action: "updated ticket", ticket_id: TICKET, fields: ["priority"] },
      { action: "created ticket", ticket_id: created.content.ticket_id },
      { action: "updated ticket", ticket_id: TICKET, fields: ["title"], outcome: "unknown" },
    ]);
    assert.match(text, /^- ticket \d+: added follow-up, .*updated ticket \[outcome unknown\]$/m);
    const { content: later } = await client.succeed("get_agent_session_info");
    assert.equal(later.changes_total, 0, "the next session begins with an empty ledger");
  }),
  ...(["lost_answer", "error_after"] as const).map((kind) =>
    test.session(`finish with ${kind}, carried out: says that the session is closed, names the branch`, async (stage) => {
      const client = await stage.clientAtWork({ intent: INTENT });
      await client.writeDone();
      const branch = await client.branch();
      await stage.fail(kind, FINISH);
      const message = await client.fail("finish_agent_session");
      assert.match(message, /The answer to finishing was lost, but the helpdesk has closed/);
      const page = new RegExp(`pull request of branch ${branch} at \\S+${branch}/ \\(2 changes`);
      assert.match(message, page);
      assert.equal((await stage.branch(branch)).state, "finished");
      const { content } = await client.succeed("get_agent_session_info");
      assert.notEqual(content.branch_name, branch);
      assert.deepEqual(content.closed_branches, [{ branch_name: branch, changes: 2 }]);
      assert.equal(content.notices, undefined, "it is no session that ended unasked");
    }).when({ onlyWith: "database" })
  ),
  ...(["lost_request", "error_before"] as const).map((kind) =>
    test.session(`finish with ${kind}, not carried out: says so, and can be repeated`, async (stage) => {
      const client = await stage.clientAtWork({ intent: INTENT });
      const branch = await client.branch();
      await stage.fail(kind, FINISH);
      const message = await client.fail("finish_agent_session");
      assert.match(message, new RegExp(`was not finished.*still has it open on branch ${branch}`));
      assert.match(message, /Call finish_agent_session again/);
      assert.equal((await stage.branch(branch)).state, "open");
      const { content } = await client.finish();
      assert.equal(content.branch_name, branch);
      assert.equal(content.changes_total, 1);
    }).when({ onlyWith: "database" })
  ),
  test.session("finish with a lost answer says which, whatever else waits for its turn", async (stage) => {
    const client = await stage.clientAtWork({ intent: INTENT });
    const branch = await client.branch();
    await stage.fail("lost_answer", FINISH);
    const finishing = client.fail("finish_agent_session");
    const [write, answer, message] = await Promise.all([
      client.writeDone(),
      client.read(),
      finishing,
    ]);
    assert.match(message, new RegExp(`closed the session.*pull request of branch ${branch}`, "s"));
    assert.deepEqual([...write.answer.notices, ...answer.notices], []);
    await client.leave();
  }).when({ onlyWith: "database" }),
  ...(["lost_answer", "error_after", "lost_request", "error_before"] as const).map((kind) =>
    test.session(`after finish with ${kind} nothing is written on a cookie that still works`, async (stage) => {
      const client = await stage.clientAtWork({ intent: INTENT });
      const branch = await client.branch();
      await stage.fail(kind, FINISH);
      let waiting: Promise<Write> | undefined;
      client.beforeRequest = ({ url }) => {
        if (url.includes("finish-agent-session")) waiting ??= client.write();
        return Promise.resolve(undefined);
      };
      const message = await client.fail("finish_agent_session");
      assert.match(message, new RegExp(`finishing branch ${branch} was lost.*does not tell`));
      assert.match(message, new RegExp(`/pullrequests/${branch}/`));
      const later = await client.write();
      for (const write of [await waiting, later]) {
        assert.equal(write?.outcome, "refused");
        const text = write?.answer.text ?? "";
        assert.match(text, /^Nothing was sent: the answer to finishing .* was lost/);
      }
      assert.equal((await stage.branch(branch)).writes.length, 1);
      await client.read();
      const { notices } = await client.succeed("get_agent_session_info");
      assert.match(notices.join(), new RegExp(`was lost.*nothing is written.*/${branch}/`));
      const { content } = await client.succeed("finish_agent_session");
      assert.equal(content.branch_name, branch);
      assert.equal((await stage.branch(branch)).state, "finished");
      assert.deepEqual(await stage.control.pullRequests(), [
        { branch, username: "agent", title: INTENT, writes: 1 },
      ]);
      assert.notEqual((await client.writeDone()).branch, branch);
      await client.leave();
    }).when({ onlyWith: "signed_cookies" })
  ),
  ...([
    ["is refused", 400, '{"error":"Cannot commit"}'],
    ["succeeds in name only", 200, '{"success":false,"error":"Cannot commit"}'],
  ] as const).map(([how, status, body]) =>
    test.session(`finish that ${how} keeps the session, and says what to do`, async (stage) => {
      const client = await stage.clientAtWork({ intent: INTENT });
      const branch = await client.branch();
      await stage.answer(FINISH, status, body);
      const message = await client.fail("finish_agent_session");
      assert.match(message, new RegExp(`finish the agent session on branch ${branch}`));
      assert.match(message, /it says: Cannot commit/);
      assert.match(message, /The session is kept: call finish_agent_session again, or tell people/);
      assert.equal((await client.finish()).content.branch_name, branch);
    })
  ),
  test.session("finish while writes wait: what is reported is on its branch, and no branch is lost", async (stage) => {
    const client = stage.client();
    await client.succeed("set_agent_intent", { intent: INTENT });
    const branch = await client.branch();
    const early = [1, 2, 3].map(() => client.writeDone());
    const finishing = client.finish();
    const late = [1, 2, 3].map(() => client.writeDone());
    assert.equal((await finishing).content.branch_name, branch);
    for (const { answer } of await Promise.all([...early, ...late])) {
      assert.deepEqual(answer.notices, []);
    }
    await client.leave();
  }),
  test.session("expiry between setting the intent and finishing names the earlier branch", async (stage) => {
    const client = await stage.clientAtWork();
    await client.succeed("set_agent_intent", { intent: INTENT });
    const before = await client.branch();
    await stage.expire();
    const { content, notices } = await client.finish();
    assert.notEqual(content.branch_name, before, "the earlier branch was not finished by this");
    assert.equal(content.changes_total, 0);
    assert.deepEqual(content.closed_branches, [{ branch_name: before, changes: 1 }]);
    assert.match(notices.join(), new RegExp(`session on branch ${before} is over:`));
    assert.match(notices.join(), new RegExp(`Changes on branch ${before} wait there for people`));
    assert.equal((await stage.branch(before)).state, "finished_by_server");
  }),
  test.session("expiry just before finishing is sent stops it, and names the earlier branch", async (stage) => {
    const client = await stage.clientAtWork();
    await client.succeed("set_agent_intent", { intent: INTENT });
    const before = await client.branch();
    client.beforeRequest = async ({ url }) => {
      if (url.endsWith("/finish-agent-session/")) await stage.expire();
      return undefined;
    };
    await stage.control.resetRequests();
    const message = await client.fail("finish_agent_session");
    assert.match(message, /had ended the session before this call, so nothing was sent/);
    assert.match(message, new RegExp(`Note: .*session on branch ${before} is over:`));
    assert.equal(await stage.countRequests("POST /api/finish-agent-session/"), 1, "refused once");
    client.beforeRequest = () => Promise.resolve(undefined);
    const after = await client.branch();
    assert.equal((await stage.branch(after)).state, "open", "the new session was not finished");
    assert.equal((await stage.branch(before)).state, "finished_by_server");
    await client.leave();
  }),
];
