import assert from "node:assert/strict";
import {
  branch,
  creation,
  ENGINES,
  fate,
  finish,
  info,
  landingOf,
  NOT_AUTHENTICATED,
  pullRequest,
  setIntent,
} from "../agent_steps.ts";
import { logIn } from "../contract_client.ts";
import {
  asAgent,
  assertErrorPage,
  assertRefused,
  createTicket,
  type HttpCase,
  test,
} from "../http_case.ts";

/** What the finish endpoint does, and what it says. */
export const AGENT_FINISH_CASES: readonly HttpCase[] = [
  test.asAgent("finishing commits the branch, makes a pull request with the intent and logs out", async ({ client, helpdesk }) => {
    const { branch_name, session_key } = await info(client);
    await setIntent(client, "Reviewed the queue");
    await createTicket(client);
    assert.deepEqual((await finish(client)).json(), {
      success: true,
      message: "Session finished successfully",
      user_id: helpdesk.accounts.agent.id,
      username: "agent",
      session_key,
      branch_name,
      intent: "Reviewed the queue",
    });
    assert.deepEqual(await fate(helpdesk, branch_name), ["finished", "finish"]);
    assert.equal((await branch(helpdesk, branch_name)).intent, "Reviewed the queue");
    assert.deepEqual(await pullRequest(helpdesk, branch_name), {
      branch: branch_name,
      username: "agent",
      title: "Reviewed the queue",
      writes: 1,
    });
    assert.equal(client.cookie("sessionid"), undefined);
    assertRefused(await client.get("api/agent-session-info/"), 403, NOT_AUTHENTICATED);
  }).on(ENGINES),
  test.helpdesk("finishing without an intent reports success and leaves the work uncommitted", async (helpdesk) => {
    for (const intent of [null, ""]) {
      const client = await asAgent(helpdesk);
      await helpdesk.control.forgetAgentSessions();
      const { branch_name } = await info(client);
      if (intent !== null) await setIntent(client, intent);
      await createTicket(client);
      const answer = await finish(client);
      assert.equal(answer.json().message, "Session finished successfully");
      assert.equal(answer.json().intent, intent);
      assert.deepEqual(await fate(helpdesk, branch_name), ["uncommitted", "finish"]);
      assert.equal((await branch(helpdesk, branch_name)).intent, "");
      assert.equal(await pullRequest(helpdesk, branch_name), undefined);
    }
  }).on(ENGINES),
  test.asAgent("finishing with nothing changed deletes the branch", async ({ client, helpdesk }) => {
    const { branch_name } = await info(client);
    await setIntent(client, "Only looked");
    await finish(client);
    assert.deepEqual(await fate(helpdesk, branch_name), ["deleted", "finish"]);
    assert.equal(await pullRequest(helpdesk, branch_name), undefined);
  }).on(ENGINES),
  test.asAgent("finishing commits what a failed request had saved", async ({ client, helpdesk }) => {
    const { branch_name } = await info(client);
    await setIntent(client, "Attach a program");
    const form = new FormData();
    for (const [name, value] of [["ticket", "20"], ["title", ""], ["comment", "See file"]]) {
      form.set(name ?? "", value ?? "");
    }
    form.append("attachments", new File(["x"], "virus.exe"));
    assertErrorPage(await client.request("POST", "api/followups/", { form }), 500);
    await finish(client);
    assert.deepEqual(await fate(helpdesk, branch_name), ["finished", "finish"]);
    const saved = (await helpdesk.control.followups(20, branch_name)).at(-1);
    assert.equal(saved?.comment, "See file");
    assert.equal((await pullRequest(helpdesk, branch_name))?.writes, 0);
  }).on(ENGINES),
  test.asAgent("a finished session's cookie goes on writing to the branch under review", async ({ client, helpdesk }) => {
    const { branch_name } = await info(client);
    await setIntent(client, "Under review");
    const before = await createTicket(client);
    const copy = client.copy();
    await finish(client);
    const after = await createTicket(copy);
    assert.equal((await info(copy)).branch_name, branch_name);
    assert.deepEqual((await branch(helpdesk, branch_name)).writes, [
      creation(helpdesk, before.id, branch_name),
      creation(helpdesk, after.id, branch_name, true),
    ]);
    assert.equal((await pullRequest(helpdesk, branch_name))?.writes, 1);
    const third = copy.copy();
    await setIntent(copy, "Second");
    await finish(copy);
    const filed = async () =>
      (await helpdesk.control.pullRequests()).filter((one) => one.branch === branch_name);
    assert.deepEqual((await filed()).map(({ title }) => title), ["Under review"]);
    assert.deepEqual(await fate(helpdesk, branch_name), ["finished", "finish"]);
    await createTicket(third);
    await setIntent(third, "");
    await finish(third);
    assert.deepEqual(await fate(helpdesk, branch_name), ["uncommitted", "finish"]);
    assert.equal((await filed()).length, 1);
  }).on(["signed_cookies"]),
  test.asAgent("a finished session's cookie is a 500 when its branch was deleted", async ({ client }) => {
    await info(client);
    const copy = client.copy();
    await finish(client);
    assertErrorPage(await copy.get("api/agent-session-info/"), 500);
    assertErrorPage(await copy.post("api/finish-agent-session/", {}), 500);
  }).on(["signed_cookies"]),
  test.asAgent("a finished session is void where sessions are rows", async ({ client }) => {
    await setIntent(client, "Over");
    await createTicket(client);
    const copy = client.copy();
    await finish(client);
    assertRefused(await copy.get("api/agent-session-info/"), 403, NOT_AUTHENTICATED);
  }),
  test.asAgent("the finish endpoint leaves the server's memory: the next session's first request is on main", async ({ client, helpdesk }) => {
    const { branch_name } = await info(client);
    await setIntent(client, "First session");
    await createTicket(client);
    await finish(client);
    const next = await asAgent(helpdesk);
    assert.equal(await landingOf(helpdesk, next), "main");
    const own = (await info(next)).branch_name;
    assert.notEqual(own, branch_name);
    assert.equal((await helpdesk.control.mainWrites()).at(-1)?.session, own);
    assert.equal(await landingOf(helpdesk, next), own);
    assert.equal((await branch(helpdesk, branch_name)).state, "finished");
  }).on(ENGINES),
  test.helpdesk("the branch of a user name of 60 characters cannot be finished, and nobody is told", async (helpdesk) => {
    const { longAgent } = helpdesk.accounts;
    assert.match(longAgent.username, /^[a-z-]{60}$/);
    const client = await logIn(helpdesk, longAgent);
    const { branch_name } = await info(client);
    await setIntent(client, "Too long");
    await createTicket(client);
    assert.equal((await finish(client)).json().message, "Session finished successfully");
    assert.deepEqual(await fate(helpdesk, branch_name), ["uncommitted", "finish"]);
    assert.equal(await pullRequest(helpdesk, branch_name), undefined);
    const next = await logIn(helpdesk, longAgent);
    const landed = await landingOf(helpdesk, next);
    assert.equal(landed, (await info(next)).branch_name);
    assert.deepEqual(await fate(helpdesk, branch_name), ["uncommitted", "server"]);
  }).on(ENGINES),
];
