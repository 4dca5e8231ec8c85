import assert from "node:assert/strict";
import { realHelpdeskTest } from "../helpdesk_test_case.ts";
import { callerOf, isWrite, requestLines } from "../tools/site_caller.ts";
import { assertDoctorSays } from "./doctor.ts";

const FILE = { filename: "note.txt", content_base64: btoa("Feeder: jammed\n") };

realHelpdeskTest(
  "another name of the CSRF header is found out with the first write",
  { settings: { CSRF_HEADER_NAME: "HTTP_X_DESK_TOKEN" } },
  async (site) => {
    for (const account of ["staff", "agent"] as const) {
      await site.reset();
      const caller = callerOf(site, account);
      const update = { ticket_id: 20, title: "Lamp" };
      assert.deepEqual((await caller.succeed("update_ticket", update)).differences, []);
      const answer = { ticket_id: 20, comment: "Seen.", attachments: [FILE] };
      assert.deepEqual((await caller.succeed("add_followup", answer)).differences, []);
      assert.equal((await site.followups(20)).length, 1);
      // Refused before it did anything, and sent once more.
      assert.deepEqual(await requestLines(site, isWrite), [
        "PATCH /api/tickets/20/",
        "PATCH /api/tickets/20/",
        "POST /api/followups/",
      ]);
    }
    await assertDoctorSays(site, { writing: ["passed", /would take a change/] });
  },
);

realHelpdeskTest(
  "without the browsable page the setting of the CSRF header is named",
  { browsablePage: false, settings: { CSRF_HEADER_NAME: "HTTP_X_DESK_TOKEN" } },
  async (site) => {
    const update = { ticket_id: 20, title: "Lamp" };
    const message = await callerOf(site, "staff").fail("update_ticket", update);
    assert.match(message, /its CSRF check fails\. Nothing was changed.*CSRF_HEADER_NAME/);
    await assertDoctorSays(site, {
      browsable_page: ["limited", /BrowsableAPIRenderer/],
      writing: ["failed", /CSRF_HEADER_NAME/],
    });
  },
);

realHelpdeskTest(
  "an API that takes JSON only has all but attachments",
  {
    settings: { REST_FRAMEWORK: { DEFAULT_PARSER_CLASSES: ["rest_framework.parsers.JSONParser"] } },
  },
  async (site) => {
    const caller = callerOf(site, "staff");
    const { queues, incomplete } = await caller.succeed("get_queues");
    assert.equal(queues.length, site.fixture.queues.length);
    assert.match(
      incomplete,
      /page has no form, as where the API takes JSON only, so they were read/,
    );
    const answer = { ticket_id: 20, comment: "Seen." };
    assert.deepEqual((await caller.succeed("add_followup", answer)).differences, []);
    const message = await caller.fail("add_followup", { ...answer, attachments: [FILE] });
    assert.match(message, /refused to add the follow-up.*DEFAULT_PARSER_CLASSES.*MultiPartParser/);
    assert.equal((await site.followups(20)).length, 1);
    await assertDoctorSays(site, {
      browsable_page: ["limited", /takes JSON only.*MultiPartParser to DEFAULT_PARSER_CLASSES/],
    });
  },
);
