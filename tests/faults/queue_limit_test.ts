import assert from "node:assert/strict";
import { settingsOf } from "../account_settings.ts";
import { createEmbeddedHelpdesk, type EmbeddedHelpdesk } from "../embedded/embedded_helpdesk.ts";
import { converse, readText, refusalOf } from "../mcp/embedded_conversation.ts";
import { createToolCaller, textOf } from "../tool_caller.ts";
import { FaultyHelpdesk } from "./faulty_helpdesk.ts";
import { changed, json } from "./misbehaviour.ts";

const ALLOWED = [1, 4];
const REFUSED =
  /in a queue that HELPDESK_QUEUES does not allow \(it allows 1, 4; get_queues names them\)/;
/** Names of the queues that may not be worked. */
const OTHER_NAMES = /Facilities|Customer Orders/;

function limitedCaller(account: "agent" | "staff") {
  const embedded = createEmbeddedHelpdesk();
  const settings = { ...settingsOf(embedded, account), HELPDESK_QUEUES: "1, 4" };
  const caller = createToolCaller(settings, (request) => embedded.fetch(request));
  return { caller, embedded };
}

/** Ids of tickets, those in a queue that may be worked and the others. */
async function ticketsOf(embedded: EmbeddedHelpdesk) {
  const ids = Array.from({ length: embedded.fixture.ticketCount }, (_, place) => place + 1);
  const tickets = await Promise.all(ids.map((id) => embedded.ticket(id)));
  const isInside = (id: number) => ALLOWED.includes(tickets[id - 1]?.queue ?? 0);
  return { inside: ids.filter(isInside), outside: ids.filter((id) => !isInside(id)) };
}

/** The requests that could have changed something. */
async function writes(embedded: EmbeddedHelpdesk): Promise<string[]> {
  const { requests } = await embedded.requests();
  return requests.filter(({ method, path }) =>
    !["GET", "OPTIONS"].includes(method) && path !== "/login/"
  ).map(({ method, path }) => `${method} ${path}`);
}

for (const account of ["agent", "staff"] as const) {
  Deno.test(`HELPDESK_QUEUES confines every list of the account "${account}"`, async () => {
    const { caller, embedded } = limitedCaller(account);
    const { inside, outside } = await ticketsOf(embedded);
    assert(inside.length > 5 && outside.length > 5);
    const listed: number[] = [];
    for (let page = 1, hasMore = true; hasMore; page++) {
      const result = await caller.succeed("list_tickets", { page, page_size: 5 });
      listed.push(...result.tickets.map(({ id }: { id: number }) => id));
      assert.equal(result.total, inside.length);
      hasMore = result.has_more;
    }
    assert.deepEqual(listed.sort((left, right) => left - right), inside);

    const questions = [
      ...[{ search: "e" }, { status: "Open,Reopened,Resolved,Closed,Duplicate" }],
      ...[{ unassigned: true }, { priority: "1,2,3,4,5" }, { sort: "title" }, { mine: true }],
      { assigned_to: 2 },
    ];
    for (const question of questions) {
      const { tickets } = await caller.succeed("list_tickets", question);
      for (const { id } of tickets) assert(inside.includes(id), JSON.stringify(question));
    }
    for (const queue_id of [1, 4]) {
      const { tickets } = await caller.succeed("list_tickets", { queue_id });
      assert(tickets.length > 0);
      for (const { queue } of tickets) assert.equal(queue, queue_id);
    }
    for (const queue_id of [2, 3, 99]) {
      const message = await caller.fail("list_tickets", { queue_id });
      assert.match(message, REFUSED);
      assert.doesNotMatch(message, OTHER_NAMES);
    }
  });
}

Deno.test("HELPDESK_QUEUES refuses to change tickets of other queues, and sends nothing", async () => {
  const { caller, embedded } = limitedCaller("agent");
  const { inside, outside } = await ticketsOf(embedded);
  // What a list said of a ticket before must be no way around it.
  await caller.succeed("list_tickets");
  for (const ticket_id of outside) {
    const before = await embedded.ticket(ticket_id);
    const changes: [string, Record<string, unknown>][] = [
      ["update_ticket", { ticket_id, title: "Taken over" }],
      ["update_ticket", { ticket_id, status: 4 }],
      ["add_followup", { ticket_id, comment: "Hello", public: false }],
      ["add_followup", { ticket_id, comment: "Hello", public: true, new_status: 3 }],
    ];
    for (const [name, input] of changes) assert.match(await caller.fail(name, input), REFUSED);
    assert.deepEqual(await embedded.ticket(ticket_id), before);
  }
  assert.deepEqual(await writes(embedded), []);
  const [ticket_id = 0] = inside;
  await caller.succeed("update_ticket", { ticket_id, title: "Within" });
  await caller.succeed("add_followup", { ticket_id, comment: "Within", public: false });
  assert.equal((await writes(embedded)).length, 2);
});

Deno.test("a ticket merged into one of another queue shows no more than its id", async () => {
  const { caller, embedded } = limitedCaller("agent");
  const { inside, outside } = await ticketsOf(embedded);
  const [from = 0] = inside;
  const [into = 0] = outside;
  await using helpdesk = await FaultyHelpdesk.start();
  const faulty = createToolCaller({ ...helpdesk.settings(), HELPDESK_QUEUES: "1,4" });
  const merged = changed((body) => ({ ...body, merged_to: into }));
  helpdesk.misbehave(`GET /api/tickets/${from}/`, merged);
  const result = await faulty.call("get_ticket", { ticket_id: from });
  assert.match(textOf(result), new RegExp(`Merged into ticket ${into}$`, "m"));
  const { title } = await embedded.ticket(into) ?? {};
  assert(!JSON.stringify(result).includes(title ?? "-"));
  assert.match(await caller.fail("get_ticket", { ticket_id: into }), REFUSED);
});

Deno.test("a ticket whose queue the helpdesk does not tell is in none that is allowed", async () => {
  await using helpdesk = await FaultyHelpdesk.start();
  const caller = createToolCaller({ ...helpdesk.settings(), HELPDESK_QUEUES: "1,4" });
  for (const queue of [undefined, null, "x", [1], 2]) {
    helpdesk.misbehave("GET /api/tickets/20/", json({ id: 20, title: "Where?", queue }), 2);
    assert.match(await caller.fail("get_ticket", { ticket_id: 20 }), REFUSED);
    assert.match(await caller.fail("update_ticket", { ticket_id: 20, title: "x" }), REFUSED);
    assert.equal(helpdesk.asked("PATCH").length, 0);
    helpdesk.misbehave("GET /api/tickets/?", json({ count: 1, results: [{ id: 20, queue }] }));
    assert.deepEqual((await caller.succeed("list_tickets")).tickets, []);
  }
});

Deno.test("a helpdesk that does not apply the filter by queue is not trusted with it", async () => {
  await using helpdesk = await FaultyHelpdesk.start();
  const caller = createToolCaller({ ...helpdesk.settings("staff"), HELPDESK_QUEUES: "1,4" });
  const queues = [1, 2, 3, 4].map((id) => ({ id, title: `Q${id}` }));
  const data = [...queues.map((queue) => ({ id: queue.id, title: "T", queue })), { id: 5 }];
  const table = { data, recordsTotal: 5, recordsFiltered: 5 };
  helpdesk.misbehave("GET /datatables_ticket_list/", json(table));
  const { tickets, total, warnings } = await caller.succeed("list_tickets", { page_size: 25 });
  assert.ok(tickets.every(({ queue }: { queue: number }) => ALLOWED.includes(queue)));
  const { inside } = await ticketsOf(helpdesk.embedded);
  assert.equal(total, inside.length);
  assert.match(warnings.join(), /own list was not used, because it did not apply queue_id/);
});

Deno.test("HELPDESK_QUEUES confines resources, prompts and completions too", async () => {
  await using conversation = await converse({ settings: { HELPDESK_QUEUES: "1,4" } });
  const { client, embedded } = conversation;
  const { inside, outside } = await ticketsOf(embedded);
  assert.doesNotMatch(await readText(client, "helpdesk://queues"), OTHER_NAMES);
  await readText(client, `helpdesk://ticket/${inside[0]}`);
  const [other = 0] = outside;
  await assert.rejects(client.readResource({ uri: `helpdesk://ticket/${other}` }), REFUSED);
  const draft = { name: "draft_answer", arguments: { ticket_id: String(other) } };
  await assert.rejects(client.getPrompt(draft), REFUSED);
  for (const queue of ["2", "Facilities & Workplace"]) {
    const triage = { name: "triage_queue", arguments: { queue } };
    const { message } = await refusalOf(client.getPrompt(triage));
    assert.match(message, /HELPDESK_QUEUES does not allow \(it allows 1, 4; get_queues/);
    assert.doesNotMatch(message, /Customer Orders/);
  }
  const queues = await client.complete({
    ref: { type: "ref/prompt", name: "triage_queue" },
    argument: { name: "queue", value: "" },
  });
  const names = embedded.fixture.queues.filter(({ id }) => ALLOWED.includes(id));
  assert.deepEqual(queues.completion.values, names.map(({ title }) => title));
  const tickets = await client.complete({
    ref: { type: "ref/resource", uri: "helpdesk://ticket/{id}" },
    argument: { name: "id", value: "" },
  });
  assert.deepEqual(tickets.completion.values.map(Number).sort((a, b) => a - b), inside);
});
