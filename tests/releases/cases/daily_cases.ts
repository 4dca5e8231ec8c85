import assert from "node:assert/strict";
import { ask, type Outcome, type ReleaseCase, type Work } from "../release_case.ts";

/** Tickets that no other case changes; the first one is open. */
const [FIRST, SECOND, THIRD, FOURTH, FIFTH] = [40, 22, 24, 26, 28];

/** A follow-up of an account on a ticket. */
async function written(work: Work, ticket_id: number, more = {}): Promise<number> {
  const { content } = await ask(work.staff, "add_followup", {
    ...{ ticket_id, comment: "Dear aunt {{ name }}", public: false, ...more },
  });
  return content.followup_id;
}

/** Ends a ticket that waits for the first one, which is told. */
async function endedEarly(
  { site, staff }: Work,
  ticket: number,
  tool: string,
  input: Record<string, unknown>,
): Promise<Outcome> {
  await site.addDependency(ticket, FIRST);
  const { outcome, content, text } = await ask(staff, tool, input);
  assert.ok(content.notices.join().includes(`Ticket ${ticket} depends on ticket ${FIRST} (`), text);
  return outcome;
}

/** What came with days of work: several tickets at once, corrections, custom fields. */
export const dailyCases: readonly ReleaseCase[] = [
  {
    ...{ tool: "create_ticket", asked: "custom_fields" },
    async run({ site, staff }) {
      const { outcome, content } = await ask(staff, "create_ticket", {
        ...{ queue: 1, title: "Lamp", description: "Dark.", submitter_email: "a@example.com" },
        custom_fields: [{ name: "Room", value: "B-7" }],
      });
      assert.deepEqual(content.differences, []);
      assert.deepEqual((await site.ticket(content.ticket_id, "main"))?.custom, { room: "B-7" });
      return outcome;
    },
  },
  {
    ...{ tool: "update_ticket", asked: "custom_fields" },
    async run({ site, staff }) {
      const custom_fields = [{ name: "room", value: "C-1" }];
      const { outcome, content } = await ask(staff, "update_ticket", {
        ...{ ticket_id: FIRST, custom_fields },
      });
      assert.deepEqual(content.differences, []);
      assert.deepEqual((await site.ticket(FIRST, "main"))?.custom, { room: "C-1" });
      return outcome;
    },
  },
  {
    ...{ tool: "update_tickets", asked: "priority, assigned_to and due_date" },
    async run({ site, staff }) {
      const ticket_ids = [FOURTH, FIFTH];
      const assigned_to = site.accounts.admin.id;
      const { outcome, content } = await ask(staff, "update_tickets", {
        ...{ ticket_ids, priority: 2, assigned_to, due_date: "2026-12-24" },
      });
      assert.deepEqual(content.tickets.map((one: { outcome: string }) => one.outcome), [
        ...["updated", "updated"],
      ]);
      for (const id of ticket_ids) {
        const stored = await site.ticket(id, "main");
        assert.deepEqual([stored?.priority, stored?.assigned_to], [2, assigned_to]);
        assert.equal(Date.parse(stored?.due_date ?? ""), Date.parse("2026-12-23T23:00:00Z"));
      }
      return outcome;
    },
  },
  {
    ...{ tool: "update_tickets", asked: "status, of one that waits for another" },
    async run(work) {
      const ids = [SECOND, THIRD];
      const given = { ticket_ids: ids, status: 4 };
      const outcome = await endedEarly(work, THIRD, "update_tickets", given);
      for (const id of ids) assert.equal((await work.site.ticket(id, "main"))?.status, 4);
      return outcome;
    },
  },
  {
    ...{ tool: "add_followup", asked: "new_status, of one that waits for another" },
    run: (work) =>
      endedEarly(work, FOURTH, "add_followup", {
        ...{ ticket_id: FOURTH, comment: "Done.", new_status: 3 },
      }),
  },
  {
    ...{ tool: "edit_followup", asked: "one's own, comment, title and public" },
    async run(work) {
      const followup_id = await written(work, FOURTH);
      const comment = "Your account {{ name }} {% x";
      const { outcome, content } = await ask(work.staff, "edit_followup", {
        ...{ followup_id, comment, title: "Corrected", public: true },
      });
      assert.deepEqual(content.differences, []);
      const stored = (await work.site.followups(FOURTH, "main")).at(-1);
      const { title } = work.tickets.find(({ id }) => id === FOURTH) ?? assert.fail();
      assert.deepEqual(
        [stored?.id, stored?.comment, stored?.title, stored?.public],
        [followup_id, comment, "Corrected", true],
      );
      assert.equal((await work.site.ticket(FOURTH, "main"))?.title, title);
      return outcome;
    },
  },
  {
    ...{ tool: "edit_followup", asked: "another account's" },
    async run(work) {
      const followup_id = await written(work, FIFTH);
      const { outcome } = await ask(work.agent, "edit_followup", { followup_id, comment: "Other" });
      const stored = (await work.site.followups(FIFTH, "main")).at(-1);
      assert.equal(stored?.comment, "Dear aunt {{ name }}");
      return outcome;
    },
  },
];
