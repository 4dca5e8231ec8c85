import assert from "node:assert/strict";
import { type HelpdeskOptions, helpdeskTest, type TestHelpdesk } from "../helpdesk_test_case.ts";
import { listsDates, staffName } from "../release_traits.ts";
import type { ToolCaller } from "../tool_caller.ts";
import { callerOf, callerWith, isLogin, isWrite, requestLines, scans } from "./site_caller.ts";

const TITLE = "Toner {{ low }}";
const COMMENT = "Use ${{ secrets.X }} {% if %} {# a #}";

/** What the seven tools for tickets do in a day, checked against the database. */
async function dayWithTickets(site: TestHelpdesk, caller: ToolCaller): Promise<void> {
  const { statuses } = await caller.succeed("get_queues");
  assert.deepEqual(statuses, site.fixture.statuses);
  const users = await caller.succeed("get_users");
  assert.ok(users.users.some(({ id }: { id: number }) => id === site.accounts.agent.id));

  const created = await caller.succeed("create_ticket", {
    ...{ queue: 2, title: TITLE, description: "Please.", due_date: "2026-12-24" },
    submitter_email: "someone@example.com",
  });
  const id = created.ticket_id;
  assert.deepEqual(created.differences, []);
  assert.equal((await site.ticket(id))?.priority, 3);
  assert.equal(created.url, `${site.baseUrl}tickets/${id}/`);
  const opened = await caller.succeed("get_ticket", { ticket_id: id });
  assert.deepEqual([opened.due_date, opened.url], ["2026-12-24", created.url]);

  const open = await caller.succeed("list_tickets", { status: "Open", queue_id: 2 });
  assert.equal(open.tickets[0].id, id);
  assert.equal(open.total, open.tickets.length);
  for (const { id } of open.tickets) {
    const stored = await site.ticket(id);
    assert.deepEqual([stored?.status, stored?.queue], [1, 2]);
  }

  const answer = { ticket_id: id, comment: COMMENT, title: "Mine", time_spent: "1:30" };
  const answered = await caller.succeed("add_followup", { ...answer, new_status: 2 });
  assert.deepEqual(answered.differences, []);
  const [_opened, followup, ...others] = await site.followups(id);
  assert.deepEqual(others, []);
  const expected = { comment: COMMENT, title: "Mine", public: true, time_spent_seconds: 5_400 };
  assert.partialDeepStrictEqual(followup, expected);

  const assigned_to = site.accounts.agent.id;
  const change = { ticket_id: id, assigned_to, due_date: "" };
  assert.deepEqual((await caller.succeed("update_ticket", change)).differences, []);
  const read = await caller.succeed("get_ticket", { ticket_id: id });
  assert.partialDeepStrictEqual(read, { title: TITLE, status_name: "Reopened", assigned_to });
  assert.deepEqual([read.due_date, read.followups.at(-1).comment], [undefined, COMMENT]);
  const stored = { title: TITLE, assigned_to, due_date: null };
  assert.partialDeepStrictEqual(await site.ticket(id), stored);
  const { requests } = await site.requests();
  const refused = requests.filter((request) => isWrite(request) && Number(request.status) >= 300);
  assert.deepEqual(refused, [], "every change is taken at the first try");
}

/** What the three agent tools do in a day, on the branch that the tickets' changes went to. */
async function dayOfAgent(site: TestHelpdesk, caller: ToolCaller): Promise<void> {
  const info = await caller.succeed("get_agent_session_info");
  await caller.succeed("set_agent_intent", { intent: "A day's round" });
  const finished = await caller.succeed("finish_agent_session");
  assert.equal(finished.branch_name, info.branch_name);
  assert.deepEqual(await site.pullRequests(), [
    { branch: info.branch_name, username: "agent", title: "A day's round", writes: 4 },
  ]);
  assert.deepEqual((await site.branches()).map(({ state }) => state), ["finished"]);
}

/** The three agent tools, which all give the same reason. */
async function agentToolsFail(caller: ToolCaller, reason: RegExp): Promise<void> {
  assert.match(await caller.fail("get_agent_session_info"), reason);
  assert.match(await caller.fail("set_agent_intent", { intent: "x" }), reason);
  assert.match(await caller.fail("finish_agent_session", { intent: "x" }), reason);
}

const VARIANTS: Record<string, HelpdeskOptions> = {
  "as installed": {},
  "with signed cookies": { sessions: "signed_cookies" },
  "below /helpdesk/": { mount: "/helpdesk/" },
  "without the browsable page": { browsablePage: false },
  "with custom statuses": { statuses: "custom" },
  "with renamed cookies and signed sessions": {
    ...{ sessions: "signed_cookies", sessionCookieName: "desk", csrfCookieName: "desk_token" },
  },
  "with another login page": { loginPath: "/accounts/login/", mount: "/it/desk/" },
};

for (const [name, options] of Object.entries(VARIANTS)) {
  helpdeskTest(`a day's round on a site ${name}`, options, async (site, context) => {
    await context.step("as staff", async () => {
      const caller = callerOf(site, "staff");
      await dayWithTickets(site, caller);
      await agentToolsFail(caller, /"staff" is not an agent/);
      assert.equal((await requestLines(site, isLogin)).length, 1);
      assert.deepEqual(await site.branches(), []);
      assert.deepEqual(caller.logged, []);
    });
    await context.step("as agent", async () => {
      await site.reset();
      const caller = callerOf(site, "agent");
      await dayWithTickets(site, caller);
      await dayOfAgent(site, caller);
      assert.equal((await requestLines(site, isLogin)).length, 1);
    });
    const { browsablePage, statuses, loginPath } = options;
    if (browsablePage === false) {
      await context.step("lists may lack entries", () => nextBestLists(site));
    }
    if (statuses === "custom") await context.step("statuses are its own", () => ownStatuses(site));
    if (loginPath === undefined) return;
    await context.step("the login page can be named", () => namedLoginPage(site, loginPath));
  });
}

async function nextBestLists(site: TestHelpdesk): Promise<void> {
  await site.reset();
  const staff = callerOf(site, "staff");
  const byForm = await staff.succeed("get_queues");
  const names = byForm.queues.map(({ name }: { name: string }) => name);
  assert.deepEqual(names.toSorted(), site.fixture.queues.map(({ title }) => title).toSorted());
  assert.match(byForm.incomplete, /switched off.*form for new tickets/);
  const people = await staff.succeed("get_users");
  const staffs = staffName(site, "staff");
  assert.ok(people.users.some(({ name }: { name: string }) => name === staffs));
  assert.match(people.incomplete, /form for new tickets/);

  const agent = callerOf(site, "agent");
  const byTickets = await agent.succeed("get_queues");
  const ids = byTickets.queues.map(({ id }: { id: number }) => id);
  assert.deepEqual(ids, site.fixture.queues.map(({ id }) => id).toSorted((a, b) => a - b));
  assert.match(byTickets.incomplete, /seen in tickets/);
  assert.match((await agent.succeed("get_users")).incomplete, /seen in tickets/);
  assert.deepEqual((await site.branches()).map(({ state }) => state), ["open"]);
  // What is not in such a list may exist all the same: the helpdesk decides.
  const message = await agent.fail("update_ticket", { ticket_id: 20, assigned_to: 99 });
  assert.match(message, /assigned_to: Invalid pk "99"/);
  await agent.succeed("update_ticket", { ticket_id: 20, assigned_to: site.accounts.customer.id });
  assert.equal((await site.ticket(20))?.assigned_to, site.accounts.customer.id);
}

async function ownStatuses(site: TestHelpdesk): Promise<void> {
  for (const account of ["staff", "agent"] as const) {
    await site.reset();
    const caller = callerOf(site, account);
    await caller.succeed("update_ticket", { ticket_id: 21, status: 6 });
    await caller.succeed("update_ticket", { ticket_id: 22, status: 7 });
    const status = "in progress, Waiting_for customer";
    const answer = await caller.succeed("list_tickets", { status });
    assert.ok(answer.total >= 2);
    const isTold = listsDates(site) || account === "agent";
    assert.deepEqual(isTold ? answer.warnings : answer.warnings.slice(1), []);
    for (const { id } of answer.tickets) {
      assert.ok([6, 7].includes((await site.ticket(id))?.status ?? 0));
    }
    await caller.succeed("update_ticket", { ticket_id: 20, status: 6 });
    const shown = await caller.succeed("get_ticket", { ticket_id: 20 });
    assert.deepEqual([shown.status, shown.status_name], [6, "In Progress"]);
    assert.equal((await site.ticket(20))?.status, 6);
  }
}

async function namedLoginPage(site: TestHelpdesk, path: string): Promise<void> {
  await site.reset();
  const named = callerOf(site, "staff", { HELPDESK_LOGIN_URL: path });
  await named.succeed("get_ticket", { ticket_id: 20 });
  const [first] = await requestLines(site);
  assert.equal(first, `GET ${path}`);
  const wrong = callerOf(site, "staff", { HELPDESK_LOGIN_URL: "/nowhere/" });
  const message = await wrong.fail("get_ticket", { ticket_id: 20 });
  assert.match(message, /No login page was found.*\/nowhere\/ \(404\).*HELPDESK_LOGIN_URL/s);
}

helpdeskTest("a day's round on a site without agent sessions", { agents: false }, async (site) => {
  const caller = callerOf(site, "agent");
  await dayWithTickets(site, caller);
  await agentToolsFail(caller, /no agent sessions.*All other tools work.*Dolt edition/s);
  assert.equal((await requestLines(site, isLogin)).length, 1);
  // Without the access rule the account uses the fast list like any other of the staff.
  const lists = await requestLines(site, ({ path }) => path.includes("datatables"));
  assert.ok(lists.length > 0);
  assert.deepEqual(await scans(site), []);
});

helpdeskTest("a day's round with an API token", async (site) => {
  const caller = callerWith(site, { HELPDESK_API_TOKEN: site.token });
  await dayWithTickets(site, caller);
  await agentToolsFail(caller, /Agent sessions need a login session.*HELPDESK_USERNAME and/s);
  const { requests } = await site.requests();
  assert.deepEqual(requests.filter(isLogin), []);
  assert.ok(requests.every(({ headers }) => headers["authorization"] === `Token ${site.token}`));
  const [warning, ...others] = caller.warnings;
  assert.match(warning ?? "", /HELPDESK_API_TOKEN is deprecated/);
  assert.deepEqual(others, []);

  await site.resetRequests();
  const refused = callerWith(site, { HELPDESK_API_TOKEN: "0123456789abcdef" });
  const message = await refused.fail("get_queues");
  assert.match(message, /did not accept HELPDESK_API_TOKEN/);
  assert.equal((await requestLines(site)).length, 1);
});

helpdeskTest("an account without staff rights is refused clearly", async (site) => {
  const caller = callerOf(site, "customer");
  const ticket = { queue: 1, title: "x", description: "x", submitter_email: "x@example.com" };
  const inputs: Record<string, Record<string, unknown>> = {
    ...{ list_tickets: { status: "Open" }, get_ticket: { ticket_id: 20 }, create_ticket: ticket },
    add_followup: { ticket_id: 20, comment: "x" },
    update_ticket: { ticket_id: 20, priority: 1 },
    ...{ get_queues: {}, get_users: {} },
  };
  for (const [tool, input] of Object.entries(inputs)) {
    const message = await caller.fail(tool, input);
    assert.match(
      message,
      /does not let this account .*administrator can give .*staff rights/s,
      tool,
    );
  }
  await agentToolsFail(caller, /"customer" is not an agent/);
  assert.equal((await requestLines(site, isLogin)).length, 1);
  assert.deepEqual(await requestLines(site, isWrite), []);
});
