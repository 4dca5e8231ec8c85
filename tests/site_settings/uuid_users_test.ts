import assert from "node:assert/strict";
import { realHelpdeskTest, type TestHelpdesk } from "../helpdesk_test_case.ts";
import type { AccountName } from "../../site/site_fixture.ts";
import { callerOf, storedTickets } from "../tools/site_caller.ts";
import { assertDoctorSays } from "./doctor.ts";

type Listed = { id: number; assigned_to?: number; assigned_to_name?: string };

/** A user's number, by the name that get_users has. */
async function numberOf(site: TestHelpdesk, account: AccountName): Promise<number> {
  const { users, total } = await callerOf(site, "staff").succeed("get_users");
  assert.equal(total, 5);
  const { username } = site.accounts[account];
  const found = users.find((user: { name: string; username?: string }) =>
    (user.username ?? user.name) === username
  );
  return found?.id ?? assert.fail(`${account} is not listed`);
}

realHelpdeskTest(
  "users with UUIDs are worked like others",
  { users: "uuid" },
  async (site, context) => {
    // The fixture's ids are the helpdesk's own keys here.
    const keys = new Map(Object.values(site.accounts).map(({ id, username }) => [username, id]));
    await assertDoctorSays(site, {
      ids: ["passed", /such as UUIDs: ids of 13 digits stand for them/],
    });
    for (const account of ["staff", "agent"] as const) {
      await context.step(`they are read, listed and assigned, as ${account}`, async () => {
        await site.reset();
        const caller = callerOf(site, account);
        const [admin, staff] = [await numberOf(site, "admin"), await numberOf(site, "staff")];
        const stored = await storedTickets(site);
        const assigned = stored.find(({ assigned_to }) => assigned_to === keys.get("staff"));
        const shown = await caller.succeed("get_ticket", { ticket_id: assigned?.id });
        assert.deepEqual([shown.assigned_to, shown.assigned_to_name], [
          staff,
          account === "staff" ? site.accounts.staff.fullName : "staff",
        ]);
        const lists = [
          [{ assigned_to: staff }, (key: unknown) => key === keys.get("staff")],
          [{ mine: true }, (key: unknown) => key === keys.get(account)],
          [{ unassigned: true }, (key: unknown) => key === null],
          [
            { unassigned: true, assigned_to: admin },
            (key: unknown) => key === null || key === keys.get("admin"),
          ],
        ] as const;
        for (const [input, passes] of lists) {
          const { tickets, total } = await caller.succeed("list_tickets", input);
          const expected = stored.filter(({ assigned_to }) => passes(assigned_to));
          assert.equal(total, expected.length, JSON.stringify(input));
          const ids = tickets.map(({ id }: Listed) => id);
          assert.deepEqual(ids, expected.slice(0, 25).map(({ id }) => id));
        }
        const changed = await caller.succeed("update_ticket", {
          ticket_id: 20,
          assigned_to: admin,
        });
        assert.deepEqual([changed.differences, changed.fields], [[], [
          { field: "assigned_to", stored: `${admin} admin` },
        ]]);
        const { ticket_id, differences } = await caller.succeed("create_ticket", {
          ...{ queue: 1, title: "x", description: "x", submitter_email: "a@example.com" },
          assigned_to: staff,
        });
        assert.deepEqual(differences, []);
        for (const [ticket, name] of [[20, "admin"], [ticket_id, "staff"]] as const) {
          assert.equal((await site.ticket(ticket))?.assigned_to, keys.get(name));
        }
        const unknown = await caller.fail("update_ticket", { ticket_id: 20, assigned_to: 2 });
        assert.match(unknown, /There is no user 2; get_users lists/);
        await caller.succeed("update_ticket", { ticket_id: 20, assigned_to: 0 });
        assert.equal((await site.ticket(20))?.assigned_to, null);
      });
    }
  },
);
