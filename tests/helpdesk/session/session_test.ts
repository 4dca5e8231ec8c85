import assert from "node:assert/strict";
import FakeTimers from "@sinonjs/fake-timers";
import { traceIn } from "../../../lib/helpdesk/branch/branch_trace.ts";
import type { SessionRequest } from "../../../lib/helpdesk/session/session_request.ts";
import { expectFailure } from "../../http/expect_failure.ts";
import { type EmbeddedWork, startWork } from "../embedded_account.ts";

const READ: SessionRequest = { turn: "read", method: "GET", path: "api/tickets/7/" };
const WRITE: SessionRequest = {
  turn: "write",
  method: "PATCH",
  path: "api/tickets/7/",
  body: { title: "Changed" },
  outcomeCheck: "Read ticket 7",
  change: { action: "updated ticket", ticket: 7, fields: ["title"] },
  trace: (reply) => traceIn(reply, "tickets", ["title"]),
};
const LOGIN = /^POST .*login\//;
const NO_SESSION = JSON.stringify({ detail: "Authentication credentials were not provided." });
const STALE_TOKEN = JSON.stringify({ detail: "CSRF Failed: CSRF token incorrect." });

/** Sends one request as a call of its own; gives the status. */
async function send(work: EmbeddedWork, request: SessionRequest = READ): Promise<number> {
  const reply = await work.run(({ session }, call) => session.request(request, call));
  return reply.status;
}

function sendMany(work: EmbeddedWork, count: number, request = READ): Promise<number[]> {
  return Promise.all(Array.from({ length: count }, () => send(work, request)));
}

/** Lets a session start, and forgets how. */
async function startSession(work: EmbeddedWork): Promise<void> {
  assert.equal(await send(work), 200);
  await work.embedded.resetRequests();
}

Deno.test("HelpdeskSession.request() sends agent-session-info first and alone after a login", async () => {
  const work = startWork("agent");
  await sendMany(work, 3);
  const { requests } = await work.embedded.requests();
  const [info, ...others] = requests.filter(({ path }) => path.startsWith("/api/"));
  assert.equal(info?.path, "/api/agent-session-info/");
  assert.equal(others.length, 3);
  for (const { started } of others) assert.ok(started > (info?.ended ?? Infinity));
});

Deno.test("HelpdeskSession.request() logs in anew after forget()", async () => {
  const work = startWork("staff");
  await startSession(work);
  work.helpdesk.session.forget();
  assert.equal(work.helpdesk.session.knownStanding, undefined);
  assert.equal(await send(work), 200);
  assert.equal((await work.asked(LOGIN)).length, 1);
});

Deno.test("HelpdeskSession.request() tries wrong credentials once a minute", async () => {
  const clock = FakeTimers.install({ toFake: ["Date"] });
  try {
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
  } finally {
    clock.uninstall();
  }
});

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
  const { signal } = first;
  const given = expectFailure(
    "cancelled",
    work.run(({ session }, call) => session.request(READ, call), { signal }),
  );
  const second = send(work);
  first.abort();
  await given;
  assert.equal(await second, 200);
  assert.equal((await work.asked(LOGIN)).length, 1);
});

Deno.test("HelpdeskSession.request() says when the intent could not be set again", async () => {
  const work = startWork("agent");
  await work.run(({ agentSession }, call) => agentSession.setIntent("Tidy up", call));
  await work.embedded.expireSessions("agent");
  await work.embedded.failNext({ kind: "status", status: 400, pathContains: "set-agent-intent" });
  assert.equal(await send(work), 200);
  assert.match(work.notices[0] ?? "", /call set_agent_intent/);
});

Deno.test("HelpdeskSession.request() fails when the session ends twice during one call", async () => {
  const work = startWork("staff");
  await startSession(work);
  const fault = {
    kind: "status",
    status: 403,
    body: NO_SESSION,
    pathContains: "tickets/7",
  } as const;
  await work.embedded.failNext({
    ...fault,
    times: 2,
    headers: { "content-type": "application/json" },
  });
  const error = await expectFailure("auth", send(work));
  assert.match(error.message, /does not keep this account logged in.*Nothing was changed/);
  assert.equal(await send(work), 200);
});

Deno.test("HelpdeskSession.request() refreshes a stale CSRF token and repeats what was refused", async () => {
  for (const account of ["staff", "agent"] as const) {
    const work = startWork(account);
    await startSession(work);
    await work.embedded.failNext({
      ...{ kind: "status", status: 403, body: STALE_TOKEN, method: "PATCH" },
      headers: { "content-type": "application/json" },
    });
    assert.equal(await send(work, WRITE), 200);
    const [look, readBack] = account === "agent"
      ? [["GET /api/agent-session-info/"], ["GET /api/tickets/7/"]]
      : [[], []];
    assert.deepEqual(await work.asked(), [
      ...look,
      "PATCH /api/tickets/7/",
      "OPTIONS /api/tickets/",
      ...look,
      "PATCH /api/tickets/7/",
      ...readBack,
    ]);
    assert.equal(work.helpdesk.session.ledger.entries.length, 1);
  }
});

Deno.test("HelpdeskSession.request() does not repeat a write whose answer was lost", async () => {
  const work = startWork("staff");
  await startSession(work);
  await work.embedded.failNext({ kind: "lost_answer", method: "PATCH" });
  const error = await expectFailure("outcome_unknown", send(work, WRITE));
  assert.match(error.message, /It was not repeated\. Read ticket 7$/);
  assert.deepEqual(await work.asked(), ["PATCH /api/tickets/7/"]);
  assert.deepEqual(
    work.helpdesk.session.ledger.entries.map(({ outcome }) => outcome),
    ["unknown"],
  );
});

Deno.test("HelpdeskSession.request() does not send in a later session what is about an earlier one", async () => {
  const work = startWork("agent");
  await startSession(work);
  const { generation } = work.helpdesk.session;
  await work.embedded.expireSessions("agent");
  await send(work);
  await work.embedded.resetRequests();
  const request: SessionRequest = {
    ...{ turn: "alone", method: "POST", path: "api/finish-agent-session/", body: {}, generation },
  };
  const error = await expectFailure("auth", send(work, request));
  assert.match(error.message, /had ended the session before this call, so nothing was sent/);
  assert.deepEqual(await work.asked(), []);
});
