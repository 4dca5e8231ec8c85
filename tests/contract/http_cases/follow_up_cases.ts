import assert from "node:assert/strict";
import { assertErrorPage, assertRefused, type HttpCase, test } from "../http_case.ts";
import { type FollowUpBody, TICKET } from "../contract_client.ts";

const DURATION_FAULT = [
  "Duration has wrong format. Use one of these formats instead: [DD] [HH:[MM:]]ss[.uuuuuu].",
];

const NO_NULLS = ["Null characters are not allowed."];
const TOO_MANY_DAYS = ["The number of days must be between -999999999 and 999999999."];

const BAD_VALUES: readonly [Record<string, unknown>, Record<string, unknown>][] = [
  [{ ticket: 999999 }, { ticket: ['Invalid pk "999999" - object does not exist.'] }],
  [{ ticket: null }, { ticket: ["This field may not be null."] }],
  [{ ticket: undefined }, { ticket: ["This field is required."] }],
  [{ title: "x".repeat(201) }, { title: ["Ensure this field has no more than 200 characters."] }],
  [{ title: "a\0" }, { title: NO_NULLS }],
  [{ comment: "\0" }, { comment: NO_NULLS }],
  [{ comment: "a\udc00" }, { comment: ["Surrogate characters are not allowed: U+DC00."] }],
  [{ public: "maybe" }, { public: ["Must be a valid boolean."] }],
  [{ new_status: 77 }, { new_status: ['"77" is not a valid choice.'] }],
  [{ new_status: "Closed" }, { new_status: ['"Closed" is not a valid choice.'] }],
  [{ new_status: "" }, { new_status: ['"" is not a valid choice.'] }],
  [{ time_spent: "abc" }, { time_spent: DURATION_FAULT }],
  [{ time_spent: "1h" }, { time_spent: DURATION_FAULT }],
  [{ time_spent: "99999999999999" }, { time_spent: TOO_MANY_DAYS }],
];

/** What a time spent becomes: a bare number is seconds. */
const DURATIONS: readonly [unknown, string | null][] = [
  ["30", "00:00:30"],
  [30, "00:00:30"],
  ["90", "00:01:30"],
  ["01:30", "00:01:30"],
  ["1:75", "00:02:15"],
  ["00:30:00", "00:30:00"],
  ["25:00:00", "1 01:00:00"],
  ["1 02:03:04", "1 02:03:04"],
  ["00:00:30.5", "00:00:30.500000"],
  ["-5", "-1 23:59:55"],
  ["PT30M", "00:30:00"],
  ["P1DT2H", "1 02:00:00"],
  ["", "00:00:00"],
  [null, null],
];

/** Adding and changing follow-ups. */
export const FOLLOW_UP_CASES: readonly HttpCase[] = [
  test.asStaff("a follow-up is returned as stored, not public unless asked for", async ({ client, accounts }) => {
    const ticket = await client.createTicket();
    const { id, date, ...followUp } = await client.addFollowUp(ticket.id);
    assert.ok(id > 0 && date !== "");
    assert.deepEqual(followUp, {
      ...{ ticket: ticket.id, user: accounts.staff.id, title: "Comment", comment: "A comment" },
      ...{ public: false, new_status: null, time_spent: null, followupattachment_set: [] },
      ...{ message_id: null, email_recipients: [] },
    });
    assert.equal((await client.addFollowUp(ticket.id, { public: true })).public, true);
    assert.equal((await client.addFollowUp(ticket.id, { public: "false" })).public, false);
  }).on(["plain", "signed_cookies"]),
  test.asStaff("a follow-up's title renames the ticket; an empty one is replaced and does not", async ({ client }) => {
    const { id } = await client.createTicket();
    const title = async () => (await client.readTicket(id)).title;
    assert.equal((await client.addFollowUp(id)).title, "Comment");
    assert.equal(await title(), TICKET.title);
    assert.equal((await client.addFollowUp(id, { comment: "" })).title, "Updated");
    assert.equal((await client.addFollowUp(id, { new_status: 2 })).title, "Reopened");
    assert.equal(await title(), TICKET.title);
    assert.equal((await client.addFollowUp(id, { title: "  Renamed " })).title, "Renamed");
    assert.equal(await title(), "Renamed");
    const both = await client.addFollowUp(id, { title: "Again", new_status: 1 });
    assert.equal(both.title, "Again and Open");
    assert.equal(await title(), "Again");
  }),
  test.asStaff("a follow-up without a title gets the ticket's", async ({ client }) => {
    const { id } = await client.createTicket();
    for (const title of [null, undefined]) {
      assert.equal((await client.addFollowUp(id, { title })).title, TICKET.title);
    }
    const closed = await client.addFollowUp(id, { title: null, new_status: 4 });
    assert.equal(closed.title, `${TICKET.title} and Closed`);
    assert.equal((await client.readTicket(id)).title, TICKET.title);
  }),
  test.asStaff("a changed follow-up keeps ticket, mails and template characters as they are", async ({ client, control, accounts }) => {
    const { admin } = accounts;
    const { id } = await client.createTicket();
    const followUp = await client.addFollowUp(id, { public: true });
    const before = (await control.mails()).length;
    const fields = {
      ...{ title: "Of its own", comment: "{{ x }} {% a", new_status: 4, time_spent: "00:00:30" },
      user: admin.id,
    };
    const answer = await client.patch(`api/followups/${followUp.id}/`, fields);
    assert.equal(answer.status, 200);
    assert.deepEqual(answer.json<FollowUpBody>(), { ...followUp, ...fields });
    const empty = await client.patch(`api/followups/${followUp.id}/`, { title: "" });
    assert.equal(empty.json().title, "");
    const ignored = { message_id: "x", email_recipients: ["x"], date: "2020-01-01", id: 1 };
    const kept = await client.patch(`api/followups/${followUp.id}/`, ignored);
    assert.deepEqual(kept.json(), empty.json());
    const ticket = await client.readTicket(id);
    assert.deepEqual([ticket.title, ticket.status], [TICKET.title, 1]);
    assert.equal((await control.mails()).length, before);
  }),
  test.asStaff("time spent is a duration in which a bare number is seconds", async ({ client, control }) => {
    const { id } = await client.createTicket();
    for (const [time_spent, stored] of DURATIONS) {
      assert.equal((await client.addFollowUp(id, { time_spent })).time_spent, stored);
    }
    const stored = await control.followups(id, "main");
    assert.deepEqual(stored.slice(1, 3).map((row) => row.time_spent_seconds), [30, 30]);
  }),
  test.asStaff("a refused value is named with its field, and nothing is stored", async ({ client }) => {
    const ticket = await client.createTicket();
    for (const [fields, reasons] of BAD_VALUES) {
      assertRefused(await client.sendFollowUp(ticket.id, fields), 400, reasons);
    }
    assert.deepEqual(await client.readTicket(ticket.id), ticket);
  }),
  test.asStaff("a comment of null is a 500 with nothing stored, a missing one is empty", async ({ client }) => {
    const ticket = await client.createTicket();
    assertErrorPage(await client.sendFollowUp(ticket.id, { comment: null }), 500);
    assert.deepEqual(await client.readTicket(ticket.id), ticket);
    const followUp = await client.addFollowUp(ticket.id, { comment: undefined });
    assert.deepEqual([followUp.comment, followUp.title], ["", "Updated"]);
  }),
  test.asStaff("a new status moves the ticket; the one it has is not recorded as new", async ({ client }) => {
    const { id } = await client.createTicket();
    assert.equal((await client.addFollowUp(id, { new_status: 1 })).new_status, null);
    assert.equal((await client.addFollowUp(id, { new_status: null })).new_status, null);
    const moved = await client.addFollowUp(id, { new_status: "5" });
    assert.deepEqual([moved.new_status, moved.title], [5, "Duplicate"]);
    assert.equal((await client.readTicket(id)).status, 5);
  }),
  test.asStaff("resolving stores the comment as the resolution, and closing only where there is none", async ({ client }) => {
    const { id } = await client.createTicket();
    const resolution = async () => (await client.readTicket(id)).resolution;
    await client.addFollowUp(id, { comment: "Reset", new_status: 3 });
    assert.equal(await resolution(), "Reset");
    await client.addFollowUp(id, { comment: "Shut", new_status: 4 });
    assert.equal(await resolution(), "Reset");
    const other = await client.createTicket();
    await client.addFollowUp(other.id, { comment: "Shut", new_status: 4 });
    assert.equal((await client.readTicket(other.id)).resolution, "Shut");
  }),
  test.asStaff("any comment on a resolved ticket replaces its resolution", async ({ client }) => {
    const { id } = await client.createTicket();
    await client.addFollowUp(id, { comment: "Reset", new_status: 3 });
    await client.addFollowUp(id, { comment: "Thanks" });
    assert.equal((await client.readTicket(id)).resolution, "Thanks");
  }),
  test.asStaff("a status that the site added can be given", async ({ client }) => {
    const { id } = await client.createTicket();
    const followUp = await client.addFollowUp(id, { new_status: 7 });
    assert.deepEqual([followUp.new_status, followUp.title], [7, "Waiting for customer"]);
  }).on(["custom_statuses"]),
  test.asStaff("a public follow-up mails the submitter, any one the assignee, none its author", async ({ client, control, accounts }) => {
    const { staff, agent } = accounts;
    const submitter = TICKET.submitter_email;
    const mailed = async (assigned_to: number | null, fields: Record<string, unknown>) => {
      const { id } = await client.createTicket({ assigned_to });
      const before = (await control.mails()).length;
      const { email_recipients } = await client.addFollowUp(id, fields);
      const mails = (await control.mails()).slice(before);
      assert.deepEqual(mails.flatMap(({ to }) => to).sort(), email_recipients);
      return email_recipients;
    };
    assert.deepEqual(await mailed(null, {}), []);
    assert.deepEqual(await mailed(null, { public: true }), [submitter]);
    assert.deepEqual(await mailed(null, { public: true, comment: "" }), []);
    assert.deepEqual(await mailed(null, { public: true, comment: "", new_status: 3 }), [submitter]);
    assert.deepEqual(await mailed(null, { comment: "x", new_status: 3 }), []);
    assert.deepEqual(await mailed(agent.id, {}), [agent.email]);
    assert.deepEqual(await mailed(agent.id, { public: true }), [agent.email, submitter].sort());
    assert.deepEqual(await mailed(staff.id, { public: true }), [submitter]);
  }),
  test.asStaff("a queue's own address is never mailed", async ({ client }) => {
    const { id } = await client.createTicket();
    const { comment } = await client.addFollowUp(id, { comment: "{{ queue.email_address }}" });
    assert.match(comment ?? "", /@example\.com$/);
    const ticket = await client.createTicket({ submitter_email: comment });
    assert.deepEqual(ticket.followup_set[0]?.email_recipients, []);
  }),
  test.asStaff("the author is the caller, whatever the call says", async ({ client, accounts }) => {
    const told = { message_id: "x", email_recipients: ["x"], date: "2020-01-01" };
    const { id } = await client.createTicket();
    const followUp = await client.addFollowUp(id, { user: accounts.admin.id, ...told });
    const { user, message_id, email_recipients, date } = followUp;
    assert.deepEqual([user, message_id, email_recipients], [accounts.staff.id, null, []]);
    assert.ok(new Date(date).getFullYear() > 2020);
  }),
  test.asStaff("a comment or description that names `#ID` leaves one private note on that ticket", async ({ client, accounts }) => {
    const [target, from] = [await client.createTicket(), await client.createTicket()];
    const named = `#${target.id}`;
    const comment = `See ${named}, #${from.id}, #999999 and again ${named} &${named};`;
    await client.addFollowUp(from.id, { comment, public: true });
    await client.addFollowUp(from.id, { comment });
    const opened = await client.createTicket({ description: `As ${named}` });
    const { followup_set } = await client.readTicket(target.id);
    const notes = followup_set.slice(1);
    const titles = [from, opened].map(({ id }) => `Referenced in ticket #${id}`);
    assert.deepEqual(notes.map(({ title }) => title), titles);
    for (const { comment, public: isPublic, user, email_recipients } of notes) {
      const note = [comment, isPublic, user, email_recipients];
      assert.deepEqual(note, [null, false, accounts.staff.id, null]);
    }
  }),
  test.asStaff("a follow-up may come as a form, and can be deleted", async ({ client }) => {
    const { id } = await client.createTicket();
    const form = { ticket: String(id), title: "", comment: "Form", public: "on", time_spent: "" };
    const answer = await client.request("POST", "api/followups/", { form });
    assert.equal(answer.status, 201, answer.text);
    const followUp = answer.json<FollowUpBody>();
    assert.deepEqual([followUp.public, followUp.time_spent], [true, null]);
    const path = `api/followups/${followUp.id}/`;
    assert.equal((await client.request("DELETE", path)).status, 204);
    assert.equal((await client.get(path)).status, 404);
  }),
  test.asStaff("a repeated POST makes a second follow-up", async ({ client }) => {
    const { id } = await client.createTicket();
    await client.addFollowUp(id);
    await client.addFollowUp(id);
    assert.equal((await client.readTicket(id)).followup_set.length, 3);
  }),
];
