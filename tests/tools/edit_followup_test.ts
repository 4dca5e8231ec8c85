import assert from "node:assert/strict";
import { callerOf, freshCaller, isWrite, requestLines } from "./site_caller.ts";
import { siteParts } from "./site_parts.ts";

const TICKET = 20;

siteParts("edit_followup", {}, {
  "corrects a follow-up of the account, and says what was mailed already": async (site) => {
    for (const account of ["staff", "agent"] as const) {
      const caller = await freshCaller(site, account);
      const comment = "Dear aunt {{ name }}";
      const added = await caller.succeed("add_followup", { ticket_id: TICKET, comment });
      const mails = (await site.mails()).length;
      const { title } = await site.ticket(TICKET) ?? assert.fail();
      const text = "Your account {{ name }} {% x";
      const { differences, mailed, mailed_before } = await caller.succeed("edit_followup", {
        ...{ followup_id: added.followup_id, comment: text, title: "Corrected", public: false },
      });
      assert.deepEqual([differences, mailed, mailed_before], [[], [], added.mailed]);
      const stored = (await site.followups(TICKET)).find(({ id }) => id === added.followup_id);
      const expected = { comment: text, title: "Corrected", public: false };
      assert.partialDeepStrictEqual(stored, expected);
      assert.equal((await site.ticket(TICKET))?.title, title);
      assert.equal((await site.mails()).length, mails);
    }
  },

  "leaves what others wrote, and what may not be public": async (site) => {
    const admin = callerOf(site, "admin");
    const other = await admin.succeed("add_followup", { ticket_id: TICKET, comment: "Mine." });
    const caller = callerOf(site, "staff", { HELPDESK_PUBLIC_FOLLOWUPS: "never" });
    const given = { ticket_id: TICKET, comment: "Internal.", public: false };
    const { followup_id } = await caller.succeed("add_followup", given);
    await site.resetRequests();
    const fail = (given: Record<string, unknown>) => caller.fail("edit_followup", given);
    assert.match(await fail({ followup_id: other.followup_id, comment: "x" }), /not known to be/);
    assert.match(await fail({ followup_id, public: true }), /PUBLIC_FOLLOWUPS does not allow chan/);
    assert.match(await fail({ followup_id }), /nothing to change was given/);
    assert.match(await fail({ followup_id: 99_999, comment: "x" }), /There is no follow-up 99999/);
    assert.deepEqual(await requestLines(site, isWrite), []);
    await caller.succeed("edit_followup", { followup_id, comment: "Still internal." });
  },

  "corrects line breaks that arrived as two characters, as the receipt tells": async (site) => {
    const caller = callerOf(site, "staff");
    const given = { ticket_id: TICKET, public: false };
    const added = await caller.succeed("add_followup", { ...given, comment: "One\\nTwo" });
    const { followup_id, notices } = added;
    const says = /^The comment holds "\\n" as two characters.*edit_followup corrects/;
    assert.match(notices.join(), says);
    const fine = await caller.succeed("edit_followup", { followup_id, comment: "One\nTwo" });
    assert.equal(fine.notices, undefined);
    const path = await caller.succeed("add_followup", { ...given, comment: "In C:\\new:\nlook" });
    assert.equal(path.notices, undefined);
    const told = await caller.succeed("update_ticket", { ticket_id: TICKET, description: "a\\nb" });
    assert.match(told.notices.join(), /^The description holds .*update_ticket corrects/);
  },

  "says where the old text still stands": async (site) => {
    const caller = callerOf(site, "staff");
    const given = { ticket_id: TICKET, comment: "Done so.", new_status: 3 };
    const { followup_id } = await caller.succeed("add_followup", given);
    const { notices } = await caller.succeed("edit_followup", { followup_id, comment: "Done." });
    assert.match(notices.join(), /ticket's resolution still has the old text: update_ticket/);
  },
});
