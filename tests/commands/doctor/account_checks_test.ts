import assert from "node:assert/strict";
import type { EmbeddedHelpdesk } from "../../embedded/embedded_helpdesk.ts";
import {
  AGENT,
  assertFailed,
  assertLimited,
  findingOf,
  outcomesOf,
  STAFF,
  visit,
} from "./setup.ts";

type Answer = Parameters<EmbeddedHelpdesk["failNext"]>[0];

/** Answers every request whose path has this part with a status. */
function answering(pathContains: string, status: number, body?: unknown) {
  const fault: Answer = { kind: "status", status, pathContains, times: 100 };
  if (body !== undefined) {
    fault.body = JSON.stringify(body);
    fault.headers = { "content-type": "application/json" };
  }
  return (embedded: EmbeddedHelpdesk) => embedded.failNext(fault);
}

Deno.test("checkAccount() finds all well for an agent, to whom lists are closed", async () => {
  const { diagnosis, embedded } = await visit({});
  assert.deepEqual(outcomesOf(diagnosis), AGENT);
  assert.equal(diagnosis.works, true);
  const [branch] = await embedded.branches();
  const { message } = findingOf(diagnosis, "agent_rights");
  assert(
    message.includes(`This login opened branch ${branch?.name}, which holds nothing;`),
    message,
  );
  assert.match(findingOf(diagnosis, "list_endpoint").message, /closed to agents/);
});

Deno.test("checkAccount() finds all well for staff, who are not agents", async () => {
  const { diagnosis } = await visit({ account: "staff" });
  assert.deepEqual(outcomesOf(diagnosis), STAFF);
  assert.equal(diagnosis.works, true);
});

Deno.test("checkAccount() changes nothing, and leaves the one branch of its login empty", async () => {
  const { embedded } = await visit({});
  const branches = await embedded.branches();
  assert.deepEqual(branches.map(({ state, writes }) => ({ state, writes })), [
    { state: "open", writes: [] },
  ]);
  const { requests } = await embedded.requests();
  const writes = requests.filter(({ method }) => !["GET", "OPTIONS"].includes(method));
  assert.deepEqual(writes.map(({ method, path }) => `${method} ${path}`), [
    "POST /login/",
    "PATCH /api/tickets/0/",
  ]);
  const outside = requests.filter(({ username, path }) =>
    username === "agent" && !path.startsWith("/api/") && path !== "/login/"
  );
  assert.equal(outside.length, 1);
  for (const { headers } of outside) {
    assert.equal(headers["accept"], "application/json");
    assert.equal(headers["x-requested-with"], "XMLHttpRequest");
  }
});

Deno.test("checkAccount() fails the login page where none has a form", async () => {
  const { diagnosis } = await visit({ prepare: answering("login/", 404) });
  assertFailed(diagnosis, AGENT, "login_page", /^No login page was found .*HELPDESK_LOGIN_URL/);
});

Deno.test("checkAccount() fails the login with a wrong password, which it sends once", async () => {
  const { diagnosis, embedded } = await visit({ settings: { HELPDESK_PASSWORD: "not-this-one" } });
  assertFailed(
    diagnosis,
    AGENT,
    "login",
    /^The helpdesk refused the login of "agent" .*HELPDESK_PASSWORD/,
  );
  const { requests } = await embedded.requests();
  assert.equal(requests.filter(({ method }) => method === "POST").length, 1);
});

Deno.test("checkAccount() fails the login where the API does not take the session", async () => {
  const refusal = { detail: "Authentication credentials were not provided." };
  const { diagnosis } = await visit({ prepare: answering("agent-session-info", 403, refusal) });
  assertFailed(diagnosis, AGENT, "login", /does not keep this account logged in/);
});

Deno.test("checkAccount() fails the login where the session is lost again and again", async () => {
  const refusal = { detail: "Authentication credentials were not provided." };
  const { diagnosis } = await visit({
    account: "staff",
    prepare: answering("/api/tickets/", 403, refusal),
  });
  assertFailed(diagnosis, STAFF, "login", /does not keep this account logged in/);
});

Deno.test("checkAccount() fails agent endpoints that break", async () => {
  const { diagnosis } = await visit({ prepare: answering("agent-session-info", 500) });
  assertFailed(diagnosis, AGENT, "agent_endpoints", /tell whether this account is an agent/);
});

Deno.test("checkAccount() shows missing agent endpoints as a limit", async () => {
  const { diagnosis } = await visit({ account: "staff", options: { agentEndpoints: false } });
  const usual = { ...STAFF, agent_rights: "skipped" } as const;
  assertLimited(diagnosis, usual, "agent_endpoints", /^This helpdesk has no agent sessions/);
});

Deno.test("checkAccount() shows agent endpoints that say nothing as a limit", async () => {
  const { diagnosis } = await visit({
    account: "staff",
    prepare: answering("agent-session-info", 200, { is_agent: false }),
  });
  const usual = { ...STAFF, agent_rights: "skipped" } as const;
  assertLimited(
    diagnosis,
    usual,
    "agent_endpoints",
    /did not say whether this account is an agent/,
  );
});

Deno.test("checkAccount() shows missing agent rights as a limit", async () => {
  const { diagnosis } = await visit({ account: "staff" });
  const usual = { ...AGENT, list_endpoint: "passed" } as const;
  assertLimited(diagnosis, usual, "agent_rights", /^The account "staff" is not an agent/);
});

Deno.test("checkAccount() tells of a session that ended while it looked", async () => {
  const { diagnosis } = await visit({
    fetch: (embedded) => async (request) => {
      // The first request after the login and its question: another client logs in.
      if (request.method === "OPTIONS" && (await embedded.branches()).length === 1) {
        await embedded.expireSessions("agent");
      }
      const response = await embedded.fetch(request);
      response.headers.set("date", new Date().toUTCString());
      return response;
    },
  });
  assertLimited(
    diagnosis,
    AGENT,
    "agent_rights",
    /^The earlier agent session on branch \S+ is over/,
  );
});

Deno.test("checkAccount() fails staff rights of an account without them", async () => {
  const { diagnosis } = await visit({ account: "customer" });
  assertFailed(diagnosis, STAFF, "staff_rights", /give the account staff rights$/);
});

for (const account of ["agent", "staff"] as const) {
  Deno.test(`checkAccount() shows a missing browsable page as a limit to ${account}`, async () => {
    const { diagnosis } = await visit({ account, options: { browsablePage: false } });
    const usual = account === "agent" ? AGENT : STAFF;
    assertLimited(diagnosis, usual, "browsable_page", /switched off.*BrowsableAPIRenderer/);
  });
}

Deno.test("checkAccount() shows a browsable page that is cut as a limit", async () => {
  const users = Array.from({ length: 1_001 }, (_, index) => ({ username: `fixture-${index}` }));
  const { diagnosis } = await visit({ prepare: (embedded) => embedded.createUsers(users) });
  assertLimited(diagnosis, AGENT, "browsable_page", /only the first of them.*HTML_SELECT_CUTOFF/);
});

for (const status of [403, 404]) {
  Deno.test(`checkAccount() shows a list endpoint that answers ${status} as a limit`, async () => {
    const { diagnosis } = await visit({
      account: "staff",
      prepare: answering("datatables_ticket_list", status),
    });
    assertLimited(diagnosis, STAFF, "list_endpoint", /^It is closed: .*datatables_ticket_list\//);
  });
}

Deno.test("checkAccount() fails a list endpoint that breaks", async () => {
  const { diagnosis } = await visit({
    account: "staff",
    prepare: answering("datatables_ticket_list", 500),
  });
  assertFailed(diagnosis, STAFF, "list_endpoint", /failed to list tickets \(status 500/);
});

Deno.test("checkAccount() works with an API token, with its limits", async () => {
  const { diagnosis } = await visit({
    settings: {
      HELPDESK_USERNAME: "",
      HELPDESK_PASSWORD: "",
      HELPDESK_API_TOKEN: "fixture-token-of-staff",
    },
  });
  assert.deepEqual(outcomesOf(diagnosis), {
    ...AGENT,
    settings: "limited",
    login_page: "skipped",
    agent_endpoints: "skipped",
    agent_rights: "limited",
    list_endpoint: "limited",
  });
  assert.match(findingOf(diagnosis, "settings").message, /HELPDESK_API_TOKEN is deprecated/);
  assert.match(findingOf(diagnosis, "list_endpoint").message, /HELPDESK_USERNAME/);
});

Deno.test("checkAccount() fails the login with an API token that is not accepted", async () => {
  const { diagnosis } = await visit({
    settings: {
      HELPDESK_USERNAME: "",
      HELPDESK_PASSWORD: "",
      HELPDESK_API_TOKEN: "fixture-token-of-nobody",
    },
  });
  const usual = {
    ...AGENT,
    settings: "limited",
    login_page: "skipped",
    agent_endpoints: "skipped",
    agent_rights: "limited",
  } as const;
  assertFailed(diagnosis, usual, "login", /did not accept HELPDESK_API_TOKEN/);
});
