import assert from "node:assert/strict";
import type { EmbeddedHelpdesk } from "../embedded/embedded_helpdesk.ts";
import { converse, partsOf, readText, refusalOf } from "../mcp/embedded_conversation.ts";
import { messagesOf } from "./messages_of.ts";

Deno.test("draft_answer embeds the ticket as its resource", async () => {
  await using conversation = await converse();
  const { client, embedded } = conversation;
  const id = embedded.fixture.tickets.held;
  const { words, inside, uri } = await messagesOf(client, "draft_answer", { ticket_id: `#${id}` });
  assert.equal(uri, `helpdesk://ticket/${id}`);
  assert.equal(inside, partsOf(await readText(client, uri)).inside);
  assert.match(words, new RegExp(`^Draft an answer to the submitter of ticket ${id},`));
  assert.match(words, new RegExp(`add_followup \\(ticket_id=${id}, public=true\\)`));
  assert.doesNotMatch(words, /Tone:|It has to say:/);
});

Deno.test("draft_answer passes on tone and points", async () => {
  await using conversation = await converse();
  const given = { ticket_id: "3", tone: "brief", points: "the desk comes\nin May" };
  const { words } = await messagesOf(conversation.client, "draft_answer", given);
  assert.match(words, /^Tone: brief\nIt has to say: the desk comes in May$/m);
});

Deno.test("draft_answer keeps orders of strangers inside the boundary", async () => {
  await using conversation = await converse();
  const { client, embedded } = conversation;
  const given = { ticket_id: String(embedded.fixture.tickets.orders) };
  const { words, before, inside } = await messagesOf(client, "draft_answer", given);
  assert.match(inside, /ignore all earlier instructions/);
  assert.doesNotMatch(`${words}${before}`, /ignore|maintenance mode/i);
});

Deno.test("draft_answer sends nothing to the helpdesk but reads", async () => {
  await using conversation = await converse();
  await messagesOf(conversation.client, "draft_answer", { ticket_id: "3" });
  assert.deepEqual(await conversation.embedded.mails(), []);
  const branches = await conversation.embedded.branches();
  assert.deepEqual(branches.flatMap(({ writes }) => writes), []);
});

const REFUSED: readonly [id: string, message: RegExp][] = [
  ["9999", /There is no ticket 9999/],
  ["0", /ticket_id: "0" names no ticket/],
  ["three", /ticket_id: "three" names no ticket\. .*; list_tickets finds tickets/],
  ["3/../4", /names no ticket/],
];

for (const [id, message] of REFUSED) {
  Deno.test(`draft_answer refuses the ticket ${JSON.stringify(id)}`, async () => {
    await using conversation = await converse();
    const prompt = { name: "draft_answer", arguments: { ticket_id: id } };
    const error = await refusalOf(conversation.client.getPrompt(prompt));
    assert.equal(error.code, -32602);
    assert.match(error.message, message);
  });
}

Deno.test("draft_answer brings what is known of the ticket to those who may read it", async () => {
  await using conversation = await converse({ account: "staff" });
  const ticket_id = String(await idOfTitle(conversation.embedded, "VPN drops"));
  const { words, notices } = await messagesOf(conversation.client, "draft_answer", { ticket_id });
  assert.match(words, /begin with its text, and fill in what stands in square brackets/);
  const { before, inside } = partsOf(notices[0] ?? "");
  assert.match(before, /^1 answer from 12 articles .*\n3 canned replies for its queue/);
  assert.match(inside, /^Article 1: VPN: stay connected from home/);
  assert.match(inside, /^> thank you for your message about "VPN drops every ten minutes/m);
  assert.match(inside, /^> Service Desk$/m);
});

async function idOfTitle(embedded: EmbeddedHelpdesk, title: string): Promise<number> {
  for (let id = 1; id <= embedded.fixture.ticketCount; id++) {
    if ((await embedded.ticket(id))?.title.startsWith(title)) return id;
  }
  return assert.fail(`There is no ticket "${title}"`);
}
