import assert from "node:assert/strict";
import { helpdeskTest } from "../helpdesk_test_case.ts";
import { callerOf } from "./site_caller.ts";

helpdeskTest(
  "the views of sessions are told what fields held before and after",
  {},
  async (site) => {
    const caller = callerOf(site, "agent");
    const { ticket_id } = await caller.succeed("create_ticket", {
      ...{ queue: site.fixture.queues[0]?.id, title: "Old title", description: "A description" },
      ...{ submitter_email: "customer@example.com", priority: 4 },
    });
    await caller.succeed("update_ticket", { ticket_id, title: "New title", priority: 2 });
    await caller.succeed("update_ticket", { ticket_id, due_date: "2031-03-30" });
    const done = { ticket_id, comment: "Done", public: false, new_status: 3 };
    await caller.succeed("add_followup", done);
    const expected = [
      [],
      [
        { field: "title", before: "Old title", after: "New title" },
        { field: "priority", before: "4. Low", after: "2. High" },
      ],
      [{ field: "due_date", before: "(none)", after: "2031-03-30" }],
      [{ field: "status", before: "1 Open", after: "3 Resolved" }],
    ];
    const finish = { intent: "Try the views" };
    const calls = [["get_agent_session_info", {}], ["finish_agent_session", finish]] as const;
    for (const [tool, given] of calls) {
      const { _meta, structuredContent } = await caller.call(tool, given);
      const told = _meta?.["helpdesk-mcp/view"] as { values: { field: string; after: string }[][] };
      // The helpdesk tells a time with the day, in its own zone.
      const values = told.values.map((change) =>
        change.map((one) => ({ ...one, after: one.after.replace(/T.*$/, "") }))
      );
      assert.deepEqual(values, expected);
      assert.equal((structuredContent?.changes as unknown[]).length, expected.length);
    }
  },
);
