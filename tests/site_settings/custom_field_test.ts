import assert from "node:assert/strict";
import { realHelpdeskTest } from "../helpdesk_test_case.ts";
import { callerOf } from "../tools/site_caller.ts";
import { assertDoctorSays } from "./doctor.ts";

const TICKET = { queue: 1, title: "x", description: "x", submitter_email: "a@example.com" };

realHelpdeskTest(
  "a custom field that every ticket must have is named, by doctor too",
  { requiredCustomField: true, agents: false },
  async (site) => {
    await assertDoctorSays(site, {
      custom_fields: [
        "passed",
        /needs Room \(room, required\): a text of at most 40 characters, given/,
      ],
    });
    const caller = callerOf(site, "staff");
    assert.match(await caller.fail("create_ticket", TICKET), /requires Room \(room, required\)/);
    const custom_fields = [{ name: "room", value: "B-12" }];
    const { differences } = await caller.succeed("create_ticket", { ...TICKET, custom_fields });
    assert.deepEqual(differences, []);
  },
);
