import assert from "node:assert/strict";
import { helpdeskTest } from "../helpdesk_test_case.ts";
import { answerNext, freshCaller } from "./site_caller.ts";

const TICKET = 20;
const COMMENT = { ticket_id: TICKET, comment: "Checked.", public: false };

const READ = ["get_ticket", { ticket_id: TICKET }] as const;
const UPDATE = ["update_ticket", { ticket_id: TICKET, priority: 1 }] as const;
const ANSWER = ["add_followup", COMMENT] as const;
const NOT_SHOWN = /answered the request to read .* with something else, which is not shown/;
const UNKNOWN = /with something else, so the outcome is unknown\. It was not repeated\. Read/;
const ticket = { id: 8, title: "Another", queue: 1, status: 1, priority: 3, followup_set: [] };
const followUp = { id: 999, ticket: TICKET, comment: COMMENT.comment, public: false };

const part = { ...ticket, id: TICKET, priority: 1 };
const file = { id: 2, followup: 3, file: "/media/x.txt", filename: "x.txt" };
const FILE = ["get_attachment", { attachment_id: 1 }] as const;

type Call = readonly [tool: string, input: Record<string, unknown>];
const OTHERS: readonly (readonly [string, string, number, object, Call, RegExp])[] = [
  ["another ticket", "GET api/tickets/20", 200, ticket, READ, NOT_SHOWN],
  ["a part of the ticket", "GET api/tickets/20", 206, part, READ, NOT_SHOWN],
  ["another ticket to a change", "PATCH api/tickets/20", 200, ticket, UPDATE, UNKNOWN],
  ["a part of the changed ticket", "PATCH api/tickets/20", 206, part, UPDATE, UNKNOWN],
  [
    "one of another ticket",
    "POST api/followups/",
    201,
    { ...followUp, ticket: 7 },
    ANSWER,
    UNKNOWN,
  ],
  ["another attachment", "GET api/followups-attachments/1/", 200, file, FILE, NOT_SHOWN],
];

helpdeskTest("answers about something else are refused", async (site, context) => {
  for (const [what, where, status, body, [tool, input], says] of OTHERS) {
    await context.step(`${what}, to ${tool}`, async () => {
      const caller = await freshCaller(site, "staff");
      await answerNext(site, where, status, body);
      const message = await caller.fail(tool, input);
      assert.match(message, says);
      assert.ok(!message.includes("Another"), message);
      await site.clearFaults();
    });
  }

  await context.step("another follow-up, to the title of one", async () => {
    const caller = await freshCaller(site, "staff");
    const titled = { title: "Mine" };
    await answerNext(site, "PATCH api/followups/", 200, { ...followUp, ...titled });
    const added = await caller.succeed("add_followup", { ...COMMENT, ...titled });
    const { notices, differences } = added;
    assert.match(notices.join(), /was saved, but its title could not be set: .*something else/);
    assert.deepEqual(differences, ["title"]);
  });
});
