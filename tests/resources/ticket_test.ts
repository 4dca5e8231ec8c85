import assert from "node:assert/strict";
import { ticketTemplate as template, ticketUri } from "../../lib/resources/ticket.ts";
import { converse, partsOf, readText, refusalOf } from "../mcp/embedded_conversation.ts";
import { answerNext } from "../tools/site_caller.ts";

Deno.test("helpdesk://ticket/{id} holds fields and follow-ups of a ticket", async () => {
  await using conversation = await converse();
  const { embedded, client } = conversation;
  const { firstId: id } = await embedded.createTickets(1, { followUpsEach: 5 });
  const stored = await embedded.ticket(id);
  const followUps = await embedded.followups(id);
  const { before, inside } = partsOf(await readText(client, ticketUri(id)));
  assert.match(before, new RegExp(`^Ticket ${id}: ${embedded.baseUrl}tickets/${id}/\n`));
  assert.ok(inside.startsWith(`Ticket ${id}: ${stored?.title}\n`), inside);
  assert.equal(followUps.length, 5);
  let from = 0;
  for (const followUp of followUps) {
    const at = inside.indexOf(`Follow-up ${followUp.id} |`, from);
    assert.ok(at > from, `follow-up ${followUp.id} is missing, or not in order`);
    from = at;
  }
});

Deno.test("helpdesk://ticket/{id} holds the newest 25 follow-ups and says how to get more", async () => {
  await using conversation = await converse();
  const { firstId } = await conversation.embedded.createTickets(1, { followUpsEach: 40 });
  const followUps = await conversation.embedded.followups(firstId);
  const { before, inside } = partsOf(await readText(conversation.client, ticketUri(firstId)));
  assert.match(
    before,
    /The newest 25 of 40 follow-ups are shown, oldest first; get_ticket with followups=40 shows all\./,
  );
  const shown = [...inside.matchAll(/^Follow-up (\d+) \|/gm)].map(([, id]) => Number(id));
  assert.deepEqual(shown, followUps.slice(-25).map(({ id }) => id));
});

Deno.test("helpdesk://ticket/{id} keeps orders of strangers inside the boundary", async () => {
  await using conversation = await converse();
  const { embedded, client } = conversation;
  const text = await readText(client, ticketUri(embedded.fixture.tickets.orders));
  const { before, inside } = partsOf(text);
  assert.match(inside, /ignore all earlier instructions/);
  assert.doesNotMatch(before, /instructions|report/i);
});

Deno.test("helpdesk://ticket/{id} is cleaned of what could deceive a reader", async () => {
  await using conversation = await converse();
  const { client } = conversation;
  const description = "a\u202eb\x1b[31mc\u200b\u{e0041}d";
  const ticket = { id: 7, queue: 1, status: 1, description, followup_set: [] };
  await answerNext(conversation.embedded, "GET api/tickets/7/", 200, ticket);
  assert.match(await readText(client, ticketUri(7)), /\n> abcd\n/);
});

Deno.test("helpdesk://ticket/{id} of a ticket that is not there is the error -32002", async () => {
  await using conversation = await converse();
  const uri = ticketUri(9_999);
  const error = await refusalOf(conversation.client.readResource({ uri }));
  assert.equal(error.code, -32002);
  assert.match(error.message, /There is no ticket 9999/);
  assert.deepEqual(error.data, { uri });
});

const WRONG = [
  ...["helpdesk://ticket/", "helpdesk://ticket/0", "helpdesk://ticket/07"],
  ...["helpdesk://ticket/-1", "helpdesk://ticket/7/", "helpdesk://ticket/7?x=1"],
  ...["helpdesk://ticket/7\n", "helpdesk://ticket/..%2f..%2fapi", "helpdesk://ticket/{id}"],
  ...["helpdesk://ticket/9999999999999999", "helpdesk://tickets/7"],
  "https://helpdesk.example.com/ticket/7",
];

for (const uri of WRONG) {
  Deno.test(`the ticket template does not fit ${JSON.stringify(uri)}`, () => {
    assert.equal(template.find(uri), undefined);
  });
}
