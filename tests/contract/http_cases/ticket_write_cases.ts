import assert from "node:assert/strict";
import { assertErrorPage, assertRefused, asStaff, type HttpCase, test } from "../http_case.ts";
import { TICKET, type TicketBody } from "../contract_client.ts";

const REQUIRED = ["This field is required."];
const NOT_NULL = ["This field may not be null."];
const DATE_FAULT = [
  "Datetime has wrong format. Use one of these formats instead: " +
  "YYYY-MM-DDThh:mm[:ss[.uuuuuu]][+HH:MM|-HH:MM|Z].",
];
const NO_NULLS = ["Null characters are not allowed."];
const TOO_LONG = (limit: number) => [`Ensure this field has no more than ${limit} characters.`];
const CHOICE = (value: string) => [`"${value}" is not a valid choice.`];
const MISSING = (value: string) => [`Invalid pk "${value}" - object does not exist.`];

/** What both a new ticket and a change are refused for: the value sent, and the reasons. */
const BAD_VALUES: readonly [Record<string, unknown>, Record<string, unknown>][] = [
  [{ queue: 99 }, { queue: MISSING("99") }],
  [{ queue: "abc" }, { queue: ["Incorrect type. Expected pk value, received str."] }],
  [{ queue: true }, { queue: ["Incorrect type. Expected pk value, received bool."] }],
  [{ queue: null }, { queue: NOT_NULL }],
  [{ assigned_to: 9999 }, { assigned_to: MISSING("9999") }],
  [{ assigned_to: 0 }, { assigned_to: MISSING("0") }],
  [{ priority: 9 }, { priority: CHOICE("9") }],
  [{ priority: null }, { priority: NOT_NULL }],
  [{ priority: "" }, { priority: CHOICE("") }],
  [{ status: 77 }, { status: CHOICE("77") }],
  [{ status: "Open" }, { status: CHOICE("Open") }],
  [{ status: true }, { status: CHOICE("True") }],
  [{ title: "x".repeat(201) }, { title: TOO_LONG(200) }],
  [{ title: "  " }, { title: ["This field may not be blank."] }],
  [{ title: null }, { title: NOT_NULL }],
  [{ title: true }, { title: ["Not a valid string."] }],
  [{ title: "a\0b" }, { title: NO_NULLS }],
  [{ title: "a\ud800b" }, { title: ["Surrogate characters are not allowed: U+D800."] }],
  [{ description: "a\0b" }, { description: NO_NULLS }],
  [{ submitter_email: "nobody" }, { submitter_email: ["Enter a valid email address."] }],
  [{ due_date: "02.01.2030" }, { due_date: DATE_FAULT }],
  [{ due_date: "2030-13-45" }, { due_date: DATE_FAULT }],
  [{ due_date: "" }, { due_date: DATE_FAULT }],
  [{ on_hold: "maybe" }, { on_hold: ["Must be a valid boolean."] }],
  [{ merged_to: 999999 }, { merged_to: MISSING("999999") }],
  [{ custom_room: "x".repeat(41) }, { custom_room: TOO_LONG(40) }],
  [{ custom_room: null }, { custom_room: NOT_NULL }],
  [{ custom_room: "" }, { custom_room: ["This field may not be blank."] }],
  [{ queue: 99, priority: 9 }, { queue: MISSING("99"), priority: CHOICE("9") }],
];

/** The offset of Berlin on a winter's day, where both helpdesks stand. */
const MIDNIGHT = "2030-01-02T00:00:00+01:00";

/** Creating and changing tickets. */
export const TICKET_WRITE_CASES: readonly HttpCase[] = [
  test.asStaff("a created ticket is returned as stored, with a first follow-up", async ({ client, accounts }) => {
    const { id, followup_set, ...fields } = await client.createTicket({ custom_room: " R 7 " });
    assert.deepEqual(fields, {
      ...{ ...TICKET, resolution: null, assigned_to: null, status: 1, on_hold: false },
      ...{ due_date: null, merged_to: null, custom_room: "R 7" },
    });
    const [first] = followup_set;
    assert.ok(first !== undefined && followup_set.length === 1);
    const { id: followUpId, date, ...opened } = first;
    assert.ok(followUpId && date);
    assert.deepEqual(opened, {
      ...{ ticket: id, user: accounts.staff.id, title: "Ticket Opened" },
      ...{ comment: TICKET.description, public: true, new_status: null, time_spent: null },
      ...{ followupattachment_set: [], message_id: null },
      email_recipients: [TICKET.submitter_email],
    });
    assert.deepEqual(await client.readTicket(id), { id, followup_set, ...fields });
  }).on(["plain", "signed_cookies"]),
  test.asStaff("a new ticket needs queue, title and priority", async ({ client }) => {
    const { priority: _, ...withoutPriority } = TICKET;
    assertRefused(await client.post("api/tickets/", withoutPriority), 400, { priority: REQUIRED });
    assertRefused(await client.post("api/tickets/", {}), 400, { queue: REQUIRED, title: REQUIRED });
  }),
  test.asStaff("a new ticket without a description is a 500, and with an empty one a 400 about the body", async ({ client }) => {
    const { description: _, ...withoutDescription } = TICKET;
    assertErrorPage(await client.post("api/tickets/", withoutDescription), 500);
    for (const description of ["", "  ", null]) {
      const answer = await client.post("api/tickets/", { ...TICKET, description });
      assertRefused(answer, 400, { body: REQUIRED });
    }
    const { priority: _priority, ...neither } = { ...TICKET, description: "" };
    const reasons = { body: REQUIRED, priority: REQUIRED };
    assertRefused(await client.post("api/tickets/", neither), 400, reasons);
  }),
  test.asStaff("status, hold, resolution and merger of a new ticket are checked and then ignored", async ({ client }) => {
    const other = await client.createTicket();
    const asked = { status: 3, on_hold: true, resolution: "Done", merged_to: other.id };
    const { status, on_hold, resolution, merged_to } = await client.createTicket(asked);
    assert.deepEqual([status, on_hold, resolution, merged_to], [1, false, null, null]);
  }),
  test.asStaff("a refused value is named with its field, in a new ticket and in a change", async ({ client }) => {
    const { id } = await client.createTicket();
    const before = await client.readTicket(id);
    for (const [fields, reasons] of BAD_VALUES) {
      const created = await client.post("api/tickets/", { ...TICKET, ...fields });
      assertRefused(created, 400, reasons);
      assertRefused(await client.patch(`api/tickets/${id}/`, fields), 400, reasons);
    }
    assert.deepEqual(await client.readTicket(id), before);
  }),
  test.helpdesk("a title counts code points, and 200 of them fit", async (helpdesk) => {
    const title = "🦆".repeat(200);
    assert.equal((await (await asStaff(helpdesk)).createTicket({ title })).title, title);
  }),
  test.asStaff("white space around a text is trimmed, everything else kept", async ({ client }) => {
    const title = "\u202ea\u200b b\ufeff";
    const [before, after] = ["\u3000 ", "\u0085\u001f "];
    const description = "x\r\ny\u0007 \u001b[1m";
    const sent = { title: `${before}${title}${after}`, description: `\n ${description}\n` };
    const { id, ...ticket } = await client.createTicket(sent);
    assert.deepEqual([ticket.title, ticket.description], [title, description]);
    const changed = await client.patch(`api/tickets/${id}/`, { title: "  b\t" });
    assert.equal(changed.json().title, "b");
  }),
  test.helpdesk("titles and descriptions are no templates", async (helpdesk) => {
    const text = "{{ ticket.title }} {% if %} {# a #} ${{ secrets.X }}";
    const ticket = await (await asStaff(helpdesk)).createTicket({ title: text, description: text });
    const { title, description, followup_set: [opened] } = ticket;
    assert.deepEqual([title, description, opened?.comment], [text, text, text]);
  }),
  test.asStaff("a date without a time is midnight in the server's zone, and an offset is converted", async ({ client }) => {
    const dates: [string, string][] = [
      ["2030-01-02", MIDNIGHT],
      ["2030-01-02T00:00:00", MIDNIGHT],
      ["2030-01-02 00:00", MIDNIGHT],
      ["2030-01-01T23:00:00Z", MIDNIGHT],
      ["2030-01-02T01:00:00+02:00", MIDNIGHT],
      ["2030-07-02", "2030-07-02T00:00:00+02:00"],
    ];
    const { id } = await client.createTicket();
    for (const [due_date, stored] of dates) {
      assert.equal((await client.createTicket({ due_date })).due_date, stored, due_date);
      const changed = await client.patch(`api/tickets/${id}/`, { due_date });
      assert.equal(changed.json().due_date, stored, due_date);
    }
  }),
  test.asStaff("numbers may come as texts, and unknown fields are ignored", async ({ client }) => {
    const unknown = { foo: 1, id: 9 };
    const sent = { priority: "2", queue: "1", title: 5, ...unknown };
    const { id, priority, queue, title } = await client.createTicket(sent);
    assert.deepEqual([priority, queue, title], [2, 1, "5"]);
    const changed = (await client.patch(`api/tickets/${id}/`, { status: "2", ...unknown })).json();
    assert.deepEqual([changed.status, changed.id], [2, id]);
  }),
  test.asStaff("a ticket without a submitter has an empty address and mails nobody", async ({ client }) => {
    for (const submitter_email of ["", null]) {
      const ticket = await client.createTicket({ submitter_email });
      assert.equal(ticket.submitter_email, "");
      assert.deepEqual(ticket.followup_set[0]?.email_recipients, []);
    }
    const { submitter_email: _, ...without } = TICKET;
    const ticket = (await client.post("api/tickets/", without)).json();
    assert.deepEqual([ticket.submitter_email, ticket.custom_room], ["", ""]);
  }),
  test.asStaff("a new ticket mails its submitter and its assignee, even when that is who wrote it", async ({ client, control, accounts }) => {
    const { staff, agent } = accounts;
    const before = (await control.mails()).length;
    const { followup_set: [opened] } = await client.createTicket({ assigned_to: staff.id });
    const expected = [TICKET.submitter_email, staff.email].sort();
    assert.deepEqual(opened?.email_recipients, expected);
    const assignee = staff.fullName || staff.username;
    assert.equal(opened?.title, `Ticket Opened & Assigned to ${assignee}`);
    const mails = (await control.mails()).slice(before);
    assert.deepEqual(mails.flatMap(({ to }) => to).sort(), expected);
    const other = await client.createTicket({ assigned_to: agent.id });
    assert.ok(other.followup_set[0]?.email_recipients?.includes(agent.email));
  }),
  test.asStaff("a change writes the fields and nothing else: no follow-up, no mail", async ({ client, control, accounts }) => {
    const { admin } = accounts;
    const ticket = await client.createTicket();
    const before = (await control.mails()).length;
    const fields = {
      ...{ queue: 2, title: "Changed", description: "Other", resolution: "Because" },
      ...{ submitter_email: "other@example.net", assigned_to: admin.id, status: 4, on_hold: true },
      ...{ priority: 1, due_date: MIDNIGHT, custom_room: "R 2" },
    };
    const answer = await client.patch(`api/tickets/${ticket.id}/`, fields);
    assert.equal(answer.status, 200);
    assert.deepEqual(answer.json<TicketBody>(), { ...ticket, ...fields });
    assert.deepEqual(await client.readTicket(ticket.id), { ...ticket, ...fields });
    assert.equal((await control.mails()).length, before);
    const stored = await control.ticket(ticket.id, "main");
    assert.equal(stored?.custom.room, "R 2");
    assert.equal(stored?.due_date && new Date(stored.due_date).getTime(), Date.parse(MIDNIGHT));
  }),
  test.asStaff("a change to null clears assignee, due date and the texts that may be empty", async ({ client, accounts }) => {
    const { staff } = accounts;
    const { id } = await client.createTicket({ assigned_to: staff.id, due_date: "2030-01-02" });
    const fields = {
      ...{ assigned_to: null, due_date: null, description: null, submitter_email: null },
      resolution: null,
    };
    const answer = await client.patch(`api/tickets/${id}/`, fields);
    assert.equal(answer.status, 200);
    const changed = answer.json<TicketBody>();
    assert.deepEqual(changed, { ...changed, ...fields });
    await client.patch(`api/tickets/${id}/`, { assigned_to: staff.id });
    const empty = await client.patch(`api/tickets/${id}/`, { assigned_to: "" });
    assert.equal(empty.json().assigned_to, null);
  }),
  test.asStaff("a change with nothing in it is a 200, and PUT asks for what a ticket needs", async ({ client }) => {
    const ticket = await client.createTicket();
    const answer = await client.patch(`api/tickets/${ticket.id}/`, {});
    assert.deepEqual(answer.json(), ticket);
    const put = await client.request("PUT", `api/tickets/${ticket.id}/`, { json: { title: "x" } });
    assertRefused(put, 400, { queue: REQUIRED });
  }),
  test.asStaff("a status that the site added can be set", async ({ client }) => {
    const { id } = await client.createTicket();
    assert.equal((await client.patch(`api/tickets/${id}/`, { status: 6 })).json().status, 6);
    const refused = await client.patch(`api/tickets/${id}/`, { status: 8 });
    assertRefused(refused, 400, { status: CHOICE("8") });
  }).on(["custom_statuses"]),
  test.asStaff("a ticket may come as a form", async ({ client }) => {
    const form = { queue: "1", title: "Form", description: "x", priority: "4" };
    const answer = await client.request("POST", "api/tickets/", { form });
    assert.equal(answer.status, 201);
    assert.equal(answer.json().priority, 4);
  }),
  test.asStaff("a repeated POST makes a second ticket", async ({ client }) => {
    const [first, second] = [await client.createTicket(), await client.createTicket()];
    assert.equal(second.id, first.id + 1);
  }),
];
