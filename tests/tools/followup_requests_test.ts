import assert from "node:assert/strict";
import { callerOf, requestLines } from "./site_caller.ts";
import { siteParts } from "./site_parts.ts";

const TICKET = 20;
const GET = `GET api/tickets/${TICKET}/`;
const POST = "POST api/followups/";
const READ_BACK = "GET api/followups/N/";
const INFO = "GET api/agent-session-info/";

const COSTS: readonly [
  account: "staff" | "agent",
  given: Record<string, unknown>,
  settings: Record<string, string>,
  requests: readonly string[],
][] = [
  ["staff", {}, {}, [GET, POST]],
  ["staff", { new_status: 2 }, {}, [GET, POST, GET]],
  ["staff", {}, { HELPDESK_QUEUES: "1,2,3,4" }, [GET, POST]],
  ["staff", { public: false }, { HELPDESK_PUBLIC_FOLLOWUPS: "never" }, [GET, GET, POST]],
  ["agent", {}, {}, [INFO, GET, POST, READ_BACK]],
  // What was read back before tells the branch, and no question about it is needed.
  ["agent", { new_status: 2 }, {}, [READ_BACK, GET, POST, READ_BACK, GET]],
  // The branch first, then what the setting is held to.
  [
    ...["agent", { public: false }, { HELPDESK_PUBLIC_FOLLOWUPS: "never" }] as const,
    [INFO, GET, INFO, GET, POST, READ_BACK],
  ],
];

siteParts("a follow-up takes", {}, {
  "the requests that it needs, in their order": async (site) => {
    const callers = new Map<string, ReturnType<typeof callerOf>>();
    for (const [account, given, settings, expected] of COSTS) {
      const key = account + JSON.stringify(settings);
      const caller = callers.get(key) ?? callerOf(site, account, settings);
      callers.set(key, caller);
      await caller.succeed("get_queues");
      await site.resetRequests();
      await caller.succeed("add_followup", { ticket_id: TICKET, comment: key, ...given });
      const lines = (await requestLines(site)).map((line) =>
        line.replace(/ .*?api\//, " api/").replace(/followups\/\d+/, "followups/N")
          .replace(/\?.*/, "")
      );
      assert.deepEqual(lines, expected, `${key} ${JSON.stringify(given)}`);
    }
  },
});
