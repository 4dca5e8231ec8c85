import assert from "node:assert/strict";
import { type AgentClient, TICKET } from "../agent_client.ts";
import { type SessionCase, test } from "../session_case.ts";
import type { Stage } from "../stage.ts";

const TOO_MANY = /This agent session was lost 3 times within ten minutes/;
const INTENT = "Answer ticket 20";

async function twoClients(stage: Stage, intent?: string): Promise<[AgentClient, AgentClient]> {
  return [await stage.clientAtWork({ intent }), await stage.clientAtWork({ intent })];
}

/** What agents changed on main is what this client was told not to be on its branch. */
async function checkMain(stage: Stage, client: AgentClient): Promise<void> {
  const onMain = await stage.control.mainWrites();
  const told = client.writes.filter(({ outcome }) => outcome === "misplaced");
  assert.equal(onMain.length, told.length);
}

export const TWO_CLIENTS_CASES: readonly SessionCase[] = [
  test.session("two clients in turns leave nothing on main, and each is told of the other by its branch", async (stage) => {
    const [first, second] = await twoClients(stage, INTENT);
    const left = first.writes[0]?.branch ?? "";
    const { answer, branch } = await first.writeDone();
    assert.match(answer.notices.join(), new RegExp(`finished branch ${left} for it`));
    assert.match(answer.notices.join(), new RegExp(`the new branch ${branch}\\b`));
    assert.match(answer.notices.join(), /The same intent was set again/);
    await second.writeDone();
    await first.leave();
    await second.leave();
    assert.deepEqual(await stage.control.mainWrites(), []);
    assert.equal((await stage.branch(left)).state, "finished_by_server");
  }),
  test.session("without an intent both keep their branches, and are told once", async (stage) => {
    const [first, second] = await twoClients(stage);
    const branch = first.writes[0]?.branch;
    const { answer, ...write } = await first.writeDone();
    assert.match(answer.notices.join(), /Another client is at work with this account/);
    assert.equal(write.branch, branch);
    await second.writeDone();
    assert.deepEqual((await first.writeDone()).answer.notices, []);
    assert.deepEqual(await stage.control.mainWrites(), []);
    for (const client of [first, second]) await client.leave();
  }),
  test.session("of several changes one that is read back on main, too, is not told as stored", async (stage) => {
    const [first, second] = [stage.client(), await stage.clientAtWork({ intent: INTENT })];
    await first.succeed("set_agent_intent", { intent: INTENT });
    let requests = 0;
    // The other comes in before the last change, and before it is read back.
    first.beforeRequest = async ({ method, url }) => {
      const isOfLast = /api\/tickets\/21\//.test(url);
      const isNext = requests === 0 ? method === "PATCH" : requests === 1 && method === "GET";
      if (!isOfLast || !isNext) return undefined;
      requests++;
      await second.read();
      return undefined;
    };
    const { content } = await first.succeed("update_tickets", {
      ...{ ticket_ids: [20, 21], priority: 1 },
    });
    assert.equal(requests, 2);
    const [one, last] = content.tickets;
    assert.equal(one.outcome, "updated");
    assert.equal(last.outcome, "unknown");
    assert.match(last.reason, /read back on branch .* at first, but .* main, without review: tell/);
    assert.equal((await stage.control.mainWrites()).length, 1);
    for (const client of [first, second]) await client.leave();
  }),
  test.session("a change that another client's request sends to main is an error, and finish says so", async (stage) => {
    const [first, second] = await twoClients(stage, INTENT);
    const { branch } = await first.writeDone();
    // The other comes in between the look and the write.
    first.beforeRequest = async ({ method }) => {
      if (method === "POST") {
        first.beforeRequest = () => Promise.resolve(undefined);
        await second.read();
      }
      return undefined;
    };
    const { outcome, answer } = await first.write();
    assert.equal(outcome, "misplaced");
    const says = `added follow-up on ticket ${TICKET}\\), but it is not on .* branch ${branch}`;
    assert.match(answer.text, new RegExp(says));
    assert.match(answer.text, /Very likely it went to main, without review: tell people/);
    assert.doesNotMatch(answer.text, /[Ss]tored as asked/);
    await checkMain(stage, first);
    const refused = await first.write();
    assert.equal(refused.outcome, "refused");
    assert.match(refused.answer.text, /^Nothing was sent: .*went elsewhere.*finish_agent_session/);
    const { content, text } = await first.finish();
    assert.equal(content.misplaced.length, 1);
    assert.match(content.misplaced[0], new RegExp(`ticket ${TICKET}.*not on branch ${branch}`));
    assert.match(text, /WARNING: 1 changes are not, or perhaps not, on their branch/);
    const next = await first.writeDone();
    assert.notEqual(next.branch, branch);
    for (const client of [first, second]) await client.leave();
  }),
  test.session("a change that seemed to be there is told of as soon as it is seen to be missing", async (stage) => {
    const [first, second] = await twoClients(stage, INTENT);
    const { branch } = await first.writeDone();
    // The other comes in before the write, and again before it is read back.
    let requests = 0;
    first.beforeRequest = async ({ method }) => {
      if (method === "POST" || requests > 0) requests++;
      if (requests === 1 || requests === 2) await second.read();
      return undefined;
    };
    const seeming = await first.call("add_followup", {
      ...{ ticket_id: TICKET, comment: "Seems to be there", public: false },
    });
    assert.equal(seeming.isError, false, seeming.text);
    assert.deepEqual(await stage.placesOf(TICKET, "Seems to be there"), ["main"]);
    const refused = await first.write();
    assert.equal(refused.outcome, "refused", refused.answer.text);
    assert.match(refused.answer.text, new RegExp(`branch ${branch} .*went elsewhere`));
    const { content } = await first.finish();
    assert.equal(content.misplaced.length, 1);
    await second.leave();
  }),
  test.session("a session that only read loses its branch to another one, and is replaced when it fails", async (stage) => {
    const first = stage.client();
    await first.succeed("set_agent_intent", { intent: INTENT });
    const left = await first.branch();
    const second = await stage.clientAtWork({ intent: INTENT });
    assert.equal((await stage.branch(left)).state, "deleted");
    const { notices } = await first.read();
    assert.match(notices.join(), new RegExp(`on branch ${left} is lost: every request of it`));
    assert.match(notices.join(), /had changed nothing.*The same intent was set again/);
    const { branch, answer } = await first.writeDone();
    assert.notEqual(branch, left);
    assert.deepEqual(answer.notices, []);
    for (const client of [first, second]) await client.leave();
  }),
  test.session("a write into a session whose branch was deleted is made once, in a new session", async (stage) => {
    const first = stage.client();
    await first.succeed("set_agent_intent", { intent: INTENT });
    const left = await first.branch();
    const second = await stage.clientAtWork({ intent: INTENT });
    await stage.control.resetRequests();
    const { branch, answer } = await first.writeDone();
    assert.match(answer.notices.join(), new RegExp(`branch ${left} is lost.*branch ${branch}\\b`));
    assert.equal(await stage.countRequests("POST /api/followups/"), 1);
    assert.equal(await stage.countRequests("POST /login/"), 1);
    for (const client of [first, second]) await client.leave();
  }),
  test.session("a helpdesk that was started anew forgets the session, and its branch goes on", async (stage) => {
    const client = await stage.clientAtWork({ intent: INTENT });
    await stage.control.forgetAgentSessions();
    const { branch, answer } = await client.writeDone();
    assert.equal(branch, client.writes[0]?.branch);
    assert.deepEqual(answer.notices, []);
    await client.finish();
  }),
  test.session("doctor beside a client says before that it logs in, and the client's next write finds out", async (stage) => {
    const client = await stage.clientAtWork({ intent: INTENT });
    const left = client.writes[0]?.branch;
    const announced: string[] = [];
    const { works } = await client.diagnose((sentence) => announced.push(sentence));
    assert.equal(works, true);
    assert.match(announced.join(), /Logging in now.*opens an agent session.*--no-login/);
    const { branch, answer } = await client.writeDone();
    assert.notEqual(branch, left);
    assert.match(answer.notices.join(), new RegExp(`finished branch ${left} for it`));
    assert.deepEqual(await stage.control.mainWrites(), []);
    await client.leave();
  }),
  test.session("doctor that may not log in leaves a client alone", async (stage) => {
    const client = await stage.clientAtWork({ intent: INTENT });
    await client.diagnose(undefined);
    const { branch, answer } = await client.writeDone();
    assert.equal(branch, client.writes[0]?.branch);
    assert.deepEqual(answer.notices, []);
    await client.leave();
  }),
  test.session("the third loss within ten minutes stops the calls, with the branches and the reason", async (stage) => {
    const [first, second] = await twoClients(stage, INTENT);
    const lost = [first.writes[0]?.branch];
    for (let round = 0; round < 2; round++) {
      lost.push((await first.writeDone()).branch);
      await second.writeDone();
    }
    await stage.control.resetRequests();
    const { outcome, answer } = await first.write();
    assert.equal(outcome, "refused");
    assert.match(answer.text, TOO_MANY);
    assert.match(answer.text, /another client uses the same account.*account of its own/);
    for (const branch of lost) assert.ok(answer.text.includes(branch ?? "-"), answer.text);
    assert.equal(await stage.countRequests("POST /login/"), 0);
    await stage.control.resetRequests();
    for (const tool of ["get_agent_session_info", "finish_agent_session", "list_tickets"]) {
      assert.match(await first.fail(tool), TOO_MANY);
    }
    assert.deepEqual((await stage.control.requests()).requests, [], "nothing is sent any more");
    await first.leave();
    await second.leave();
  }),
];
