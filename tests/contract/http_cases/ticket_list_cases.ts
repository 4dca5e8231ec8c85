import assert from "node:assert/strict";
import { assertRefused, asStaff, type HttpCase, test } from "../http_case.ts";
import { ContractClient, logIn, type TicketBody } from "../contract_client.ts";

type Page<T> = { count: number; next: string | null; previous: string | null; results: T[] };

async function page<T = TicketBody>(client: ContractClient, path: string): Promise<Page<T>> {
  const answer = await client.get(path);
  assert.equal(answer.status, 200, answer.text);
  return answer.json<Page<T>>();
}

/** Index, lists and reading. */
export const TICKET_LIST_CASES: readonly HttpCase[] = [
  test.helpdesk("`api/` lists the routes, to anybody", async (helpdesk) => {
    const answer = await new ContractClient(helpdesk).get("api/");
    assert.equal(answer.status, 200);
    const names = ["tickets", "user_tickets", "followups", "followups-attachments", "users"];
    const expected = names.map((name) => [name, `${helpdesk.baseUrl}api/${name}/`]);
    assert.deepEqual(answer.json(), Object.fromEntries(expected));
  }).on(["plain", "mounted"]),
  test.asStaff("a page of tickets has count, neighbours and results with all fields", async ({ client, baseUrl }) => {
    for (let made = 0; made < 5; made++) await client.createTicket();
    const first = await page(client, "api/tickets/?page_size=2");
    assert.ok(first.count >= 5);
    assert.equal(first.results.length, 2);
    assert.equal(first.previous, null);
    assert.equal(first.next, `${baseUrl}api/tickets/?page=2&page_size=2`);
    assert.deepEqual(Object.keys(first.results[0] ?? {}), [
      ...["id", "queue", "title", "description", "resolution", "submitter_email"],
      ...["assigned_to", "status", "on_hold", "priority", "due_date", "merged_to"],
      ...["followup_set", "custom_room"],
    ]);
    const second = await page(client, "api/tickets/?page_size=2&page=2");
    assert.equal(second.previous, `${baseUrl}api/tickets/?page_size=2`);
    assert.equal(new Set([...first.results, ...second.results].map(({ id }) => id)).size, 4);
    const last = await page(client, "api/tickets/?page_size=2&page=last");
    assert.equal(last.next, null);
  }).on(["plain", "mounted"]),
  test.asStaff("page_size is 25 when it is left out or no positive number, and has no upper bound", async ({ client }) => {
    for (let made = 0; made < 26; made++) await client.createTicket();
    for (const query of ["", "?page_size=0", "?page_size=-1", "?page_size=abc"]) {
      assert.equal((await page(client, `api/tickets/${query}`)).results.length, 25, query);
    }
    const all = await page(client, "api/tickets/?page_size=100000");
    assert.equal(all.results.length, all.count);
    assert.equal(all.next, null);
  }),
  test.asStaff("past the end and for no number there is no page", async ({ client }) => {
    for (const number of ["99999", "0", "abc", "-1"]) {
      const answer = await client.get(`api/tickets/?page=${number}`);
      assertRefused(answer, 404, { detail: "Invalid page." });
    }
  }),
  test.asStaff("`?status=` filters by ids; a name or an unknown id is ignored and returns everything", async ({ client }) => {
    const ticket = await client.createTicket();
    await client.patch(`api/tickets/${ticket.id}/`, { status: 5 });
    const count = async (query: string) => (await page(client, `api/tickets/${query}`)).count;
    const all = await count("");
    const counts = new Map<number, number>();
    for (const status of [1, 2, 3, 4, 5]) counts.set(status, await count(`?status=${status}`));
    assert.ok((counts.get(1) ?? 0) < all);
    assert.equal([...counts.values()].reduce((sum, some) => sum + some, 0), all);
    assert.equal(await count("?status=1,5"), (counts.get(1) ?? 0) + (counts.get(5) ?? 0));
    assert.equal(await count("?status=5,99"), counts.get(5));
    assert.equal(await count("?status=5,Open"), counts.get(5));
    for (const ignored of ["Open", "99", "%201", "Duplicate", "open,closed", ""]) {
      assert.equal(await count(`?status=${ignored}`), all, ignored);
    }
    const listed = await page(client, "api/tickets/?status=5&page_size=1000");
    assert.ok(listed.results.every(({ status }) => status === 5));
  }),
  test.asStaff("a status that the site added is a filter too", async ({ client }) => {
    const before = (await page(client, "api/tickets/?status=7")).count;
    const ticket = await client.createTicket();
    await client.patch(`api/tickets/${ticket.id}/`, { status: 7 });
    assert.equal((await page(client, "api/tickets/?status=7")).count, before + 1);
  }).on(["custom_statuses"]),
  test.asStaff("other filters, orders and searches are ignored", async ({ client }) => {
    await client.createTicket();
    const all = await page(client, "api/tickets/");
    const queries = ["queue_id=1", "queue=1", "assigned_to=999", "search=nothing", "ordering=-id"];
    for (const query of [...queries, "priority=1"]) {
      const filtered = await page(client, `api/tickets/?${query}`);
      assert.equal(filtered.count, all.count, query);
      assert.deepEqual(filtered.results.map(({ id }) => id), all.results.map(({ id }) => id));
    }
  }),
  test.asStaff("`?status=` on one ticket is 404 when the ticket's status is another", async ({ client }) => {
    const { id } = await client.createTicket();
    const missing = { detail: "No Ticket matches the given query." };
    assert.equal((await client.get(`api/tickets/${id}/?status=1`)).status, 200);
    assert.equal((await client.get(`api/tickets/${id}/?status=Closed`)).status, 200);
    assertRefused(await client.get(`api/tickets/${id}/?status=3`), 404, missing);
    assertRefused(await client.patch(`api/tickets/${id}/?status=3`, {}), 404, missing);
    assert.equal((await client.patch(`api/tickets/${id}/?status=1`, {})).status, 200);
  }),
  test.asStaff("a ticket embeds its follow-ups, oldest first", async ({ client }) => {
    const { id } = await client.createTicket();
    const added = [];
    for (const comment of ["one", "two", "three"]) {
      added.push((await client.addFollowUp(id, { comment })).id);
    }
    const { followup_set } = await client.readTicket(id);
    assert.deepEqual(followup_set.slice(1).map((followUp) => followUp.id), added);
    assert.deepEqual(Object.keys(followup_set[0] ?? {}), [
      ...["id", "ticket", "user", "title", "comment", "public", "new_status", "time_spent"],
      ...["followupattachment_set", "date", "message_id", "email_recipients"],
    ]);
  }),
  test.asStaff("follow-ups are listed in pages, and one can be read", async ({ client }) => {
    const { id } = await client.createTicket();
    const followUp = await client.addFollowUp(id);
    const listed = await page<{ id: number }>(client, "api/followups/?page_size=100000");
    assert.equal(listed.results.length, listed.count);
    assert.ok(listed.results.some((row) => row.id === followUp.id));
    assert.equal((await page(client, "api/followups/?page_size=1")).results.length, 1);
    const read = await client.get(`api/followups/${followUp.id}/`);
    assert.deepEqual(read.json(), followUp);
  }),
  test.helpdesk("`user_tickets` shows whoever asks their own tickets, secret keys included, newest first", async (helpdesk) => {
    const staff = await asStaff(helpdesk);
    const { email } = helpdesk.accounts.customer;
    const first = await staff.createTicket({ submitter_email: email });
    const second = await staff.createTicket({ submitter_email: email, custom_room: "R 1" });
    await staff.createTicket({ submitter_email: "another@example.net" });
    const client = await logIn(helpdesk, helpdesk.accounts.customer);
    const own = await page<Record<string, unknown>>(client, "api/user_tickets/");
    assert.deepEqual(own.results.slice(0, 2).map(({ id }) => id), [second.id, first.id]);
    assert.ok(own.results.every(({ submitter }) => submitter === email));
    const [row = {}] = own.results;
    assert.deepEqual(Object.keys(row), [
      ...["ticket", "id", "title", "queue", "status", "created", "due_date", "submitter"],
      ...["kbitem", "secret_key", "custom_room"],
    ]);
    assert.match(String(row.secret_key), /^[0-9a-f-]{36}$/);
    assert.equal(row.status, "Open");
    assert.equal(row.custom_room, "R 1");
    assert.deepEqual(Object.keys(row.queue as object).sort(), ["id", "title"]);
    const one = await client.get(`api/user_tickets/${first.id}/`);
    assert.equal(one.json().id, first.id);
  }).on(["plain", "mounted"]),
  test.asStaff("HEAD answers like GET without a body", async ({ client }) => {
    const answer = await client.request("HEAD", "api/tickets/");
    assert.equal(answer.status, 200);
    assert.equal(answer.headers.get("content-type"), "application/json");
    assert.equal(answer.text, "");
  }),
  test.asStaff("a ticket can be deleted with its follow-ups", async ({ client, control }) => {
    const { id, followup_set } = await client.createTicket();
    const answer = await client.request("DELETE", `api/tickets/${id}/`);
    assert.equal(answer.status, 204);
    assert.equal((await client.get(`api/tickets/${id}/`)).status, 404);
    assert.equal((await client.get(`api/followups/${followup_set[0]?.id}/`)).status, 404);
    assert.equal(await control.ticket(id, "main"), null);
  }),
];
