import assert from "node:assert/strict";
import {
  branch,
  creation,
  ENGINES,
  fate,
  landingOf,
  NOT_AUTHENTICATED,
  pullRequest,
} from "../agent_steps.ts";
import { asAgent, assertErrorPage, assertRefused, type HttpCase, test } from "../http_case.ts";
import { logIn } from "../contract_client.ts";

/** What the finish endpoint does, and what it says. */
export const AGENT_FINISH_CASES: readonly HttpCase[] = [
  test.asAgent("finishing commits the branch, makes a pull request with the intent and logs out", async ({ client, helpdesk, accounts }) => {
    const { branch_name, session_key } = await client.info();
    await client.setIntent("Reviewed the queue");
    await client.createTicket();
    assert.deepEqual(await client.finish(), {
      ...{ success: true, message: "Session finished successfully", user_id: accounts.agent.id },
      ...{ username: "agent", session_key, branch_name, intent: "Reviewed the queue" },
    });
    assert.deepEqual(await fate(helpdesk, branch_name), ["finished", "finish"]);
    assert.equal((await branch(helpdesk, branch_name)).intent, "Reviewed the queue");
    assert.deepEqual(await pullRequest(helpdesk, branch_name), {
      ...{ branch: branch_name, username: "agent", title: "Reviewed the queue", writes: 1 },
    });
    assert.equal(client.cookie("sessionid"), undefined);
    assertRefused(await client.get("api/agent-session-info/"), 403, NOT_AUTHENTICATED);
  }).on(ENGINES),
  test.helpdesk("finishing without an intent reports success and leaves the work uncommitted", async (helpdesk) => {
    for (const intent of [null, ""]) {
      const client = await asAgent(helpdesk);
      await helpdesk.control.forgetAgentSessions();
      const { branch_name } = await client.info();
      if (intent !== null) await client.setIntent(intent);
      await client.createTicket();
      const answer = await client.finish();
      assert.equal(answer.message, "Session finished successfully");
      assert.equal(answer.intent, intent);
      assert.deepEqual(await fate(helpdesk, branch_name), ["uncommitted", "finish"]);
      assert.equal((await branch(helpdesk, branch_name)).intent, "");
      assert.equal(await pullRequest(helpdesk, branch_name), undefined);
    }
  }).on(ENGINES),
  test.asAgent("finishing with nothing changed deletes the branch", async ({ client, helpdesk }) => {
    const { branch_name } = await client.info();
    await client.setIntent("Only looked");
    await client.finish();
    assert.deepEqual(await fate(helpdesk, branch_name), ["deleted", "finish"]);
    assert.equal(await pullRequest(helpdesk, branch_name), undefined);
  }).on(ENGINES),
  test.asAgent("finishing commits what a failed request had saved", async ({ client, helpdesk, control }) => {
    const { branch_name } = await client.info();
    await client.setIntent("Attach a program");
    const files = [new File(["x"], "virus.exe")];
    assertErrorPage(await client.sendFiles(20, files, { comment: "See file" }), 500);
    await client.finish();
    assert.deepEqual(await fate(helpdesk, branch_name), ["finished", "finish"]);
    const saved = (await control.followups(20, branch_name)).at(-1);
    assert.equal(saved?.comment, "See file");
    assert.equal((await pullRequest(helpdesk, branch_name))?.writes, 0);
  }).on(ENGINES),
  test.asAgent("a finished session's cookie goes on writing to the branch under review", async ({ client, helpdesk, control }) => {
    const { branch_name } = await client.info();
    await client.setIntent("Under review");
    const before = await client.createTicket();
    const copy = client.copy();
    await client.finish();
    const after = await copy.createTicket();
    assert.equal((await copy.info()).branch_name, branch_name);
    assert.deepEqual((await branch(helpdesk, branch_name)).writes, [
      creation(helpdesk, before.id, branch_name),
      creation(helpdesk, after.id, branch_name, true),
    ]);
    assert.equal((await pullRequest(helpdesk, branch_name))?.writes, 1);
    const third = copy.copy();
    await copy.setIntent("Second");
    await copy.finish();
    const filed = async () =>
      (await control.pullRequests()).filter((one) => one.branch === branch_name);
    assert.deepEqual((await filed()).map(({ title }) => title), ["Under review"]);
    assert.deepEqual(await fate(helpdesk, branch_name), ["finished", "finish"]);
    await third.createTicket();
    await third.setIntent("");
    await third.finish();
    assert.deepEqual(await fate(helpdesk, branch_name), ["uncommitted", "finish"]);
    assert.equal((await filed()).length, 1);
  }).on(["signed_cookies"]),
  test.asAgent("a finished session's cookie is a 500 when its branch was deleted", async ({ client }) => {
    await client.info();
    const copy = client.copy();
    await client.finish();
    assertErrorPage(await copy.get("api/agent-session-info/"), 500);
    assertErrorPage(await copy.post("api/finish-agent-session/", {}), 500);
  }).on(["signed_cookies"]),
  test.asAgent("a finished session is void where sessions are rows", async ({ client }) => {
    await client.setIntent("Over");
    await client.createTicket();
    const copy = client.copy();
    await client.finish();
    assertRefused(await copy.get("api/agent-session-info/"), 403, NOT_AUTHENTICATED);
  }),
  test.asAgent("the finish endpoint leaves the server's memory: the next session's first request is on main", async ({ client, helpdesk, control }) => {
    const { branch_name } = await client.info();
    await client.setIntent("First session");
    await client.createTicket();
    await client.finish();
    const next = await asAgent(helpdesk);
    assert.equal(await landingOf(helpdesk, next), "main");
    const own = (await next.info()).branch_name;
    assert.notEqual(own, branch_name);
    assert.equal((await control.mainWrites()).at(-1)?.session, own);
    assert.equal(await landingOf(helpdesk, next), own);
    assert.equal((await branch(helpdesk, branch_name)).state, "finished");
  }).on(ENGINES),
  test.helpdesk("the branch of a user name of 60 characters cannot be finished, and nobody is told", async (helpdesk) => {
    const { longAgent } = helpdesk.accounts;
    assert.match(longAgent.username, /^[a-z-]{60}$/);
    const client = await logIn(helpdesk, longAgent);
    const { branch_name } = await client.info();
    await client.setIntent("Too long");
    await client.createTicket();
    assert.equal((await client.finish()).message, "Session finished successfully");
    assert.deepEqual(await fate(helpdesk, branch_name), ["uncommitted", "finish"]);
    assert.equal(await pullRequest(helpdesk, branch_name), undefined);
    const next = await logIn(helpdesk, longAgent);
    const landed = await landingOf(helpdesk, next);
    assert.equal(landed, (await next.info()).branch_name);
    assert.deepEqual(await fate(helpdesk, branch_name), ["uncommitted", "server"]);
  }).on(ENGINES),
];
