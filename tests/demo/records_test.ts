import assert from "node:assert/strict";
import { startWork } from "../helpdesk/embedded_account.ts";

for (const keepsRecords of [true, false]) {
  Deno.test(
    `createEmbeddedHelpdesk() keeps requests and mails for tests: ${keepsRecords}`,
    async () => {
      const work = startWork("staff", { keepsRecords });
      const { tickets } = work.helpdesk;
      await work.run((_, call) => tickets.get(1, call));
      await work.run((_, call) =>
        tickets.create({
          queue: 1,
          title: "Printer",
          description: "It is on fire",
          submitterEmail: "someone@example.com",
          priority: 3,
        }, call)
      );
      const { requests, peak } = await work.embedded.requests();
      assert.equal(requests.length > 0, keepsRecords);
      assert.equal(peak > 0, keepsRecords);
      assert.equal((await work.embedded.mails()).length > 0, keepsRecords);
    },
  );
}
