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
  sees,
  setIntent,
} from "../agent_steps.ts";
import {
  asAgent,
  assertErrorPage,
  assertRefused,
  asStaff,
  createTicket,
  type HttpCase,
  test,
} from "../http_case.ts";

/** What the server does when another session of an agent account comes in. */
export const AGENT_MEMORY_CASES: readonly HttpCase[] = [
  test.helpdesk("a request that finishes another session's branch runs on main", async (helpdesk) => {
    const { control } = helpdesk;
    const before = (await control.mainWrites()).length;
    const [a, b] = [await asAgent(helpdesk), await asAgent(helpdesk)];
    const ofA = (await info(a)).branch_name;
    await setIntent(a, "Work of A");
    const a1 = await createTicket(a);
    const ofB = (await info(b)).branch_name;
    assert.deepEqual(await fate(helpdesk, ofA), ["finished_by_server", "server"]);
    await setIntent(b, "Work of B");
    const b1 = await createTicket(b);
    const a2 = await createTicket(a);
    assert.deepEqual(await fate(helpdesk, ofB), ["finished_by_server", "server"]);
    const a3 = await createTicket(a);
    const b2 = await createTicket(b);
    assert.deepEqual((await control.mainWrites()).slice(before), [
      creation(helpdesk, a2.id, ofA),
      creation(helpdesk, b2.id, ofB),
    ]);
    assert.deepEqual((await branch(helpdesk, ofA)).writes, [
      creation(helpdesk, a1.id, ofA),
      creation(helpdesk, a3.id, ofA, true),
    ]);
    assert.deepEqual((await branch(helpdesk, ofB)).writes, [creation(helpdesk, b1.id, ofB)]);
    const request = { username: "agent", writes: 1 };
    assert.deepEqual(await pullRequest(helpdesk, ofA), {
      branch: ofA,
      title: "Work of A",
      ...request,
    });
    assert.deepEqual(await pullRequest(helpdesk, ofB), {
      branch: ofB,
      title: "Work of B",
      ...request,
    });
    assert.equal(await sees(await asStaff(helpdesk), b2.id), true);
    assert.equal(await sees(b, b2.id), false);
    assert.equal(await sees(b, b1.id), true);
  }).on(ENGINES),
  test.helpdesk("where the commit is refused for want of an intent, the request runs on the other's branch", async (helpdesk) => {
    const [a, b] = [await asAgent(helpdesk), await asAgent(helpdesk)];
    const ofA = (await info(a)).branch_name;
    const a1 = await createTicket(a);
    const b1 = await createTicket(b);
    const ofB = (await info(b)).branch_name;
    assert.notEqual(ofB, ofA);
    assert.deepEqual(await fate(helpdesk, ofA), ["uncommitted", "server"]);
    assert.equal(await pullRequest(helpdesk, ofA), undefined);
    assert.deepEqual((await branch(helpdesk, ofA)).writes, [
      creation(helpdesk, a1.id, ofA),
      creation(helpdesk, b1.id, ofB),
    ]);
    assert.equal(await sees(b, b1.id), false);
    await setIntent(a, "In the end");
    assert.equal(await sees(a, b1.id), true);
    await finish(a);
    assert.deepEqual(await fate(helpdesk, ofA), ["finished", "finish"]);
    assert.equal((await branch(helpdesk, ofA)).intent, "In the end");
    assert.equal((await pullRequest(helpdesk, ofA))?.writes, 2);
  }).on(ENGINES),
  test.helpdesk("a refused commit may succeed when the account's next session begins", async (helpdesk) => {
    const [a, b] = [await asAgent(helpdesk), await asAgent(helpdesk)];
    await createTicket(a);
    await createTicket(b);
    await setIntent(a, "At last");
    const { branch_name } = await info(a);
    assert.equal((await branch(helpdesk, branch_name)).state, "uncommitted");
    await info(await asAgent(helpdesk));
    assert.deepEqual(await fate(helpdesk, branch_name), ["finished_by_server", "server"]);
    assert.equal((await branch(helpdesk, branch_name)).intent, "At last");
  }).on(ENGINES),
  test.helpdesk("an intent is remembered at the following request only", async (helpdesk) => {
    for (const isFollowed of [false, true]) {
      const client = await asAgent(helpdesk);
      await helpdesk.control.forgetAgentSessions();
      await createTicket(client);
      const { branch_name } = await info(client);
      await setIntent(client, "Said at the end");
      if (isFollowed) await info(client);
      await info(await asAgent(helpdesk));
      const state = isFollowed ? "finished_by_server" : "uncommitted";
      assert.deepEqual(await fate(helpdesk, branch_name), [state, "server"]);
      const title = (await pullRequest(helpdesk, branch_name))?.title;
      assert.equal(title, isFollowed ? "Said at the end" : undefined);
    }
  }).on(ENGINES),
  test.helpdesk("a session that only read loses its branch, and is a 500 on every path", async (helpdesk) => {
    const [reader, other] = [await asAgent(helpdesk), await asAgent(helpdesk)];
    const { branch_name } = await info(reader);
    await setIntent(reader, "Only looked");
    const own = (await info(other)).branch_name;
    assert.deepEqual(await fate(helpdesk, branch_name), ["deleted", "server"]);
    const paths = ["api/tickets/1/", "api/agent-session-info/", "api/nothing/", "login/", ""];
    for (const path of [...paths, "tickets/", "media/x.txt", "pullrequests/x/"]) {
      assertErrorPage(await reader.get(path), 500);
      assertErrorPage(await reader.get(path, { headers: { accept: "text/html" } }), 500);
    }
    for (const path of ["tickets", "set-agent-intent", "finish-agent-session"]) {
      assertErrorPage(await reader.post(`api/${path}/`, {}), 500);
    }
    assert.deepEqual(await fate(helpdesk, own), ["open", null]);
    assert.equal(await landingOf(helpdesk, other), own);
    assert.notEqual((await info(await asAgent(helpdesk))).branch_name, branch_name);
  }).on(ENGINES),
  test.helpdesk("a login alone ends nobody's session, its first request does", async (helpdesk) => {
    const first = await asAgent(helpdesk);
    const { branch_name } = await info(first);
    await setIntent(first, "Going on");
    await createTicket(first);
    const second = await asAgent(helpdesk);
    assert.deepEqual(await fate(helpdesk, branch_name), ["open", null]);
    const after = await info(second);
    assert.notEqual(after.branch_name, branch_name);
    assert.equal(after.intent, null);
    assert.deepEqual(await fate(helpdesk, branch_name), ["finished_by_server", "server"]);
    assert.equal((await info(first)).branch_name, branch_name);
  }).on(ENGINES),
  test.asAgent("an expired agent session is 403, its branch stays until the next session's first request", async ({ client, helpdesk }) => {
    const { branch_name } = await info(client);
    await setIntent(client, "Before the end");
    await createTicket(client);
    await helpdesk.control.expireSessions("agent");
    assertRefused(await client.get("api/agent-session-info/"), 403, NOT_AUTHENTICATED);
    assertRefused(await client.post("api/finish-agent-session/", {}), 403, NOT_AUTHENTICATED);
    const next = await asAgent(helpdesk);
    assert.deepEqual(await fate(helpdesk, branch_name), ["open", null]);
    await info(next);
    assert.deepEqual(await fate(helpdesk, branch_name), ["finished_by_server", "server"]);
  }).on(ENGINES),
  test.helpdesk("a restart forgets the sessions: branches and cookies stay, and nothing is committed", async (helpdesk) => {
    const [a, b] = [await asAgent(helpdesk), await asAgent(helpdesk)];
    const ofA = (await info(a)).branch_name;
    await setIntent(a, "Interrupted");
    await createTicket(a);
    await helpdesk.control.forgetAgentSessions();
    const landed = await landingOf(helpdesk, b);
    assert.equal(landed, (await info(b)).branch_name);
    assert.deepEqual(await fate(helpdesk, ofA), ["open", null]);
    assert.equal((await branch(helpdesk, ofA)).intent, "Interrupted");
    await helpdesk.control.forgetAgentSessions();
    assert.equal(await landingOf(helpdesk, a), ofA);
  }).on(ENGINES),
];
