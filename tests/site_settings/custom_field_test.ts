import { realHelpdeskTest } from "../helpdesk_test_case.ts";
import { assertDoctorSays } from "./doctor.ts";

realHelpdeskTest(
  "a custom field that every ticket must have is named by doctor",
  { requiredCustomField: true, agents: false },
  async (site) => {
    await assertDoctorSays(site, {
      custom_fields: [
        "failed",
        /create_ticket is refused.* needs "Room" \(custom_room\), which no tool/,
      ],
    });
  },
);
