import assert from "node:assert/strict";
import type { Site } from "../../site/site.ts";
import { siteTest } from "../site/site_test_case.ts";
import { ToolClient } from "./tool_client.ts";

const COMMENT =
  "Set ${{ secrets.DEPLOY_KEY }} first.\n{% if ready %}{{ user }}{% endif %} {# later #}";
const OPEN = [1, 2];

/** Ids of the open tickets of a queue, as the database holds them. */
async function openTickets(site: Site, queue: number): Promise<number[]> {
  const ids: number[] = [];
  for (let id = 1; id <= site.fixture.ticketCount; id++) {
    const ticket = await site.ticket(id);
    if (ticket?.queue === queue && OPEN.includes(ticket.status)) ids.push(id);
  }
  return ids;
}

siteTest(
  "an agent's whole day through the SDK's client",
  { mount: "/helpdesk/", sessions: "signed_cookies" },
  async (site, context) => {
    await using client = await ToolClient.start(site, "agent");
    const { staff } = site.accounts;
    // Each part of the day needs what the one before it found.
    const step = async (name: string, body: () => Promise<void>) => {
      if (!await context.step(name, body)) throw new Error(`The day ended at "${name}"`);
    };
    let queue = 0;
    let ticketId = 0;
    let newId = 0;
    let branch = "";

    await step("the tools are listed with schemas and annotations", async () => {
      const tools = await client.tools();
      assert.deepEqual(tools.map(({ name }) => name).sort(), [
        "add_followup",
        "canned_replies",
        "create_ticket",
        "finish_agent_session",
        "get_agent_session_info",
        "get_article",
        "get_attachment",
        "get_queues",
        "get_ticket",
        "get_users",
        "list_tickets",
        "search_knowledge",
        "set_agent_intent",
        "update_ticket",
      ]);
      for (const { name, description, outputSchema, annotations } of tools) {
        assert(description, name);
        const isTold = name !== "get_attachment";
        assert.equal(outputSchema?.type, isTold ? "object" : undefined, name);
        assert.equal(annotations?.readOnlyHint, /^(?:get|list|search|canned)_/.test(name), name);
        assert.equal(annotations?.destructiveHint, name === "update_ticket", name);
      }
    });

    await step("queues", async () => {
      const { content, text } = await client.call("get_queues");
      const listed: { id: number; title: string }[] = content.queues.map(
        ({ id, name }: { id: number; name: string }) => ({ id, title: name }),
      );
      listed.sort((left, right) => left.id - right.id);
      assert.deepEqual(listed, site.fixture.queues);
      for (const { title } of site.fixture.queues) assert(text.includes(title), title);
      queue = site.fixture.queues[1]?.id ?? NaN;
    });

    await step("users", async () => {
      const { content } = await client.call("get_users");
      const names = content.users.map(({ name }: { name: string }) => name);
      assert(names.includes(staff.username), names.join(", "));
    });

    await step("open tickets of one queue, newest first", async () => {
      const { content } = await client.call("list_tickets", {
        status: "open, REOPENED",
        queue_id: queue,
      });
      const expected = (await openTickets(site, queue)).reverse();
      assert(expected.length > 0 && expected.length < 25);
      assert.deepEqual(content.tickets.map(({ id }: { id: number }) => id), expected);
      assert.equal(content.total, expected.length);
      assert.equal(content.has_more, false);
      assert.deepEqual(content.warnings, []);
      ticketId = expected[0] ?? NaN;
    });

    await step("one ticket", async () => {
      const { content, text } = await client.call("get_ticket", { ticket_id: ticketId });
      const stored = await site.ticket(ticketId);
      assert.equal(content.title, stored?.title);
      assert.equal(content.description, stored?.description);
      assert.equal(content.queue, queue);
      assert.equal(content.followups_total, (await site.followups(ticketId)).length);
      assert.equal(content.url, `${site.baseUrl}tickets/${ticketId}/`);
      assert.match(text, /\[helpdesk data [\w-]+: .*\][^]*\[end of helpdesk data/);
    });

    await step("a follow-up with template characters and time spent", async () => {
      const title = (await site.ticket(ticketId))?.title;
      const { content } = await client.call("add_followup", {
        ticket_id: ticketId,
        comment: COMMENT,
        title: "Deployment",
        time_spent: "1:30",
        public: false,
      });
      assert.deepEqual(content.differences, []);
      const stored = (await site.followups(ticketId)).at(-1);
      assert.equal(stored?.id, content.followup_id);
      assert.equal(stored?.comment, COMMENT);
      assert.equal(stored?.title, "Deployment");
      assert.equal(stored?.time_spent_seconds, 5400);
      assert.equal(stored?.public, false);
      assert.equal((await site.ticket(ticketId))?.title, title);
    });

    await step("an update", async () => {
      const before = await site.ticket(ticketId);
      const priority = before?.priority === 1 ? 2 : 1;
      const { content } = await client.call("update_ticket", {
        ticket_id: ticketId,
        priority,
        assigned_to: staff.id,
        due_date: "2031-03-30",
      });
      assert.deepEqual(content.differences, []);
      const fields = content.fields.map(({ field }: { field: string }) => field);
      assert.deepEqual(fields, ["priority", "assigned_to", "due_date"]);
      assert.deepEqual(content.mailed, []);
      const after = await site.ticket(ticketId);
      assert.equal(after?.priority, priority);
      assert.equal(after?.assigned_to, staff.id);
      // The site's clock is that of Berlin, where the day begins an hour earlier.
      assert.equal(new Date(after?.due_date ?? "").toISOString(), "2031-03-29T23:00:00.000Z");
      assert.equal(after?.title, before?.title);
      assert.equal(after?.description, before?.description);
    });

    await step("a new ticket", async () => {
      const fields = {
        queue,
        title: "Drucker im 2. Stock – „Papierstau“ 🖨️",
        description: "First line\n{{ stays }} as it is",
        submitter_email: "someone@example.com",
      };
      const { content } = await client.call("create_ticket", fields);
      assert.deepEqual(content.differences, []);
      newId = content.ticket_id;
      assert(newId > site.fixture.ticketCount);
      const { title, description, submitter_email, priority, status } = await site.ticket(newId) ??
        {};
      assert.deepEqual({ title, description, submitter_email, priority, status }, {
        title: fields.title,
        description: fields.description,
        submitter_email: fields.submitter_email,
        priority: 3,
        status: 1,
      });
    });

    await step("finishing is refused while there is no intent", async () => {
      assert.match(await client.fail("finish_agent_session"), /no intent/);
      assert.deepEqual((await site.branches()).map(({ state }) => state), ["open"]);
    });

    await step("intent", async () => {
      const { content } = await client.call("set_agent_intent", { intent: "Fix the deployment" });
      assert.equal(content.intent, "Fix the deployment");
      const info = (await client.call("get_agent_session_info")).content;
      assert.equal(info.intent, "Fix the deployment");
      assert.match(info.session_key, /^cookie_/);
      branch = info.branch_name;
      assert.deepEqual((await site.branches()).map(({ name }) => name), [branch]);
    });

    await step("finish: one branch, one pull request, everything on it", async () => {
      const { text } = await client.call("finish_agent_session");
      assert(text.includes(branch), text);
      const [made, ...others] = await site.branches();
      assert.deepEqual(others, []);
      assert.equal(made?.state, "finished");
      assert.deepEqual(made?.writes.filter(({ late }) => late), []);
      const written = made?.writes.map(({ method, path }) => `${method} ${path}`) ?? [];
      for (
        const write of [
          "POST /helpdesk/api/followups/",
          `PATCH /helpdesk/api/tickets/${ticketId}/`,
          "POST /helpdesk/api/tickets/",
        ]
      ) {
        assert.equal(written.filter((entry) => entry === write).length, 1, write);
      }
      assert.deepEqual(await site.pullRequests(), [
        { branch, username: "agent", title: "Fix the deployment", writes: written.length },
      ]);
    });

    await step("the next call starts a new session", async () => {
      const { content } = await client.call("get_agent_session_info");
      assert.notEqual(content.branch_name, branch);
      assert.equal(content.intent, undefined);
      // What was handed over is not on main before people merge it.
      const message = await client.fail("get_ticket", { ticket_id: newId });
      assert.match(message, /An agent sees main's last commit and its own changes/);
    });

    assert.equal(client.stderr, "");
  },
);

siteTest(
  "a staff account works directly, and agent tools say why they do not",
  {},
  async (site) => {
    await using client = await ToolClient.start(site, "staff");
    await client.tools();
    const queue = site.fixture.queues[0]?.id ?? NaN;
    const { content } = await client.call("list_tickets", { status: "1,2", queue_id: queue });
    assert.deepEqual(
      content.tickets.map(({ id }: { id: number }) => id),
      (await openTickets(site, queue)).reverse(),
    );
    const ticketId = content.tickets[0].id;
    await client.call("add_followup", { ticket_id: ticketId, comment: "Done", new_status: 3 });
    assert.equal((await site.ticket(ticketId))?.status, 3);
    assert.match(await client.fail("get_agent_session_info"), /"staff" is not an agent/);
  },
);
