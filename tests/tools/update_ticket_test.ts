import assert from "node:assert/strict";
import type { TestHelpdesk } from "../helpdesk_test_case.ts";
import type { StoredTicket } from "../../site/site_records.ts";
import { staffName } from "../release_traits.ts";
import { textOf } from "../tool_caller.ts";
import { answerNext, freshCaller, sentBodies, ticketThat } from "./site_caller.ts";
import { siteParts } from "./site_parts.ts";

type Fields = Record<string, unknown>;

/** What is given, and what is sent and stored where that is something else. */
const UPDATES: readonly (readonly [given: Fields, sent?: Fields, stored?: Fields])[] = [
  [{ title: "Another" }],
  [{ description: "New {{ text }}\n{% if x %}" }],
  [{ status: "2" }, { status: 2 }],
  [{ priority: 5 }],
  [{ assigned_to: 3 }],
  [{ assigned_to: 0 }, { assigned_to: null }],
  [{ due_date: "2027-07-01" }, due("2027-07-01T00:00:00"), due("2027-06-30T22:00:00.000Z")],
  [due(""), due(null)],
  [due("2027-07-01 14:30"), due("2027-07-01T14:30"), due("2027-07-01T12:30:00.000Z")],
  [due("2027-07-01T14:30:00-05:00"), undefined, due("2027-07-01T19:30:00.000Z")],
  [{ queue: "3" }, { queue: 3 }],
  [{ submitter_email: "ann.lee@example.com" }],
  [{ on_hold: "true" }, { on_hold: true }],
  [{ resolution: "New {{ text }}" }],
  [
    { status: 3, assigned_to: 0, due_date: "", title: "All at once" },
    { title: "All at once", status: 3, assigned_to: null, due_date: null },
  ],
];

function due(due_date: string | null): Fields {
  return { due_date };
}

/** A field of the answer. */
type Told = { readonly field: string; readonly stored?: string };

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
    for (const [given, sent = given, stored = sent] of UPDATES) {
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
          !/^(?:title|description|resolution)$/.test(name)
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
      const name = staffName(site, "staff");
      const caller = await freshCaller(site, "staff");
      const given = { ticket_id: id, status: 5, assigned_to: 2 };
      const { fields } = await caller.succeed("update_ticket", given);
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
      const kept = { id, title: "Kept", status: 1, assigned_to: 1, priority: 2 };
      await answerNext(site, "PATCH api/tickets/", 200, kept);
      const given = { ticket_id: id, title: "Asked", status: 2, priority: 2, assigned_to: 0 };
      const result = await caller.call("update_ticket", given);
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
