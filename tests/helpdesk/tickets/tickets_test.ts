import assert from "node:assert/strict";
import { differingFields } from "../../../lib/helpdesk/tickets/difference.ts";
import type { NewTicket } from "../../../lib/helpdesk/tickets/ticket_fields.ts";
import { expectFailure } from "../../http/expect_failure.ts";
import { type EmbeddedWork, startWork } from "../embedded_account.ts";

const NEW: NewTicket = {
  queue: 1,
  title: "Printer on fire",
  description: "It burns {{ x }}",
  submitterEmail: "submitter@example.com",
  priority: 2,
};

const get = (work: EmbeddedWork, id: number) =>
  work.run(({ tickets }, call) => tickets.get(id, call));

/** The queries with which tickets were asked for since the last time. */
async function queries(work: EmbeddedWork): Promise<string[]> {
  const { requests } = await work.embedded.requests();
  await work.embedded.resetRequests();
  return requests.filter(({ path }) => path.startsWith("/api/tickets/")).map(({ query }) => query);
}

Deno.test("Tickets.get() gives a ticket with its follow-ups", async () => {
  const work = startWork("staff");
  const id = work.embedded.fixture.tickets.longHistory;
  const found = await get(work, id);
  assert.equal(found.id, id);
  assert.equal(found.title, (await work.embedded.ticket(id))?.title);
  assert.equal(found.followup_set.length, (await work.embedded.followups(id)).length);
});

Deno.test("Tickets.get() says that there is no such ticket", async () => {
  const error = await expectFailure("not_found", get(startWork("staff"), 99_999));
  assert.match(error.message, /There is no ticket 99999.*list_tickets finds tickets/);
});

Deno.test("Tickets.get() asks among the tickets of the status that it saw last", async () => {
  const work = startWork("staff");
  await get(work, 7);
  const status = (await work.embedded.ticket(7))?.status;
  assert.deepEqual(await queries(work), [""]);
  await get(work, 7);
  assert.deepEqual(await queries(work), [`status=${status}`]);
});

Deno.test("Tickets.get() asks without a status when the remembered one is outdated", async () => {
  const work = startWork("staff");
  work.helpdesk.tickets.remember(7, 5);
  const status = (await work.embedded.ticket(7))?.status;
  assert.notEqual(status, 5);
  assert.equal((await get(work, 7)).status, status);
  assert.deepEqual(await queries(work), ["status=5", ""]);
  await get(work, 7);
  assert.deepEqual(await queries(work), [`status=${status}`]);
});

Deno.test("Tickets.remember() forgets a status that is not told", async () => {
  const work = startWork("staff");
  work.helpdesk.tickets.remember(7, 5);
  work.helpdesk.tickets.remember(7, undefined);
  await get(work, 7);
  assert.deepEqual(await queries(work), [""]);
});

Deno.test("Tickets.create() opens a ticket as asked", async () => {
  const work = startWork("staff");
  const fields = { ...NEW, assignedTo: 2, dueDate: "2024-03-01" };
  const { ticket, fields: written } = await work.run(({ tickets }, call) =>
    tickets.create(fields, call)
  );
  assert.deepEqual(written, [
    { field: "queue", asked: 1, stored: 1 },
    { field: "title", asked: NEW.title, stored: NEW.title },
    { field: "description", asked: NEW.description, stored: NEW.description },
    { field: "submitter_email", asked: NEW.submitterEmail, stored: NEW.submitterEmail },
    { field: "status", asked: undefined, stored: 1 },
    { field: "priority", asked: 2, stored: 2 },
    { field: "assigned_to", asked: 2, stored: 2 },
    { field: "due_date", asked: "2024-03-01", stored: "2024-03-01" },
  ]);
  const stored = await work.embedded.ticket(ticket.id);
  assert.equal(stored?.title, NEW.title);
  assert.equal(stored?.description, NEW.description);
  assert.equal(stored?.priority, 2);
  assert.equal(stored?.assigned_to, 2);
  assert.equal(ticket.due_date?.slice(0, 10), "2024-03-01");
  const { requests } = await work.embedded.requests();
  const { json } =
    requests.find(({ method, path }) => method === "POST" && path === "/api/tickets/") ?? {};
  assert.equal(JSON.parse(json ?? "{}").due_date, "2024-03-01T00:00:00");
});

Deno.test("Tickets.create() passes on what the helpdesk refuses, by field", async () => {
  const work = startWork("staff");
  const error = await expectFailure(
    "invalid",
    work.run(({ tickets }, call) => tickets.create({ ...NEW, queue: 99 }, call)),
  );
  assert.match(error.message, /refused to create the ticket \(it says: queue: Invalid pk "99"/);
});

for (const kind of ["lost_answer", "error_after"] as const) {
  Deno.test(`Tickets.create() says how to check after ${kind}, and does not repeat`, async () => {
    const work = startWork("staff");
    await work.embedded.failNext({ kind, method: "POST", pathContains: "api/tickets/" });
    const error = await expectFailure(
      "outcome_unknown",
      work.run(({ tickets }, call) => tickets.create(NEW, call)),
    );
    assert.match(
      error.message,
      /list_tickets \(newest first\) whether a ticket titled "Printer on fire"/,
    );
    assert.equal((await work.asked(/^POST \/api\/tickets\/$/)).length, 1);
  });
}

Deno.test("Tickets.update() sends the given fields and nothing else", async () => {
  const work = startWork("staff");
  const before = await work.embedded.ticket(7);
  const { fields } = await work.run(({ tickets }, call) =>
    tickets.update(7, { priority: 1, assignedTo: null, dueDate: null }, call)
  );
  assert.deepEqual(fields, [
    { field: "priority", asked: 1, stored: 1 },
    { field: "assigned_to", asked: null, stored: undefined },
    { field: "due_date", asked: null, stored: undefined },
  ]);
  assert.deepEqual(differingFields(fields), []);
  const { requests } = await work.embedded.requests();
  const { json } = requests.find(({ method }) => method === "PATCH") ?? {};
  assert.deepEqual(JSON.parse(json ?? ""), { priority: 1, assigned_to: null, due_date: null });
  const after = await work.embedded.ticket(7);
  assert.deepEqual(
    { ...after, modified: "" },
    { ...before, priority: 1, assigned_to: null, due_date: null, modified: "" },
  );
});

Deno.test("Tickets.update() tells where the helpdesk stored something else", async () => {
  const work = startWork("staff");
  await work.embedded.failNext({
    ...{ kind: "status", status: 200, method: "PATCH" },
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ id: 7, title: "Another title", priority: 1 }),
  });
  const { fields } = await work.run(({ tickets }, call) =>
    tickets.update(7, { title: "Changed", priority: 1, assignedTo: 2 }, call)
  );
  assert.deepEqual(fields, [
    { field: "title", asked: "Changed", stored: "Another title" },
    { field: "priority", asked: 1, stored: 1 },
    { field: "assigned_to", asked: 2, stored: undefined },
  ]);
  assert.deepEqual(differingFields(fields), ["title", "assigned_to"]);
});

Deno.test("Tickets keep to the queues that the settings allow", async () => {
  const work = startWork("staff", {}, { HELPDESK_QUEUES: "1" });
  const tickets = await Promise.all(
    [...Array(20).keys()].map((id) => work.embedded.ticket(id + 1)),
  );
  const elsewhere = tickets.find((ticket) => ticket !== null && ticket.queue !== 1)?.id;
  assert.ok(elsewhere !== undefined);
  await expectFailure("forbidden", get(work, elsewhere));
  await expectFailure(
    "forbidden",
    work.run(({ tickets }, call) => tickets.update(elsewhere, { priority: 1 }, call)),
  );
  await expectFailure(
    "forbidden",
    work.run(({ tickets }, call) => tickets.create({ ...NEW, queue: 2 }, call)),
  );
  assert.deepEqual(await work.asked(/^(?:PATCH|POST) \/api\/tickets/), []);
});
