import assert from "node:assert/strict";
import { assertErrorPage, type HttpCase, test } from "../http_case.ts";
import { AS_BROWSER, ContractClient, logIn } from "../contract_client.ts";

type Row = { id: number; [column: string]: unknown };

interface Table extends Record<"recordsTotal" | "recordsFiltered" | "draw", number> {
  data: Row[];
}

/** Asks for the list, of as many rows as there are unless the parameters say otherwise. */
function ask(client: ContractClient, query: unknown, parameters = "length=100000") {
  const bytes = new TextEncoder().encode(JSON.stringify(query));
  const encoded = encodeURIComponent(btoa(String.fromCharCode(...bytes)));
  return client.get(`datatables_ticket_list/${encoded}?${parameters}`);
}

async function table(client: ContractClient, query: unknown, parameters?: string): Promise<Table> {
  const answer = await ask(client, query, parameters);
  assert.equal(answer.status, 200, answer.text);
  return answer.json<Table>();
}

async function ids(client: ContractClient, query: unknown, parameters?: string): Promise<number[]> {
  return (await table(client, query, parameters)).data.map(({ id }) => id);
}

/** A word that no other ticket has; without "OR", which a search would cut. */
const word = () => `w${crypto.randomUUID().replaceAll("-", "")}`;

/** The list behind the web page. */
export const TICKET_TABLE_CASES: readonly HttpCase[] = [
  test.asStaff("a row has names where a ticket has ids", async ({ client, accounts }) => {
    const { staff } = accounts;
    const title = word();
    const ticket = await client.createTicket({
      ...{ title, priority: 2, assigned_to: staff.id, due_date: "2030-01-02" },
    });
    const followUp = await client.addFollowUp(ticket.id, { time_spent: "01:30:00" });
    await client.addFollowUp(ticket.id, { time_spent: "00:15:00" });
    await client.patch(`api/tickets/${ticket.id}/`, { on_hold: true });
    const { data: [row], ...counts } = await table(client, { search_string: title });
    assert.deepEqual(counts, { recordsFiltered: 1, recordsTotal: 1, draw: 0 });
    assert.ok(row);
    const { ticket: name, created, last_followup, queue, ...rest } = row;
    assert.match(String(name), new RegExp(`^${ticket.id} \\[[a-z]+-${ticket.id}\\]$`));
    assert.match(String(created), /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{6})?\+0[12]:00$/);
    assert.match(String(last_followup), /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{3})?Z$/);
    assert.ok(Date.parse(String(last_followup)) >= Math.floor(Date.parse(followUp.date)) - 1);
    assert.deepEqual(Object.keys(queue as object), ["title", "id"]);
    assert.deepEqual(rest, {
      ...{ id: ticket.id, priority: 2, priority_badge_class: "warning", title },
      ...{ status: "Open - On Hold", status_badge_class: "danger" },
      ...{ due_date: "2030-01-02T00:00:00+01:00", assigned_to: staff.fullName },
      ...{ submitter: "someone@example.net", row_class: "warning", time_spent: "01h:45m" },
      kbitem: "",
    });
  }).on(["plain", "mounted"]),
  test.asStaff("an assignee is a full name, else an address; none is the text None", async ({ client, accounts }) => {
    const { admin, agent } = accounts;
    const shownAs = [[admin, admin.email], [agent, agent.fullName], [undefined, "None"]] as const;
    for (const [account, shown] of shownAs) {
      const title = word();
      await client.createTicket({ title, assigned_to: account?.id ?? null });
      const { data: [row] } = await table(client, { search_string: title });
      assert.equal(row?.assigned_to, shown);
      assert.equal(row?.time_spent, "");
    }
  }),
  test.asStaff("start, length, draw and order come from the query of the address", async ({ client }) => {
    const title = word();
    const made = [];
    for (let count = 0; count < 4; count++) made.push((await client.createTicket({ title })).id);
    const query = { search_string: title, sorting: "id" };
    assert.deepEqual(await ids(client, query), made);
    assert.deepEqual(await ids(client, query, "start=1&length=2"), made.slice(1, 3));
    assert.deepEqual(await ids(client, { ...query, sortreverse: true }), made.toReversed());
    const answer = await table(client, query, "start=3&length=2&draw=7");
    assert.deepEqual([answer.data.length, answer.draw], [1, 7]);
    assert.deepEqual([answer.recordsTotal, answer.recordsFiltered], [4, 4]);
    assert.deepEqual(await ids(client, query, "start=99"), []);
    assert.deepEqual(await ids(client, query, "length=0"), []);
    const byHeader = "order[0][column]=0&order[0][dir]=desc";
    assert.deepEqual(await ids(client, query, byHeader), made.toReversed());
    assert.equal((await table(client, {}, "start=0")).data.length, 25);
    for (const bad of ["start=-1", "length=-1", "start=a", "order[0][column]=99"]) {
      assertErrorPage(await ask(client, query, bad), 500);
    }
  }),
  test.asStaff("lists of ids filter by queue, assignee, status and priority, all at once", async ({ client, accounts }) => {
    const { staff, agent } = accounts;
    const title = word();
    const make = async (fields: Record<string, unknown>, status = 1) => {
      const { id } = await client.createTicket({ title, ...fields });
      await client.patch(`api/tickets/${id}/`, { status });
      return id;
    };
    const a = await make({ queue: 1, priority: 1, assigned_to: staff.id }, 1);
    const b = await make({ queue: 2, priority: 2, assigned_to: agent.id }, 2);
    const c = await make({ queue: 3, priority: 1, assigned_to: null }, 4);
    const [assigned, nobody] = [{ assigned_to__id__in: [staff.id] }, {
      assigned_to__id__isnull: true,
    }];
    type Filters = readonly [filtering: unknown, filtering_null?: unknown];
    const expected: readonly [ids: readonly number[], ...Filters[]][] = [
      [[a, c], [{ queue__id__in: [1, 3] }], [{ status__in: [1, 4] }], [{ priority__in: [1] }]],
      [[b], [{ queue__id__in: ["2"] }], [{ assigned_to__id__in: [agent.id] }]],
      [[], [{ queue__id__in: [] }], [{ queue__id__in: [999] }]],
      [[c], [{ priority__in: [1], status__in: [4] }], [{}, nobody]],
      [[a, b], [{}, { assigned_to__id__isnull: false }]],
      [[a, c], [assigned, nobody]],
      [[], [{ ...assigned, priority__in: [2] }, nobody]],
    ];
    assert.deepEqual(await ids(client, { search_string: title, sorting: "id" }), [a, b, c]);
    for (const [found, ...filters] of expected) {
      for (const [filtering, filtering_null = {}] of filters) {
        const query = { search_string: title, sorting: "id", filtering, filtering_null };
        assert.deepEqual(await ids(client, query), found, JSON.stringify(query));
      }
    }
  }),
  test.asStaff("dates of creation filter from and to; a date alone is its first moment", async ({ client, control }) => {
    const title = word();
    const { id } = await client.createTicket({ title });
    const created = (filtering: unknown) => ids(client, { search_string: title, filtering });
    const { created: moment = "" } = await control.ticket(id, "main") ?? {};
    const today = new Date(moment).toLocaleDateString("sv-SE", { timeZone: "Europe/Berlin" });
    for (const day of ["2020-01-01", today, "2020-01-01T00:00:00Z"]) {
      assert.deepEqual(await created({ created__gte: day }), [id], day);
    }
    assert.deepEqual(await created({ created__lte: "2099-01-01" }), [id]);
    const none = [{ created__lte: today }, { created__gte: "2099-01-01" }];
    for (const filtering of none) assert.deepEqual(await created(filtering), []);
  }),
  test.asStaff("other filters and orders are a 400, and values of a wrong type a 500", async ({ client }) => {
    const suspicious = [
      ...[{ filtering: { title__contains: "x" } }, { filtering: { assigned_to__username: "x" } }],
      { filtering_null: { due_date__isnull: true } },
      ...["submitter", "time_spent", "-id", 5].map((sorting) => ({ sorting })),
    ];
    for (const query of suspicious) assertErrorPage(await ask(client, query), 400);
    const broken = [
      ...[{ queue__id__in: 1 }, { queue__id__in: ["x"] }, { created__gte: "x" }, [], null]
        .map((filtering) => ({ filtering })),
      ...[{ filtering_null: { assigned_to__id__isnull: "yes" } }, { search_string: 5 }, [1]],
    ];
    for (const query of broken) assertErrorPage(await ask(client, query), 500);
    assertErrorPage(await client.get(`datatables_ticket_list/${btoa("not json")}`), 500);
    assertErrorPage(await client.get("datatables_ticket_list/!!"), 404);
  }),
  test.asStaff("every column orders, what has no value first, and an empty order is by creation", async ({ client, accounts }) => {
    const { staff, agent } = accounts;
    const mark = word();
    const make = async (title: string, fields: Record<string, unknown>, status: number) => {
      const { id } = await client.createTicket({ title: `${title} ${mark}`, ...fields });
      await client.patch(`api/tickets/${id}/`, { status });
      return id;
    };
    const a = await make("b", {
      ...{ priority: 3, queue: 1, due_date: "2030-02-01", assigned_to: agent.id },
      submitter_email: "b@example.net",
    }, 4);
    const b = await make("B", {
      ...{ priority: 1, queue: 3, due_date: "2030-01-01", assigned_to: staff.id },
      submitter_email: "a@example.net",
    }, 2);
    const c = await make("é", { priority: 5, queue: 2, submitter_email: "" }, 1);
    await client.addFollowUp(a);
    const { data } = await table(client, { search_string: mark });
    const titles = new Map(data.map(({ id, queue }) => [id, (queue as { title: string }).title]));
    const title = (id: number) => titles.get(id) ?? "";
    const byQueue = [a, b, c].toSorted((x, y) => title(x) < title(y) ? -1 : 1);
    const orders: Record<string, number[]> = {
      ...{ id: [a, b, c], created: [a, b, c], title: [b, a, c], priority: [b, a, c] },
      ...{ queue: byQueue, status: [c, b, a], due_date: [c, b, a], assigned_to: [c, b, a] },
      ...{ submitter_email: [c, b, a], last_followup: [b, c, a] },
    };
    for (const [sorting, expected] of Object.entries(orders)) {
      const query = { search_string: mark, sorting };
      assert.deepEqual(await ids(client, query), expected, sorting);
      const reversed = await ids(client, { ...query, sortreverse: true });
      assert.deepEqual(reversed, expected.toReversed(), sorting);
    }
    for (const sorting of ["", null]) {
      assert.deepEqual(await ids(client, { search_string: mark, sorting }), [a, b, c]);
    }
    assert.equal((await ids(client, { search_string: mark, sorting: "kbitem" })).length, 3);
  }),
  test.asStaff("a search looks at parts of texts and ids, and capital OR separates alternatives anywhere", async ({ client, control, accounts }) => {
    const { agent } = accounts;
    const [one, two, three, room, address] = [word(), word(), word(), word(), word()];
    const a = (await client.createTicket({ title: one, description: three })).id;
    const b = (await client.createTicket({
      ...{ title: "Second", description: `x ${two} y`, custom_room: `R ${room}` },
      submitter_email: `${address}@example.net`,
    })).id;
    const c = (await client.createTicket({ title: `Ünique ${one}`, assigned_to: agent.id })).id;
    await client.patch(`api/tickets/${c}/`, { resolution: two, due_date: "2031-03-04T12:00:00Z" });
    const found = (search_string: unknown) => ids(client, { search_string, sorting: "id" });
    const expected: readonly [texts: readonly string[], ids: readonly number[]][] = [
      [[one, one.toUpperCase(), one.slice(3, 20), `  ${one} `, `${one}OR${word()}`], [a, c]],
      [[two], [b, c]],
      [[three], [a]],
      [[room, address], [b]],
      [[`${one} OR ${two}`], [a, b, c]],
      [[`Ünique ${one}`, "2031-03-04 12:00"], [c]],
      [[`${one} or ${two}`, `ünique ${one}`, `${one.slice(0, 5)}%`], []],
    ];
    for (const [texts, ids] of expected) {
      for (const text of texts) assert.deepEqual(await found(text), ids, text);
    }
    const { created = "" } = await control.ticket(a, "main") ?? {};
    assert.ok((await found(`${created.slice(0, 10)} ${created.slice(11, 16)}`)).includes(a));
    for (const text of [String(c), agent.email]) assert.ok((await found(text)).includes(c));
    const all = await found("");
    for (const text of [null, "OR"]) assert.deepEqual(await found(text), all);
    assert.ok(all.length > 3);
    const cut = (await client.createTicket({ title: word(), description: `M${one}` })).id;
    assert.ok((await found(`FORM${one}`)).includes(cut));
    const second = await table(client, { search_string: two }, `search[value]=${one}`);
    assert.deepEqual([second.recordsTotal, second.recordsFiltered], [2, 1]);
  }),
  test.asStaff("`queue:` and `priority:` search only these", async ({ client }) => {
    const ticket = await client.createTicket({ priority: 5, queue: 2 });
    const { data } = await table(client, { search_string: "priority:5" });
    assert.ok(data.length > 0 && data.every(({ priority }) => priority === 5));
    const title = (data.find(({ id }) => id === ticket.id)?.queue as { title: string }).title;
    const part = title.slice(1, 6).toUpperCase().replace("Ü", "ü");
    const inQueue = (await table(client, { search_string: `queue:${part}` })).data;
    assert.ok(inQueue.some(({ id }) => id === ticket.id));
    assert.ok(inQueue.every(({ queue }) => (queue as { id: number }).id === 2));
    assert.deepEqual(await ids(client, { search_string: `queue: ${title}` }), []);
  }),
  test.helpdesk("without staff rights the list redirects to the login form", async (helpdesk) => {
    const mount = new URL(helpdesk.baseUrl).pathname;
    const customer = await logIn(helpdesk, helpdesk.accounts.customer);
    for (const client of [new ContractClient(helpdesk), customer]) {
      const { status, headers, text } = await client.get("datatables_ticket_list/e30=");
      assert.deepEqual([status, text], [302, ""]);
      const login = `${mount}login/?next=${mount}datatables`;
      assert.ok(headers.get("location")?.startsWith(login));
    }
  }).on(["plain", "mounted"]),
  test.asStaff("the list is JSON whatever is accepted, and can only be read", async ({ client }) => {
    const answer = await client.get("datatables_ticket_list/e30=", AS_BROWSER);
    assert.equal(answer.headers.get("content-type"), "application/json");
    assert.ok(answer.json<Table>().recordsTotal > 0);
    assert.equal((await client.post("datatables_ticket_list/e30=", {})).status, 405);
  }),
];
