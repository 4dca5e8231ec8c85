import assert from "node:assert/strict";
import { helpdeskTest } from "../helpdesk_test_case.ts";
import { freshCaller } from "./site_caller.ts";

const TICKET = 20;
const COMMENT = { ticket_id: TICKET, comment: "Checked.", public: false };

interface OtherAnswer {
  readonly what: string;
  readonly method?: "GET" | "PATCH" | "POST";
  readonly path: string;
  readonly status?: number;
  readonly body: Record<string, unknown>;
  readonly tool: string;
  readonly input: Record<string, unknown>;
  readonly says: RegExp;
}

const READ = { tool: "get_ticket", input: { ticket_id: TICKET } };
const UPDATE = { tool: "update_ticket", input: { ticket_id: TICKET, priority: 1 } };
const ANSWER = { tool: "add_followup", input: COMMENT };
const NOT_SHOWN = /answered the request to read .* with something else, which is not shown/;
const UNKNOWN = /with something else, so the outcome is unknown\. It was not repeated\. Read/;
const ticket = { id: 8, title: "Another", queue: 1, status: 1, priority: 3, followup_set: [] };
const followUp = { id: 999, ticket: TICKET, comment: COMMENT.comment, public: false };

const OTHERS: readonly OtherAnswer[] = [
  { what: "another ticket", path: "api/tickets/20", body: ticket, ...READ, says: NOT_SHOWN },
  {
    what: "a part of the ticket",
    ...{ path: "api/tickets/20", status: 206, body: { ...ticket, id: TICKET }, ...READ },
    says: NOT_SHOWN,
  },
  {
    what: "another ticket to a change",
    ...{ method: "PATCH", path: "api/tickets/20", body: ticket, ...UPDATE },
    says: UNKNOWN,
  },
  {
    what: "a part of the changed ticket",
    ...{ method: "PATCH", path: "api/tickets/20", status: 206, ...UPDATE },
    body: { ...ticket, id: TICKET, priority: 1 },
    says: UNKNOWN,
  },
  {
    what: "a follow-up of another ticket",
    ...{ method: "POST", path: "api/followups/", status: 201, ...ANSWER },
    body: { ...followUp, ticket: 7 },
    says: UNKNOWN,
  },
  {
    what: "another attachment",
    path: "api/followups-attachments/1/",
    body: { id: 2, followup: 3, file: "/media/x.txt", filename: "x.txt" },
    ...{ tool: "get_attachment", input: { attachment_id: 1 }, says: NOT_SHOWN },
  },
];

helpdeskTest("answers about something else are refused", async (site, context) => {
  for (const { what, method = "GET", path, status = 200, body, tool, input, says } of OTHERS) {
    await context.step(`${what}, to ${tool}`, async () => {
      const caller = await freshCaller(site, "staff");
      await site.failNext({
        ...{ kind: "status", method, pathContains: path, status },
        headers: { "content-type": "application/json" },
        body: JSON.stringify(body),
      });
      const message = await caller.fail(tool, input);
      assert.match(message, says);
      assert.ok(!message.includes("Another"), message);
      await site.clearFaults();
    });
  }

  await context.step("another follow-up, to the title of one", async () => {
    const caller = await freshCaller(site, "staff");
    await site.failNext({
      ...{ kind: "status", method: "PATCH", pathContains: "api/followups/", status: 200 },
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ ...followUp, title: "Mine" }),
    });
    const { notices, differences } = await caller.succeed("add_followup", {
      ...COMMENT,
      title: "Mine",
    });
    assert.match(notices.join(), /was saved, but its title could not be set: .*something else/);
    assert.deepEqual(differences, ["title"]);
  });
});
