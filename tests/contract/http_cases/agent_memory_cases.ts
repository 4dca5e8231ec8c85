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
import {
  asAgent,
  assertErrorPage,
  assertRefused,
  asStaff,
  type HttpCase,
  test,
} from "../http_case.ts";
import { AS_BROWSER } from "../contract_client.ts";

/** What the server does when another session of an agent account comes in. */
export const AGENT_MEMORY_CASES: readonly HttpCase[] = [
  test.helpdesk("a request that finishes another session's branch runs on main", async (helpdesk) => {
    const { control } = helpdesk;
    const before = (await control.mainWrites()).length;
    const [a, b] = [await asAgent(helpdesk), await asAgent(helpdesk)];
    const ofA = (await a.info()).branch_name;
    await a.setIntent("Work of A");
    const a1 = await a.createTicket();
    const ofB = (await b.info()).branch_name;
    assert.deepEqual(await fate(helpdesk, ofA), ["finished_by_server", "server"]);
    await b.setIntent("Work of B");
    const b1 = await b.createTicket();
    const a2 = await a.createTicket();
    assert.deepEqual(await fate(helpdesk, ofB), ["finished_by_server", "server"]);
    const a3 = await a.createTicket();
    const b2 = await b.createTicket();
    assert.deepEqual((await control.mainWrites()).slice(before), [
      creation(helpdesk, a2.id, ofA),
      creation(helpdesk, b2.id, ofB),
    ]);
    assert.deepEqual((await branch(helpdesk, ofA)).writes, [
      creation(helpdesk, a1.id, ofA),
      creation(helpdesk, a3.id, ofA, true),
    ]);
    assert.deepEqual((await branch(helpdesk, ofB)).writes, [creation(helpdesk, b1.id, ofB)]);
    for (const [branch, title] of [[ofA, "Work of A"], [ofB, "Work of B"]] as const) {
      const request = { branch, title, username: "agent", writes: 1 };
      assert.deepEqual(await pullRequest(helpdesk, branch), request);
    }
    assert.equal(await (await asStaff(helpdesk)).sees(b2.id), true);
    assert.equal(await b.sees(b2.id), false);
    assert.equal(await b.sees(b1.id), true);
  }).on(ENGINES),
  test.helpdesk("where the commit is refused for want of an intent, the request runs on the other's branch", async (helpdesk) => {
    const [a, b] = [await asAgent(helpdesk), await asAgent(helpdesk)];
    const ofA = (await a.info()).branch_name;
    const a1 = await a.createTicket();
    const b1 = await b.createTicket();
    const ofB = (await b.info()).branch_name;
    assert.notEqual(ofB, ofA);
    assert.deepEqual(await fate(helpdesk, ofA), ["uncommitted", "server"]);
    assert.equal(await pullRequest(helpdesk, ofA), undefined);
    assert.deepEqual((await branch(helpdesk, ofA)).writes, [
      creation(helpdesk, a1.id, ofA),
      creation(helpdesk, b1.id, ofB),
    ]);
    assert.equal(await b.sees(b1.id), false);
    await a.setIntent("In the end");
    assert.equal(await a.sees(b1.id), true);
    await a.finish();
    assert.deepEqual(await fate(helpdesk, ofA), ["finished", "finish"]);
    assert.equal((await branch(helpdesk, ofA)).intent, "In the end");
    assert.equal((await pullRequest(helpdesk, ofA))?.writes, 2);
  }).on(ENGINES),
  test.helpdesk("a refused commit may succeed when the account's next session begins", async (helpdesk) => {
    const [a, b] = [await asAgent(helpdesk), await asAgent(helpdesk)];
    await a.createTicket();
    await b.createTicket();
    await a.setIntent("At last");
    const { branch_name } = await a.info();
    assert.equal((await branch(helpdesk, branch_name)).state, "uncommitted");
    await (await asAgent(helpdesk)).info();
    assert.deepEqual(await fate(helpdesk, branch_name), ["finished_by_server", "server"]);
    assert.equal((await branch(helpdesk, branch_name)).intent, "At last");
  }).on(ENGINES),
  test.helpdesk("an intent is remembered at the following request only", async (helpdesk) => {
    for (const isFollowed of [false, true]) {
      const client = await asAgent(helpdesk);
      await helpdesk.control.forgetAgentSessions();
      await client.createTicket();
      const { branch_name } = await client.info();
      await client.setIntent("Said at the end");
      if (isFollowed) await client.info();
      await (await asAgent(helpdesk)).info();
      const state = isFollowed ? "finished_by_server" : "uncommitted";
      assert.deepEqual(await fate(helpdesk, branch_name), [state, "server"]);
      const title = (await pullRequest(helpdesk, branch_name))?.title;
      assert.equal(title, isFollowed ? "Said at the end" : undefined);
    }
  }).on(ENGINES),
  test.helpdesk("a session that only read loses its branch, and is a 500 on every path", async (helpdesk) => {
    const [reader, other] = [await asAgent(helpdesk), await asAgent(helpdesk)];
    const { branch_name } = await reader.info();
    await reader.setIntent("Only looked");
    const own = (await other.info()).branch_name;
    assert.deepEqual(await fate(helpdesk, branch_name), ["deleted", "server"]);
    const paths = ["api/tickets/1/", "api/agent-session-info/", "api/nothing/", "login/", ""];
    for (const path of [...paths, "tickets/", "media/x.txt", "pullrequests/x/"]) {
      assertErrorPage(await reader.get(path), 500);
      assertErrorPage(await reader.get(path, AS_BROWSER), 500);
    }
    for (const path of ["tickets", "set-agent-intent", "finish-agent-session"]) {
      assertErrorPage(await reader.post(`api/${path}/`, {}), 500);
    }
    assert.deepEqual(await fate(helpdesk, own), ["open", null]);
    assert.equal(await landingOf(helpdesk, other), own);
    assert.notEqual((await (await asAgent(helpdesk)).info()).branch_name, branch_name);
  }).on(ENGINES),
  test.helpdesk("a login alone ends nobody's session, its first request does", async (helpdesk) => {
    const first = await asAgent(helpdesk);
    const { branch_name } = await first.info();
    await first.setIntent("Going on");
    await first.createTicket();
    const second = await asAgent(helpdesk);
    assert.deepEqual(await fate(helpdesk, branch_name), ["open", null]);
    const after = await second.info();
    assert.notEqual(after.branch_name, branch_name);
    assert.equal(after.intent, null);
    assert.deepEqual(await fate(helpdesk, branch_name), ["finished_by_server", "server"]);
    assert.equal((await first.info()).branch_name, branch_name);
  }).on(ENGINES),
  test.asAgent("an expired agent session is 403, its branch stays until the next session's first request", async ({ client, helpdesk, control }) => {
    const { branch_name } = await client.info();
    await client.setIntent("Before the end");
    await client.createTicket();
    await control.expireSessions("agent");
    assertRefused(await client.get("api/agent-session-info/"), 403, NOT_AUTHENTICATED);
    assertRefused(await client.post("api/finish-agent-session/", {}), 403, NOT_AUTHENTICATED);
    const next = await asAgent(helpdesk);
    assert.deepEqual(await fate(helpdesk, branch_name), ["open", null]);
    await next.info();
    assert.deepEqual(await fate(helpdesk, branch_name), ["finished_by_server", "server"]);
  }).on(ENGINES),
  test.helpdesk("a restart forgets the sessions: branches and cookies stay, and nothing is committed", async (helpdesk) => {
    const [a, b] = [await asAgent(helpdesk), await asAgent(helpdesk)];
    const ofA = (await a.info()).branch_name;
    await a.setIntent("Interrupted");
    await a.createTicket();
    await helpdesk.control.forgetAgentSessions();
    const landed = await landingOf(helpdesk, b);
    assert.equal(landed, (await b.info()).branch_name);
    assert.deepEqual(await fate(helpdesk, ofA), ["open", null]);
    assert.equal((await branch(helpdesk, ofA)).intent, "Interrupted");
    await helpdesk.control.forgetAgentSessions();
    assert.equal(await landingOf(helpdesk, a), ofA);
  }).on(ENGINES),
];
