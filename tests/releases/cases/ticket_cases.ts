import assert from "node:assert/strict";
import { ask, type Outcome, type ReleaseCase, type Work } from "../release_case.ts";

const COMMENT = "Use ${{ secrets.X }} {% if %} {# a #}\nand a second line";
const FILE = "Lamp: ok\n";

/** Answers a ticket, and finds the follow-up in the database as it was meant. */
async function answered(
  { site, staff }: Work,
  ticket: number,
  input: Record<string, unknown>,
  expected: Record<string, unknown>,
): Promise<Outcome> {
  const { outcome, content, text } = await ask(staff, "add_followup", {
    ...{ ticket_id: ticket, comment: COMMENT },
    ...input,
  });
  assert.deepEqual(content.differences, [], text);
  const stored = (await site.followups(ticket, "main")).find(({ id }) =>
    id === content.followup_id
  );
  assert.ok(stored);
  const found = { ...stored, status: (await site.ticket(ticket, "main"))?.status };
  for (const [field, value] of Object.entries({ comment: COMMENT, ...expected })) {
    assert.deepEqual(found[field as keyof typeof found], value, field);
  }
  return outcome;
}

/** Changes a ticket, and finds the fields in the database as they were meant, and no others changed. */
async function changed(
  { site, staff }: Work,
  ticket: number,
  input: Record<string, unknown>,
  expected: Record<string, unknown>,
): Promise<Outcome> {
  const before = await site.ticket(ticket, "main");
  const { outcome, content, text } = await ask(staff, "update_ticket", {
    ...{ ticket_id: ticket },
    ...input,
  });
  assert.deepEqual(content.differences, [], text);
  const after = await site.ticket(ticket, "main");
  assert.deepEqual(after, { ...before, ...expected, modified: after?.modified });
  return outcome;
}

async function opened({ site, staff }: Work, more: Record<string, unknown>): Promise<Outcome> {
  const given = { queue: 2, title: "Toner {{ low }}", description: COMMENT, ...more };
  const { outcome, content, text } = await ask(staff, "create_ticket", {
    ...given,
    submitter_email: "someone@example.com",
  });
  assert.deepEqual(content.differences, [], text);
  const stored = await site.ticket(content.ticket_id, "main");
  assert.ok(stored);
  const { due_date, priority = 3, assigned_to = null } = more;
  assert.deepEqual(
    [stored.queue, stored.title, stored.description, stored.submitter_email, stored.priority],
    [2, given.title, COMMENT, "someone@example.com", priority],
  );
  assert.deepEqual([stored.status, stored.assigned_to], [1, assigned_to]);
  const midnight = due_date === undefined ? NaN : Date.parse("2026-12-23T23:00:00Z");
  assert.equal(Date.parse(stored.due_date ?? ""), midnight);
  return outcome;
}

/** Every field and follow-up of a ticket is shown as the database has it. */
async function shown(work: Work, id: number): Promise<Outcome> {
  const { outcome, content } = await ask(work.staff, "get_ticket", {
    ticket_id: id,
    followups: 100,
  });
  const stored = work.tickets.find((ticket) => ticket.id === id);
  for (const field of ["title", "queue", "status", "priority", "on_hold"] as const) {
    // What is not on hold goes without saying.
    assert.equal(content[field] ?? false, stored?.[field], field);
  }
  for (const field of ["assigned_to", "merged_to", "submitter_email", "resolution"] as const) {
    assert.equal(content[field] ?? null, stored?.[field] || null, field);
  }
  const seconds = (moment = "") => Math.floor(Date.parse(moment) / 1000);
  assert.equal(seconds(content.due_date), seconds(stored?.due_date ?? undefined));
  const followUps = work.followUps.get(id)?.slice(-100) ?? [];
  assert.equal(content.followups.length, followUps.length);
  for (const [place, followUp] of followUps.entries()) {
    const one = content.followups[place];
    assert.equal(one.comment, followUp.comment);
    assert.equal(one.user ?? null, followUp.user);
    assert.match(one.date, /T[\d:]{8}[+-]\d\d:\d\d$/);
    assert.equal(seconds(one.date), seconds(followUp.date));
  }
  return outcome;
}

const followUpCase = (
  asked: string,
  ticket: number,
  input: Record<string, unknown>,
  expected: Record<string, unknown>,
): ReleaseCase => ({
  ...{ tool: "add_followup", asked },
  run: (work) => answered(work, ticket, input, expected),
});
const changeCase = (
  asked: string,
  ticket: number,
  input: Record<string, unknown>,
  expected: Record<string, unknown>,
): ReleaseCase => ({
  ...{ tool: "update_ticket", asked },
  run: (work) => changed(work, ticket, input, expected),
});

/** Reading and writing single tickets; each case has a ticket of its own. */
export const ticketCases: readonly ReleaseCase[] = [
  { tool: "get_ticket", asked: "fields and follow-ups", run: (work) => shown(work, 27) },
  { tool: "get_ticket", asked: "a ticket on hold", run: (work) => shown(work, 6) },
  {
    ...{ tool: "get_attachment", asked: "a text" },
    async run(work) {
      const { staff, site, followUps } = work;
      const files = followUps.get(site.fixture.tickets.textAttachment)?.at(-1)?.attachments;
      const answer = await ask(staff, "get_attachment", { attachment_id: files?.[0]?.id });
      assert.match(answer.text, /whole text.*(?:Feeder: jammed|Job 118 held)/s);
      return answer.outcome;
    },
  },
  { tool: "create_ticket", asked: "least fields", run: (work) => opened(work, {}) },
  {
    ...{ tool: "create_ticket", asked: "every field" },
    run: (work) =>
      opened(work, {
        priority: 1,
        assigned_to: work.site.accounts.staff.id,
        due_date: "2026-12-24",
      }),
  },
  followUpCase("any characters, public", 31, {}, { public: true, title: "Comment" }),
  followUpCase("private, with a title and time spent", 32, {
    ...{ public: false, title: "Called", time_spent: "1:30" },
  }, { public: false, title: "Called", time_spent_seconds: 5_400 }),
  followUpCase("new_status", 35, { new_status: 3 }, { status: 3 }),
  followUpCase("new_status that the ticket has", 40, { new_status: 1 }, { status: 1 }),
  {
    ...{ tool: "add_followup", asked: "an attachment" },
    async run(work) {
      const attachments = [{ filename: "lamp.txt", content_base64: btoa(FILE) }];
      const outcome = await answered(work, 36, { attachments }, {});
      const [file] = (await work.site.followups(36, "main")).at(-1)?.attachments ?? [];
      assert.deepEqual([file?.filename, file?.size], ["lamp.txt", FILE.length]);
      return outcome;
    },
  },
  changeCase("status, priority and title", 37, { status: 4, priority: 1, title: "Other" }, {
    ...{ status: 4, priority: 1, title: "Other" },
  }),
  changeCase("assigned_to 0 and an empty due_date", 39, { assigned_to: 0, due_date: "" }, {
    ...{ assigned_to: null, due_date: null },
  }),
  {
    ...{ tool: "update_ticket", asked: "due_date" },
    async run({ site, staff }) {
      const given = { ticket_id: 41, due_date: "2026-12-24" };
      const { outcome, content } = await ask(staff, "update_ticket", given);
      assert.deepEqual(content.differences, []);
      const stored = (await site.ticket(41, "main"))?.due_date ?? "";
      assert.equal(Date.parse(stored), Date.parse("2026-12-23T23:00:00Z"));
      const read = await ask(staff, "get_ticket", { ticket_id: 41 });
      assert.equal(read.content.due_date, "2026-12-24");
      return outcome;
    },
  },
];
