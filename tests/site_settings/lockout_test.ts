import assert from "node:assert/strict";
import { realHelpdeskTest } from "../helpdesk_test_case.ts";
import { callerOf, isLogin, requestLines } from "../tools/site_caller.ts";
import { assertDoctorSays } from "./doctor.ts";

for (const status of [429, 403]) {
  const settings = { AXES_HTTP_RESPONSE_CODE: status, AXES_COOLOFF_TIME: 1 };
  realHelpdeskTest(
    `a lockout of django-axes (status ${status}) is named, and the password not sent again`,
    { lockouts: true, settings },
    async (site) => {
      const wrong = { HELPDESK_PASSWORD: "not-this-one" };
      const refused = await callerOf(site, "staff", wrong).fail("get_queues");
      assert.match(refused, /refused the login of "staff"/);
      const locking = await callerOf(site, "staff", wrong).fail("get_queues");
      assert.match(locking, new RegExp(`takes no login for now \\(status ${status}`));
      await site.resetRequests();
      // The right password does not help now, and would only prolong the lockout.
      const caller = callerOf(site, "staff");
      for (const tool of ["get_queues", "get_users", "get_queues"]) {
        const message = await caller.fail(tool);
        assert.match(message, /lockout after wrong passwords, such as that of django-axes/);
        assert.match(message, /not sent again before 20\d\d-\S+Z\. Wait, or have its admin/);
      }
      assert.equal((await requestLines(site, isLogin)).length, 1);
      await assertDoctorSays(site, { login: ["failed", /takes no login for now .*django-axes/] });
    },
  );
}
