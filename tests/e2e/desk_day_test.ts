import assert from "node:assert/strict";
import { settingsOf } from "../account_settings.ts";
import { siteTest } from "../site/site_test_case.ts";
import { createToolCaller } from "../tool_caller.ts";
import { ToolClient } from "./tool_client.ts";

/** What a day at the desk may cost its model: calls, and characters of their results. */
const MOST_CALLS = 20;
const BUDGET = 20_000;
const DUPLICATES = 12;

const MAIL = "<!DOCTYPE html><html><head><style>p { margin: 0 }</style></head><body>" +
  "<p>The badge number is <b>4711</b>.</p></body></html>";

siteTest("a day at the desk takes 20 calls and 20,000 characters at most", {}, async (site) => {
  // What the night left: three tickets in a wrong queue, a mail in HTML, and one fault told twelve times.
  const [from, into] = site.fixture.queues;
  assert.ok(from !== undefined && into !== undefined);
  const [ann] = await site.createUsers([
    { username: "alee", firstName: "Ann", lastName: "Lee", staff: true },
  ]);
  const night = createToolCaller(settingsOf(site, "staff"));
  const open = async (title: string): Promise<number> => {
    const more = { description: "As told.", submitter_email: "someone@example.com" };
    const ticket = { queue: from.id, title, ...more };
    return (await night.succeed("create_ticket", ticket)).ticket_id;
  };
  const misfiled = [await open("Invoice A"), await open("Invoice B"), await open("Invoice C")];
  const badge = await open("Badge reader");
  const attachments = [{ filename: "email_html_body.txt", content_base64: btoa(MAIL) }];
  await night.succeed("add_followup", { ticket_id: badge, comment: "By mail.", attachments });
  const duplicates: number[] = [];
  while (duplicates.length < DUPLICATES) duplicates.push(await open("Door is stuck"));

  await using client = await ToolClient.start(site, "staff");
  await client.tools();
  const spent: string[] = [];
  const step = async (name: string, input: Record<string, unknown> = {}) => {
    const before = client.characters;
    const { content } = await client.call(name, input);
    spent.push(`${String(client.characters - before).padStart(6)}  ${name}`);
    return content;
  };

  // Three misfiled tickets move, by the queue's title and short name; one gets its room on the way.
  const [first, second, third] = misfiled;
  await step("update_ticket", { ticket_id: `#${first}`, queue: into.title });
  await step("update_ticket", { ticket_id: `[${from.slug}-${second}]`, queue: into.slug });
  const custom_fields = { [site.fixture.customField]: "R 4.11" };
  await step("update_ticket", { ticket_id: third, queue_id: into.id, custom_fields });
  for (const id of misfiled) assert.equal((await site.ticket(id))?.queue, into.id);
  assert.equal((await site.ticket(third ?? 0))?.custom[site.fixture.customField], "R 4.11");

  // What did the customer write, and an answer with a file.
  const { followups } = await step("get_ticket", { ticket_id: badge });
  const [mail] = followups.at(-1).attachments;
  const { text } = await step("get_attachment", { attachment_id: mail.id });
  assert.equal(text, "The badge number is 4711.");
  await step("add_followup", {
    ticket_id: badge,
    comment: "Badge 4711 is unlocked. The log is attached.",
    attachments: [{ filename: "log.txt", content_base64: btoa("4711 unlocked\n") }],
  });
  assert.equal((await site.followups(badge)).at(-1)?.attachments.length, 1);
  await step("update_ticket", { ticket_id: badge, assignee: "Ann Lee" });
  assert.equal((await site.ticket(badge))?.assigned_to, ann);

  // One fault that was told twelve times.
  const { tickets } = await step("list_tickets", {
    search: "Door is stuck",
    page_size: DUPLICATES,
  });
  assert.deepEqual(
    tickets.map(({ id }: { id: number }) => id).toSorted((a: number, b: number) => a - b),
    duplicates,
  );
  await step("update_tickets", {
    ticket_ids: duplicates.map((id) => `#${id}`),
    status: "Duplicate",
  });
  for (const id of duplicates) assert.equal((await site.ticket(id))?.status, 5);

  console.log(`${spent.join("\n")}\n${String(client.characters).padStart(6)}  in all`);
  assert.ok(spent.length <= MOST_CALLS, `The day took ${spent.length} calls`);
  assert.ok(client.characters <= BUDGET, `The day took ${client.characters} characters`);
  assert.equal(client.stderr, "");
});
