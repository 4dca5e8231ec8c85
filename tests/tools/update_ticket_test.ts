import assert from "node:assert/strict";
import type { TestHelpdesk } from "../helpdesk_test_case.ts";
import type { StoredTicket } from "../../site/site_records.ts";
import { textOf } from "../tool_caller.ts";
import { freshCaller, sentBodies, ticketThat } from "./site_caller.ts";
import { siteParts } from "./site_parts.ts";

interface Update {
  readonly given: Record<string, unknown>;
  readonly sent: Record<string, unknown>;
  readonly stored: Record<string, unknown>;
}

/** A field of the answer. */
interface Told {
  readonly field: string;
  readonly stored?: string;
}

const UPDATES: Update[] = [
  { given: { title: "Another" }, sent: { title: "Another" }, stored: { title: "Another" } },
  {
    given: { description: "New {{ text }}\n{% if x %}" },
    sent: { description: "New {{ text }}\n{% if x %}" },
    stored: { description: "New {{ text }}\n{% if x %}" },
  },
  { given: { status: "2" }, sent: { status: 2 }, stored: { status: 2 } },
  { given: { priority: 5 }, sent: { priority: 5 }, stored: { priority: 5 } },
  { given: { assigned_to: 3 }, sent: { assigned_to: 3 }, stored: { assigned_to: 3 } },
  { given: { assigned_to: 0 }, sent: { assigned_to: null }, stored: { assigned_to: null } },
  {
    given: { due_date: "2027-07-01" },
    sent: { due_date: "2027-07-01T00:00:00" },
    stored: { due_date: "2027-06-30T22:00:00.000Z" },
  },
  { given: { due_date: "" }, sent: { due_date: null }, stored: { due_date: null } },
  {
    given: { due_date: "2027-07-01 14:30" },
    sent: { due_date: "2027-07-01T14:30" },
    stored: { due_date: "2027-07-01T12:30:00.000Z" },
  },
  {
    given: { due_date: "2027-07-01T14:30:00-05:00" },
    sent: { due_date: "2027-07-01T14:30:00-05:00" },
    stored: { due_date: "2027-07-01T19:30:00.000Z" },
  },
  { given: { queue: "3" }, sent: { queue: 3 }, stored: { queue: 3 } },
  {
    given: { submitter_email: "ann.lee@example.com" },
    sent: { submitter_email: "ann.lee@example.com" },
    stored: { submitter_email: "ann.lee@example.com" },
  },
  { given: { on_hold: "true" }, sent: { on_hold: true }, stored: { on_hold: true } },
  {
    given: { resolution: "New {{ text }}" },
    sent: { resolution: "New {{ text }}" },
    stored: { resolution: "New {{ text }}" },
  },
  {
    given: { status: 3, assigned_to: 0, due_date: "", title: "All at once" },
    sent: { title: "All at once", status: 3, assigned_to: null, due_date: null },
    stored: { title: "All at once", status: 3, assigned_to: null, due_date: null },
  },
];

/** Id of a ticket that every one of the updates changes. */
async function ticketToChange(site: TestHelpdesk): Promise<number> {
  const ticket = await ticketThat(
    site,
    ({ status, priority, assigned_to, due_date, custom }) =>
      [1, 4].includes(status) && priority !== 5 && due_date !== null &&
      assigned_to !== null && ![2, 3].includes(assigned_to) &&
      Boolean(custom[site.fixture.customField]),
  );
  return ticket.id;
}

/** What only a change alters, with the due date in one form: both helpdesks write moments their way. */
async function storedFields(site: TestHelpdesk, id: number): Promise<Partial<StoredTicket>> {
  const { modified: _moment, ...ticket } = await site.ticket(id) ?? assert.fail();
  const { due_date } = ticket;
  return { ...ticket, due_date: due_date === null ? null : new Date(due_date).toISOString() };
}

siteParts("update_ticket", {}, {
  "changes the given fields alone": async (site, context) => {
    const id = await ticketToChange(site);
    for (const { given, sent, stored } of UPDATES) {
      await context.step(JSON.stringify(given), async () => {
        const caller = await freshCaller(site, "staff");
        const before = await storedFields(site, id);
        const followups = await site.followups(id);
        const answer = await caller.succeed("update_ticket", { ticket_id: id, ...given });
        assert.deepEqual(await sentBodies(site), [sent]);
        const after = await storedFields(site, id);
        assert.notDeepEqual(after, before);
        assert.deepEqual(after, { ...before, ...stored });
        assert.equal(answer.ticket_id, id);
        assert.equal(answer.url, `${site.baseUrl}tickets/${id}/`);
        const told: Told[] = answer.fields;
        const fields = Object.keys(given).filter((name) =>
          !/^(?:description|resolution)$/.test(name)
        );
        assert.deepEqual(told.map(({ field }) => field).sort(), fields.sort());
        for (const one of told) assert.deepEqual(Object.keys(one), ["field", "stored"]);
        assert.deepEqual(answer.differences, []);
        assert.deepEqual(answer.mailed, []);
        assert.deepEqual(await site.followups(id), followups);
        assert.deepEqual(await site.mails(), []);
      });
    }

    await context.step("takes back what it set", async () => {
      const caller = await freshCaller(site, "staff");
      await caller.succeed("update_ticket", { ticket_id: id, resolution: "x", on_hold: true });
      const { differences } = await caller.succeed("update_ticket", {
        ...{ ticket_id: id, resolution: " ", on_hold: false },
      });
      assert.deepEqual(differences, []);
      const { resolution, on_hold } = await site.ticket(id) ?? assert.fail();
      assert.deepEqual([resolution, on_hold], [null, false]);
    });

    await context.step("the answer has what is stored, with names", async () => {
      const name = site.accounts.staff.fullName;
      const caller = await freshCaller(site, "staff");
      const { fields } = await caller.succeed("update_ticket", {
        ticket_id: id,
        status: 5,
        assigned_to: 2,
      });
      assert.deepEqual(fields, [
        { field: "status", stored: "5 Duplicate" },
        { field: "assigned_to", stored: `2 ${name}` },
      ]);
      const ticket = await caller.succeed("get_ticket", { ticket_id: id });
      assert.deepEqual([ticket.status, ticket.status_name], [5, "Duplicate"]);
      assert.deepEqual([ticket.assigned_to, ticket.assigned_to_name], [2, name]);
      const value = (await site.ticket(id))?.custom[site.fixture.customField];
      assert.deepEqual(ticket.custom_fields, [{ name: "room", label: "Room", value }]);
    });

    await context.step("says where the helpdesk stored something else", async () => {
      const caller = await freshCaller(site, "staff");
      await site.failNext({
        kind: "status",
        method: "PATCH",
        status: 200,
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ id, title: "Kept", status: 1, assigned_to: 1, priority: 2 }),
      });
      const result = await caller.call("update_ticket", {
        ticket_id: id,
        title: "Asked",
        status: 2,
        priority: 2,
        assigned_to: 0,
      });
      const { fields, differences } = result.structuredContent ?? {};
      assert.deepEqual(differences, ["title", "status", "assigned_to"]);
      const priority = site.fixture.priorities.find(({ id }) => id === 2)?.name;
      assert.deepEqual(fields, [
        { field: "title", asked: "Asked", stored: "Kept" },
        { field: "status", asked: "2 Reopened", stored: "1 Open" },
        { field: "priority", stored: priority },
        { field: "assigned_to", asked: "(none)", stored: "1 admin" },
      ]);
      assert.match(textOf(result), /WARNING: the helpdesk stored title, status, assigned_to/);
    });
  },
});
