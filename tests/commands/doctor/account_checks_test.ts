import assert from "node:assert/strict";
import type { CheckName } from "../../../lib/commands/doctor/findings.ts";
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
import type { Outcomes, Setup } from "./setup.ts";

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
  const opened = `This login opened branch ${branch?.name}, which holds nothing;`;
  assert(message.includes(opened), message);
  assert.match(findingOf(diagnosis, "list_endpoint").message, /closed to agents/);
});

Deno.test("checkAccount() changes nothing, and leaves the one branch of its login empty", async () => {
  const { embedded } = await visit({});
  const branches = await embedded.branches();
  assert.deepEqual(branches.map(({ state, writes }) => [state, writes]), [["open", []]]);
  const { requests } = await embedded.requests();
  const writes = requests.filter(({ method }) => !["GET", "OPTIONS"].includes(method));
  const lines = writes.map(({ method, path }) => `${method} ${path}`);
  assert.deepEqual(lines, ["POST /login/", "PATCH /api/tickets/0/"]);
  const outside = requests.filter(({ username, path }) =>
    username === "agent" && !path.startsWith("/api/") && path !== "/login/"
  );
  assert.equal(outside.length, 1);
  for (const { headers } of outside) {
    assert.equal(headers["accept"], "application/json");
    assert.equal(headers["x-requested-with"], "XMLHttpRequest");
  }
});

Deno.test("checkAccount() fails the login with a wrong password, which it sends once", async () => {
  const { diagnosis, embedded } = await visit({ settings: { HELPDESK_PASSWORD: "not-this-one" } });
  const says = /^The helpdesk refused the login of "agent" .*HELPDESK_PASSWORD/;
  assertFailed(diagnosis, AGENT, "login", says);
  const { requests } = await embedded.requests();
  assert.equal(requests.filter(({ method }) => method === "POST").length, 1);
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
  const says = /^The earlier agent session on branch \S+ is over/;
  assertLimited(diagnosis, AGENT, "agent_rights", says);
});

const EXPIRED = { detail: "Authentication credentials were not provided." };
const NO_RIGHTS: Outcomes = { ...STAFF, agent_rights: "skipped" };
const TOKEN: Outcomes = {
  ...{ ...AGENT, settings: "limited", login_page: "skipped", agent_rights: "limited" },
  agent_endpoints: "skipped",
};
const MANY_USERS = Array.from({ length: 1_001 }, (_, index) => ({ username: `fixture-${index}` }));

const NO_AGENT_ROUTES = { account: "staff", options: { agentEndpoints: false } } as const;
const CLOSED = /^It is closed: .*datatables_ticket_list\//;
const SWITCHED_OFF = /switched off.*BrowsableAPIRenderer/;

/** A state of the helpdesk, as staff. */
function staffOn(...answer: Parameters<typeof answering>): Setup {
  return { account: "staff", prepare: answering(...answer) };
}

function agentOn(...answer: Parameters<typeof answering>): Setup {
  return { prepare: answering(...answer) };
}

type Row = readonly [what: string, setup: Setup, usual: Outcomes, check: CheckName, says: RegExp];

const FAILED: readonly Row[] = [
  [
    "no login form",
    agentOn("login/", 404),
    AGENT,
    "login_page",
    /^No login page was found .*LOGIN_URL/,
  ],
  [
    "an API that does not take the session",
    agentOn("agent-session-info", 403, EXPIRED),
    ...[AGENT, "login", /does not keep this account logged in/] as const,
  ],
  [
    "a session that is lost again and again",
    staffOn("/api/tickets/", 403, EXPIRED),
    ...[STAFF, "login", /does not keep this account logged in/] as const,
  ],
  [
    "agent endpoints that break",
    agentOn("agent-session-info", 500),
    ...[AGENT, "agent_endpoints", /tell whether this account is an agent/] as const,
  ],
  ["a customer", { account: "customer" }, STAFF, "staff_rights", /give the account staff rights$/],
  [
    "a list endpoint that breaks",
    staffOn("datatables_ticket_list", 500),
    ...[STAFF, "list_endpoint", /failed to list tickets \(status 500/] as const,
  ],
  [
    "an API token that is not accepted",
    { settings: tokenSettings("fixture-token-of-nobody") },
    ...[TOKEN, "login", /did not accept HELPDESK_API_TOKEN/] as const,
  ],
];

for (const [what, setup, usual, check, says] of FAILED) {
  Deno.test(`checkAccount() fails ${check} for ${what}`, async () => {
    assertFailed((await visit(setup)).diagnosis, usual, check, says);
  });
}

const LIMITED: readonly Row[] = [
  ["no agents", NO_AGENT_ROUTES, NO_RIGHTS, "agent_endpoints", /^This helpdesk has no agent sess/],
  [
    "agent endpoints that say nothing",
    staffOn("agent-session-info", 200, { is_agent: false }),
    ...[NO_RIGHTS, "agent_endpoints", /did not say whether this account is an agent/] as const,
  ],
  [
    "no rights",
    { account: "staff" },
    STAFF,
    "agent_rights",
    /^The account "staff" is not an agent/,
  ],
  [
    "no browsable page",
    { account: "agent", options: { browsablePage: false } },
    ...[AGENT, "browsable_page", SWITCHED_OFF] as const,
  ],
  [
    "a browsable page that is cut",
    { prepare: (embedded) => embedded.createUsers(MANY_USERS) },
    ...[AGENT, "browsable_page", /only the first of them.*HTML_SELECT_CUTOFF/] as const,
  ],
  ["a list of 403", staffOn("datatables_ticket_list", 403), STAFF, "list_endpoint", CLOSED],
  ["a list of 404", staffOn("datatables_ticket_list", 404), STAFF, "list_endpoint", CLOSED],
];

for (const [what, setup, usual, check, says] of LIMITED) {
  Deno.test(`checkAccount() shows ${what} as a limit`, async () => {
    assertLimited((await visit(setup)).diagnosis, usual, check, says);
  });
}

Deno.test("checkAccount() works with an API token, with its limits", async () => {
  const { diagnosis } = await visit({ settings: tokenSettings("fixture-token-of-staff") });
  assert.deepEqual(outcomesOf(diagnosis), { ...TOKEN, list_endpoint: "limited" });
  assert.match(findingOf(diagnosis, "settings").message, /HELPDESK_API_TOKEN is deprecated/);
  assert.match(findingOf(diagnosis, "list_endpoint").message, /HELPDESK_USERNAME/);
});

function tokenSettings(token: string) {
  return { HELPDESK_USERNAME: "", HELPDESK_PASSWORD: "", HELPDESK_API_TOKEN: token };
}
