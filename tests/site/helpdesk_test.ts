import assert from "node:assert/strict";
import { rawLogin, type RawSession } from "./raw_session.ts";
import { siteTest } from "./site_test_case.ts";

interface FollowUp {
  id: number;
  title: string;
  comment: string;
  time_spent: string | null;
  email_recipients: string[];
}

interface Row {
  id: number;
  title: string;
  status: string;
  assigned_to: string;
  queue: { id: number; title: string };
}

const TICKET = { queue: 1, title: "New", description: "Text", priority: 3 };

async function post<T>(session: RawSession, path: string, json: unknown) {
  return await session.json<T>(path, { method: "POST", json });
}

async function statusOf(session: RawSession, path: string, json: unknown): Promise<number> {
  const response = await session.request(path, { method: "POST", json });
  await response.body?.cancel();
  return response.status;
}

async function followUp(session: RawSession, more: Record<string, unknown>): Promise<FollowUp> {
  const json = { ticket: 20, title: "", comment: "Checked", public: false, ...more };
  const { status, body } = await post<FollowUp>(session, "api/followups/", json);
  assert.equal(status, 201);
  return body;
}

async function list(session: RawSession, query: unknown, range = "") {
  const path = `datatables_ticket_list/${encodeURIComponent(btoa(JSON.stringify(query)))}${range}`;
  return await session.json<{ data: Row[]; recordsTotal: number; recordsFiltered: number }>(path);
}

siteTest("follow-ups behave as 2.6.1 has them", {}, async (site, context) => {
  const session = await rawLogin(site, site.accounts.staff);

  await context.step("a title renames the ticket, an empty one does not", async () => {
    const before = (await site.ticket(20))?.title;
    assert.equal((await followUp(session, {})).title, "Comment");
    assert.equal((await site.ticket(20))?.title, before);
    const { id } = await followUp(session, { title: "Renamed" });
    assert.equal((await site.ticket(20))?.title, "Renamed");
    await session.json(`api/followups/${id}/`, { method: "PATCH", json: { title: "Its own" } });
    assert.equal((await site.ticket(20))?.title, "Renamed");
    assert.equal((await site.followups(20)).at(-1)?.title, "Its own");
  });

  await context.step("a comment is rendered as a template", async () => {
    assert.equal(
      (await followUp(session, { comment: "a {{ x }} b {# c #} d" })).comment,
      "a  b  d",
    );
    const escaped = 'a {{ "{" }}{ x }} b {{ "{" }}# c #}';
    assert.equal((await followUp(session, { comment: escaped })).comment, "a {{ x }} b {# c #}");
    for (const comment of ["a {% b", "a %} b", "{{ a|unknown }}"]) {
      const json = { ticket: 20, title: "", comment, public: false };
      assert.equal(await statusOf(session, "api/followups/", json), 500, comment);
    }
  });

  await context.step("time spent is a duration in seconds", async () => {
    for (const [sent, seconds] of [["30", 30], ["01:30", 90], ["01:30:00", 5400]] as const) {
      await followUp(session, { time_spent: sent });
      assert.equal((await site.followups(20)).at(-1)?.time_spent_seconds, seconds);
    }
  });

  await context.step("a public one mails the submitter, a private one does not", async () => {
    const mailed = (await site.mails()).length;
    assert.deepEqual((await followUp(session, { public: false })).email_recipients, []);
    assert.equal((await site.mails()).length, mailed);
    const submitter = (await site.ticket(20))?.submitter_email;
    const { email_recipients } = await followUp(session, { public: true });
    assert.deepEqual(email_recipients, [submitter]);
    assert.deepEqual((await site.mails()).at(-1)?.to, [submitter]);
  });

  await context.step("resolving stores the comment as the resolution", async () => {
    await followUp(session, { comment: "Cable replaced", new_status: 3 });
    const ticket = await site.ticket(20);
    assert.equal(ticket?.status, 3);
    assert.equal(ticket?.resolution, "Cable replaced");
  });

  await context.step("a refused attachment is a 500 after the follow-up was saved", async () => {
    const count = (await site.followups(20)).length;
    const form = new FormData();
    for (const [name, value] of [["ticket", "20"], ["title", ""], ["comment", "See file"]]) {
      form.append(name ?? "", value ?? "");
    }
    form.append("attachments", new File(["x"], "virus.exe"));
    const response = await session.request("api/followups/", { method: "POST", form });
    await response.body?.cancel();
    assert.equal(response.status, 500);
    assert.equal((await site.followups(20)).length, count + 1);
  });
});

siteTest("tickets are created and changed as 2.6.1 has it", {}, async (site, context) => {
  const session = await rawLogin(site, site.accounts.staff);

  await context.step(
    "creating needs a priority and a description, and ignores a status",
    async () => {
      const { status, body } = await post<{ id: number }>(session, "api/tickets/", {
        ...TICKET,
        submitter_email: "new@example.com",
        status: 4,
      });
      assert.equal(status, 201);
      assert.equal((await site.ticket(body.id))?.status, 1);
      assert.ok((await site.mails()).some(({ to }) => to.includes("new@example.com")));
      assert.equal(
        await statusOf(session, "api/tickets/", { ...TICKET, priority: undefined }),
        400,
      );
      assert.equal(
        await statusOf(session, "api/tickets/", { ...TICKET, description: undefined }),
        500,
      );
      const unknown = await post<{ queue: string[] }>(session, "api/tickets/", {
        ...TICKET,
        queue: 99,
      });
      assert.deepEqual(unknown.body, { queue: ['Invalid pk "99" - object does not exist.'] });
    },
  );

  await context.step("a change makes no follow-up and no mail", async () => {
    const [followups, mails] = [(await site.followups(3)).length, (await site.mails()).length];
    const json = { title: "Changed", assigned_to: null, due_date: "2030-02-03" };
    const patch = await session.json("api/tickets/3/", { method: "PATCH", json });
    assert.equal(patch.status, 200);
    const ticket = await site.ticket(3);
    assert.equal(ticket?.title, "Changed");
    assert.equal(ticket?.assigned_to, null);
    // Midnight in Berlin.
    assert.equal(ticket?.due_date, "2030-02-02T23:00:00+00:00");
    assert.equal((await site.followups(3)).length, followups);
    assert.equal((await site.mails()).length, mails);
  });

  await context.step("names and unknown ids of a status are no filter", async () => {
    for (const status of ["Open", "99", "Open,nonsense"]) {
      const { body } = await session.json<{ count: number }>(`api/tickets/?status=${status}`);
      assert.equal(body.count, site.fixture.ticketCount + 1, status);
    }
  });

  await context.step("past the last page and unknown ids are 404", async () => {
    const past = await session.json<{ detail: string }>("api/tickets/?page=99");
    assert.deepEqual(past, { status: 404, body: { detail: "Invalid page." } });
    const details = { "9999": "No Ticket matches the given query.", abc: "Not found." };
    for (const [id, detail] of Object.entries(details)) {
      const answer = await session.json<{ detail: string }>(`api/tickets/${id}/`);
      assert.deepEqual(answer, { status: 404, body: { detail } });
    }
  });
});

siteTest("the staff list filters, sorts and searches", {}, async (site, context) => {
  const session = await rawLogin(site, site.accounts.staff);

  await context.step("by queue and status, newest first, in parts", async () => {
    const filtering = { queue__id__in: [3], status__in: [1, 2] };
    const query = { filtering, sorting: "id", sortreverse: true };
    const { body } = await list(session, query, "?start=1&length=2");
    assert.equal(body.data.length, 2);
    assert.ok(body.data.every(({ queue }) => queue.id === 3));
    assert.ok((body.data[0]?.id ?? 0) > (body.data[1]?.id ?? 0));
    const all = await list(session, query, "?length=100");
    assert.equal(body.recordsFiltered, all.body.data.length);
    assert.deepEqual(body.data, all.body.data.slice(1, 3));
  });

  await context.step("unassigned tickets, a held one with a suffix", async () => {
    const query = { filtering_null: { assigned_to__id__isnull: true } };
    const { body } = await list(session, query, "?length=100");
    assert.equal(body.recordsTotal, 15);
    assert.ok(body.data.every(({ assigned_to }) => assigned_to === "None"));
    const held = await list(session, { search_string: "supplier" });
    assert.match(held.body.data[0]?.status ?? "", /^\w+ - On Hold$/);
  });

  await context.step("refuses keys and columns it does not know", async () => {
    const asked = [{ filtering: { title__contains: "x" } }, { sorting: "secret_key" }];
    for (const query of asked) {
      const path = `datatables_ticket_list/${btoa(JSON.stringify(query))}`;
      const response = await session.request(path);
      await response.body?.cancel();
      assert.equal(response.status, 400);
    }
  });

  await context.step("is closed without staff rights", async () => {
    const customer = await rawLogin(site, site.accounts.customer);
    const response = await customer.request(`datatables_ticket_list/${btoa("{}")}`);
    await response.body?.cancel();
    assert.equal(response.status, 302);
    assert.match(response.headers.get("location") ?? "", /^\/login\/\?next=/);
  });
});
