import assert from "node:assert/strict";
import { traceIn } from "../../../lib/helpdesk/branch/branch_trace.ts";
import type { SessionRequest } from "../../../lib/helpdesk/session/session_request.ts";
import { expectFailure } from "../../http/expect_failure.ts";
import { onOtherDays } from "../../http/fake_clock.ts";
import { type EmbeddedWork, startWork } from "../embedded_account.ts";

const READ: SessionRequest = { turn: "read", method: "GET", path: "api/tickets/7/" };
const WRITE: SessionRequest = {
  ...{ turn: "write", method: "PATCH", path: "api/tickets/7/", body: { title: "Changed" } },
  outcomeCheck: "Read ticket 7",
  change: { action: "updated ticket", ticket: 7, fields: ["title"] },
  trace: (reply) => traceIn(reply, "tickets", ["title"]),
};
const LOGIN = /^POST .*login\//;

/** Sends one request as a call of its own; gives the status. */
async function send(
  work: EmbeddedWork,
  request = READ,
  options: { signal?: AbortSignal } = {},
): Promise<number> {
  return (await work.run(({ session }, call) => session.request(request, call), options)).status;
}

/** Lets a session start, and forgets how. */
async function startSession(account: "staff" | "agent"): Promise<EmbeddedWork> {
  const work = startWork(account);
  assert.equal(await send(work), 200);
  await work.embedded.resetRequests();
  return work;
}

Deno.test("HelpdeskSession.request() sends agent-session-info first and alone after a login", async () => {
  const work = startWork("agent");
  await Promise.all([1, 2, 3].map(() => send(work)));
  const { requests } = await work.embedded.requests();
  const [info, ...others] = requests.filter(({ path }) => path.startsWith("/api/"));
  assert.equal(info?.path, "/api/agent-session-info/");
  assert.equal(others.length, 3);
  for (const { started } of others) assert.ok(started > (info?.ended ?? Infinity));
});

Deno.test("HelpdeskSession.request() logs in anew after forget()", async () => {
  const work = await startSession("staff");
  work.helpdesk.session.forget();
  assert.equal(work.helpdesk.session.knownStanding, undefined);
  assert.equal(await send(work), 200);
  assert.equal((await work.asked(LOGIN)).length, 1);
});

Deno.test("HelpdeskSession.request() tries wrong credentials once a minute", () =>
  onOtherDays(async (clock) => {
    const work = startWork("staff", {}, { HELPDESK_PASSWORD: "wrong" });
    const first = await expectFailure("auth", send(work));
    assert.match(first.message, /refused the login of "staff".*Correct HELPDESK_USERNAME/);
    const asked = (await work.asked()).length;
    clock.tick(59_999);
    for (const failure of [1, 2, 3].map(() => expectFailure("auth", send(work)))) {
      assert.equal((await failure).message, first.message);
    }
    assert.equal((await work.asked()).length, asked);
    clock.tick(1);
    await expectFailure("auth", send(work));
    assert.equal((await work.asked(LOGIN)).length, 2);
  }));

Deno.test("HelpdeskSession.request() tries again at once after a login that failed in passing", async () => {
  const work = startWork("staff");
  await work.embedded.failNext({ kind: "status", status: 500, method: "POST" });
  await expectFailure("unavailable", send(work));
  assert.equal(await send(work), 200);
});

Deno.test("HelpdeskSession.request() logs in for the others when the first caller gives up", async () => {
  const work = startWork("staff");
  await work.embedded.failNext({ kind: "delay", milliseconds: 50, pathContains: "login/" });
  const first = new AbortController();
  const given = expectFailure("cancelled", send(work, READ, first));
  const second = send(work);
  first.abort();
  await given;
  assert.equal(await second, 200);
  assert.equal((await work.asked(LOGIN)).length, 1);
});

Deno.test("HelpdeskSession.request() fails when the session ends twice during one call", async () => {
  const work = await startSession("staff");
  const detail = "Authentication credentials were not provided.";
  await work.failNext("tickets/7", 403, { detail }, 2);
  const error = await expectFailure("auth", send(work));
  assert.match(error.message, /does not keep this account logged in.*Nothing was changed/);
  assert.equal(await send(work), 200);
});

Deno.test("HelpdeskSession.request() refreshes a stale CSRF token and repeats what was refused", async () => {
  for (const account of ["staff", "agent"] as const) {
    const work = await startSession(account);
    const body = JSON.stringify({ detail: "CSRF Failed: CSRF token incorrect." });
    const headers = { "content-type": "application/json" };
    await work.embedded.failNext({ kind: "status", status: 403, body, method: "PATCH", headers });
    assert.equal(await send(work, WRITE), 200);
    const [look, readBack] = account === "agent"
      ? [["GET /api/agent-session-info/"], ["GET /api/tickets/7/"]]
      : [[], []];
    const patch = [...look, "PATCH /api/tickets/7/"];
    assert.deepEqual(await work.asked(), [
      ...[...patch, "OPTIONS /api/tickets/", ...patch, ...readBack],
    ]);
    assert.equal(work.helpdesk.session.ledger.entries.length, 1);
  }
});

Deno.test("HelpdeskSession.request() does not repeat a write whose answer was lost", async () => {
  const work = await startSession("staff");
  await work.embedded.failNext({ kind: "lost_answer", method: "PATCH" });
  const error = await expectFailure("outcome_unknown", send(work, WRITE));
  assert.match(error.message, /It was not repeated\. Read ticket 7$/);
  assert.deepEqual(await work.asked(), ["PATCH /api/tickets/7/"]);
  const { entries } = work.helpdesk.session.ledger;
  assert.deepEqual(entries.map(({ outcome }) => outcome), ["unknown"]);
});

Deno.test("HelpdeskSession.request() does not send in a later session what is about an earlier one", async () => {
  const work = await startSession("agent");
  const { generation } = work.helpdesk.session;
  await work.embedded.expireSessions("agent");
  await send(work);
  await work.embedded.resetRequests();
  const path = "api/finish-agent-session/";
  const request: SessionRequest = { turn: "alone", method: "POST", path, body: {}, generation };
  const error = await expectFailure("auth", send(work, request));
  assert.match(error.message, /had ended the session before this call, so nothing was sent/);
  assert.deepEqual(await work.asked(), []);
});
