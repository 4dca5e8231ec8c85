import assert from "node:assert/strict";
import FakeTimers from "@sinonjs/fake-timers";
import type { EmbeddedHelpdeskOptions } from "../../embedded/embedded_helpdesk.ts";
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

Deno.test("HelpdeskSession.request() logs in once for callers that come at the same time", async () => {
  const work = startWork("agent");
  assert.deepEqual(await sendMany(work, 6), Array(6).fill(200));
  assert.equal((await work.asked(LOGIN)).length, 1);
  assert.equal((await work.embedded.branches()).length, 1);
});

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

const SITES: Record<string, EmbeddedHelpdeskOptions> = {
  "signed-cookie sessions": { sessionEngine: "signed_cookies" },
  "a mount below a path": { mount: "/some/helpdesk/" },
  "cookies with names of its own": { sessionCookieName: "sid", csrfCookieName: "desk_csrf" },
  "a login page of its own": { loginPath: "/accounts/login/" },
  "no agent endpoints": { agentEndpoints: false },
  "no browsable page": { browsablePage: false },
};

for (const [what, options] of Object.entries(SITES)) {
  for (const account of ["staff", "agent"] as const) {
    Deno.test(`HelpdeskSession.request() reads and writes as ${account} on a site with ${what}`, async () => {
      const work = startWork(account, options);
      assert.equal(await send(work), 200);
      assert.equal(await send(work, WRITE), 200);
      await work.embedded.expireSessions();
      assert.equal(await send(work, WRITE), 200);
      assert.equal((await work.embedded.ticket(7))?.title, "Changed");
      assert.equal((await work.asked(LOGIN)).length, 2);
    });
  }
}

Deno.test("HelpdeskSession.request() renews a session that ran out, without a word to most", async () => {
  const work = startWork("staff");
  await startSession(work);
  await work.embedded.expireSessions("staff");
  assert.equal(await send(work), 200);
  assert.equal((await work.asked(LOGIN)).length, 1);
  assert.deepEqual(work.notices, []);
});

Deno.test("HelpdeskSession.request() renews a session once for all that find it gone", async () => {
  const work = startWork("staff");
  await startSession(work);
  await work.embedded.expireSessions("staff");
  assert.deepEqual(await sendMany(work, 8), Array(8).fill(200));
  assert.equal((await work.asked(LOGIN)).length, 1);
});

Deno.test("HelpdeskSession.request() names the branch that an agent lost with its session", async () => {
  const work = startWork("agent");
  await startSession(work);
  const [before] = await work.embedded.branches();
  await work.embedded.expireSessions("agent");
  assert.equal(await send(work, WRITE), 200);
  const after = (await work.embedded.branches()).at(-1);
  assert.equal(work.notices.length, 1);
  assert.ok(before !== undefined && after !== undefined && before.name !== after.name);
  assert.ok(work.notices[0]?.includes(before.name) && work.notices[0].includes(after.name));
  assert.equal(after.writes.length, 1, "The write is on the new branch");
});

Deno.test("HelpdeskSession.request() sets the intent again on the new branch", async () => {
  const work = startWork("agent");
  await work.run(({ agentSession }, call) => agentSession.setIntent("Tidy up the printers", call));
  await work.embedded.expireSessions("agent");
  assert.equal(await send(work), 200);
  const open = (await work.embedded.branches()).filter(({ state }) => state === "open");
  assert.deepEqual(open.map(({ intent }) => intent), ["Tidy up the printers"]);
  assert.match(work.notices[0] ?? "", /The same intent was set again/);
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

Deno.test("HelpdeskSession.request() stops at the third agent session lost within ten minutes", async () => {
  const work = startWork("agent");
  await startSession(work);
  for (const loss of [1, 2, 3]) {
    await work.embedded.expireSessions("agent");
    if (loss < 3) assert.equal(await send(work), 200);
  }
  const error = await expectFailure("auth", send(work));
  assert.match(error.message, /3 times within ten minutes/);
  await work.embedded.resetRequests();
  await expectFailure("auth", send(work));
  assert.deepEqual(await work.asked(), []);
});

Deno.test("HelpdeskSession.request() gives a missing permission back instead of logging in again", async () => {
  const work = startWork("customer");
  assert.equal(await send(work), 403);
  assert.equal(await send(work), 403);
  assert.equal((await work.asked(LOGIN)).length, 1);
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

Deno.test("HelpdeskSession.request() fails when a fresh CSRF token is refused too", async () => {
  const work = startWork("staff");
  await startSession(work);
  await work.embedded.failNext({
    ...{ kind: "status", status: 403, body: STALE_TOKEN, method: "PATCH", times: 2 },
    headers: { "content-type": "application/json" },
  });
  const error = await expectFailure("auth", send(work, WRITE));
  assert.match(error.message, /its CSRF check fails/);
  assert.equal((await work.asked(/PATCH/)).length, 2);
  assert.deepEqual(work.helpdesk.session.ledger.entries, []);
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

Deno.test("HelpdeskSession.request() runs at most four reads, and one write, at a time", async () => {
  const work = startWork("staff");
  await startSession(work);
  await work.embedded.failNext({ kind: "delay", milliseconds: 10, times: 14 });
  await Promise.all([sendMany(work, 10), sendMany(work, 4, WRITE)]);
  const { requests, peak } = await work.embedded.requests();
  assert.equal(peak, 4);
  const writes = requests.filter(({ method }) => method === "PATCH");
  assert.equal(writes.length, 4);
  for (const [place, { started }] of writes.entries()) {
    assert.ok(started > (writes[place - 1]?.ended ?? 0), "Two writes ran at once");
  }
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

const TOKEN = { HELPDESK_USERNAME: "", HELPDESK_PASSWORD: "" };

Deno.test("HelpdeskSession.request() works with an API token without logging in", async () => {
  const work = startWork("staff", {}, { ...TOKEN, HELPDESK_API_TOKEN: "fixture-token-of-staff" });
  assert.equal(await send(work), 200);
  assert.equal(await send(work, WRITE), 200);
  assert.deepEqual(await work.asked(), ["GET /api/tickets/7/", "PATCH /api/tickets/7/"]);
  assert.equal(work.helpdesk.session.username, undefined);
  const standing = await work.run(({ session }, call) => session.standing(call));
  assert.deepEqual(standing, { kind: "token" });
});

Deno.test("HelpdeskSession.request() says that an API token is not accepted", async () => {
  const work = startWork("staff", {}, { ...TOKEN, HELPDESK_API_TOKEN: "wrong" });
  const error = await expectFailure("auth", send(work));
  assert.match(error.message, /did not accept HELPDESK_API_TOKEN/);
  assert.deepEqual(await work.asked(LOGIN), []);
});

const STANDINGS = [
  ["agent", {}, "agent"],
  ["staff", {}, "not_agent"],
  ["agent", { agentEndpoints: false }, "no_agent_endpoints"],
] as const;

for (const [account, options, kind] of STANDINGS) {
  Deno.test(`HelpdeskSession.standing() of ${account} is ${kind} with ${JSON.stringify(options)}`, async () => {
    const work = startWork(account, options);
    assert.equal(work.helpdesk.session.knownStanding, undefined);
    const standing = await work.run(({ session }, call) => session.standing(call));
    assert.equal(standing.kind, kind);
    assert.equal(work.helpdesk.session.knownStanding, standing);
  });
}

Deno.test("HelpdeskSession sends the password to the login page alone, and logs no credential", async () => {
  const work = startWork("agent");
  await send(work);
  await send(work, WRITE);
  await work.embedded.expireSessions("agent");
  await send(work, WRITE);
  const { password } = work.embedded.accounts.agent;
  const { requests } = await work.embedded.requests();
  const secrets = new Set([password]);
  for (const { path, query, headers, json } of requests) {
    const { cookie = "", "x-csrftoken": token } = headers;
    const values = cookie.split("; ").map((pair) => pair.slice(pair.indexOf("=") + 1));
    for (const value of values) if (value !== "") secrets.add(value);
    if (token !== undefined) secrets.add(token);
    if (!path.endsWith("login/")) {
      assert.ok(!JSON.stringify([path, query, headers, json]).includes(password));
    }
  }
  assert.ok(secrets.size >= 4 && work.logged.length > 5);
  for (const secret of secrets) assert.ok(!work.logged.join("\n").includes(secret));
});
