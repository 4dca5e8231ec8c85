import assert from "node:assert/strict";
import { siteTest } from "../site/site_test_case.ts";
import { ToolClient } from "./tool_client.ts";

/** What a day of work may cost its model, in characters of results. */
const BUDGET = 35_000;
const STEPS = 30;

const NEW_TICKET = {
  title: "Badge reader at the north gate refuses every badge",
  description: "Since this morning the reader blinks red for everybody.\n\nThe south gate works.",
  submitter_email: "someone@example.com",
};
const LOST_TICKET = {
  title: "Order two spare badge readers",
  description: "One for each gate, as agreed.",
  submitter_email: "someone@example.com",
};

siteTest("an agent's day of 30 steps stays within 35,000 characters", async (site) => {
  await using client = await ToolClient.start(site, "agent");
  await client.tools();
  const spent: string[] = [];
  const noted = async <Answer>(name: string, call: () => Promise<Answer>): Promise<Answer> => {
    const before = client.characters;
    const answer = await call();
    spent.push(`${String(client.characters - before).padStart(6)}  ${name}`);
    return answer;
  };
  const step = async (name: string, input: Record<string, unknown> = {}) =>
    (await noted(name, () => client.call(name, input))).content;
  const failingStep = (name: string, input: Record<string, unknown>) =>
    noted(`${name} (an error)`, () => client.fail(name, input));
  const ids = ({ tickets }: { tickets: { id: number }[] }) => tickets.map(({ id }) => id);

  // The morning: what is there?
  const { queues } = await step("get_queues");
  const queue = queues[0].id;
  await step("get_users");
  await step("set_agent_intent", { intent: "Work the day's open tickets" });
  const { branch_name: branch } = await step("get_agent_session_info");
  assert.equal(ids(await step("list_tickets")).length, 25);
  const unassigned = await step("list_tickets", {
    status: "Open",
    unassigned: true,
    page_size: 10,
  });
  const [first, second] = ids(unassigned);

  // One ticket after the other.
  await step("get_ticket", { ticket_id: first });
  await step("update_ticket", {
    ticket_id: first,
    assigned_to: site.accounts.agent.id,
    priority: 2,
  });
  const answer = {
    ticket_id: first,
    comment: "Which door is it?\n\nPlease try again.",
    time_spent: "10",
  };
  assert.deepEqual((await step("add_followup", answer)).differences, []);
  await step("get_ticket", { ticket_id: second, followups: 3 });
  const note = { ticket_id: second, comment: "Set {{ user }} first.", public: false };
  assert.deepEqual((await step("add_followup", note)).differences, []);
  await step("add_followup", { ticket_id: second, comment: "Solved.", new_status: 3 });
  const mine = await step("list_tickets", { mine: true, status: "Open", page_size: 5 });
  assert.ok(ids(mine).includes(first ?? NaN));

  // Mistakes, each of which says what to do.
  const wrongQueue = await failingStep("list_tickets", { queue_id: 99 });
  assert.match(wrongQueue, new RegExp(`get_queues lists .*${queue} `));
  const form = /list_tickets finds tickets/;
  assert.match(await failingStep("get_ticket", { ticket_id: 99_999 }), form);
  assert.match(await failingStep("update_ticket", { ticket_id: first }), /Give at least one of/);
  await step("list_tickets", { queue_id: queue, page_size: 5, sort: "priority" });
  await step("list_tickets", { search: "printer", page_size: 5 });

  // A new ticket with a file.
  const created = await step("create_ticket", { queue, ...NEW_TICKET });
  assert.deepEqual(created.differences, []);
  const file = { filename: "log.txt", content_base64: btoa("09:14 badge refused\n".repeat(20)) };
  const attached = { ticket_id: created.ticket_id, comment: "The log.", attachments: [file] };
  assert.deepEqual((await step("add_followup", attached)).differences, []);
  const stored = await step("get_ticket", { ticket_id: created.ticket_id });
  const [attachment] = stored.followups.at(-1).attachments;
  assert.equal(attachment.filename, "log.txt");
  const closed = await failingStep("get_attachment", { attachment_id: attachment.id });
  assert.match(closed, /agent/);
  await step("update_ticket", { ticket_id: created.ticket_id, due_date: "2031-03-30" });

  // A lost answer is not doubled.
  await site.failNext({ kind: "lost_answer", method: "POST", pathContains: "api/tickets/" });
  const lost = { queue, ...LOST_TICKET };
  assert.match(await failingStep("create_ticket", lost), /outcome is unknown/);
  const found = await step("create_ticket", lost);
  assert.equal(found.earlier, true);
  await step("add_followup", { ticket_id: found.ticket_id, comment: "Ordered.", public: false });
  await step("list_tickets", { page: 2, page_size: 5 });
  await step("get_ticket", { ticket_id: found.ticket_id, followups: 1 });

  // The evening.
  const { changes } = await step("get_agent_session_info");
  assert.equal(changes.length, 9);
  assert.ok(changes.every(({ outcome }: { outcome?: string }) => outcome === undefined));
  const finished = await step("finish_agent_session");
  assert.equal(finished.branch_name, branch);
  assert.deepEqual((await site.pullRequests()).map((request) => request.branch), [branch]);

  console.log(`${spent.join("\n")}\n${String(client.characters).padStart(6)}  in all`);
  assert.equal(spent.length, STEPS);
  assert(client.characters <= BUDGET, `The day took ${client.characters} characters`);
  assert.equal(client.stderr, "");
});
