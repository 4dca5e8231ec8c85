import assert from "node:assert/strict";
import { realHelpdeskTest } from "../helpdesk_test_case.ts";
import { callerOf } from "../tools/site_caller.ts";
import { assertDoctorSays } from "./doctor.ts";

const LANGUAGES = { "1,234": "en", "1.234": "de", "1 234 without a break": "nb" };

for (const [form, language] of Object.entries(LANGUAGES)) {
  const settings = { USE_THOUSAND_SEPARATOR: true, LANGUAGE_CODE: language };
  realHelpdeskTest(`ids are read where pages write ${form}`, { settings }, async (site) => {
    await site.createUsers([{ username: "late", id: 1_234 }, { username: "last", id: 1_234_567 }]);
    const caller = callerOf(site, "staff");
    const { users } = await caller.succeed("get_users");
    const ids = users.map(({ id }: { id: number }) => id);
    const own = Object.values(site.accounts).map(({ id }) => id);
    assert.deepEqual(ids.toSorted(), [...own, 1_234, 1_234_567].toSorted());
    await caller.succeed("update_ticket", { ticket_id: 20, assigned_to: 1_234_567 });
    assert.equal((await site.ticket(20))?.assigned_to, 1_234_567);
    const { tickets } = await caller.succeed("list_tickets", { assigned_to: 1_234_567 });
    assert.deepEqual(tickets.map(({ id }: { id: number }) => id), [20]);
    await assertDoctorSays(site, { ids: ["passed", /agree/] });
  });
}
