import assert from "node:assert/strict";
import { type ContractClient, TICKET } from "../contract_client.ts";
import { type HttpCase, test } from "../http_case.ts";

const OLD = "The old resolution.";
const COMMENT = "The new comment.";

/** Fields of the ticket before a follow-up, and of that. */
type Fields = Readonly<Record<string, unknown>>;
const CLOSE = { new_status: 4 };
const RESOLVE = { new_status: 3 };
const HAS = { resolution: OLD };

/** Which of the two texts a submitter is mailed about a public follow-up, and what the resolution is then. */
const TOLD: readonly [what: string, Fields, followUp: Fields, reads: string, resolution: string][] =
  [
    ["closing a ticket without a resolution", {}, CLOSE, COMMENT, COMMENT],
    ["closing one with a resolution", HAS, CLOSE, OLD, OLD],
    ["closing one that was resolved", { ...HAS, status: 3 }, CLOSE, OLD, OLD],
    ["closing one that was reopened after that", { ...HAS, status: 2 }, CLOSE, OLD, OLD],
    ["closing one that was cleared", { resolution: null, status: 3 }, CLOSE, COMMENT, COMMENT],
    ["resolving one with a resolution", HAS, RESOLVE, COMMENT, COMMENT],
    ["resolving one that is resolved", { ...HAS, status: 3 }, RESOLVE, COMMENT, COMMENT],
    ["commenting on a resolved one", { ...HAS, status: 3 }, {}, COMMENT, COMMENT],
    ["commenting on a closed one", { ...HAS, status: 4 }, {}, COMMENT, OLD],
    ["closing one that is closed", { ...HAS, status: 4 }, CLOSE, COMMENT, OLD],
    ["commenting on an open one", HAS, {}, COMMENT, OLD],
    ["marking one as a duplicate", HAS, { new_status: 5 }, COMMENT, OLD],
  ];

/** The messages that a public follow-up caused, with the follow-up. */
async function mailsOf(client: ContractClient, ticket: number, fields: Fields) {
  const { control } = client.helpdesk;
  const before = (await control.mails()).length;
  const given = { comment: COMMENT, public: true, ...fields };
  const followUp = await client.addFollowUp(ticket, given);
  return { followUp, mails: (await control.mails()).slice(before) };
}

/** What people are mailed. */
export const MAIL_CASES: readonly HttpCase[] = [
  test.asStaff("a public follow-up that closes a ticket mails its resolution, any other one the comment", async ({ client }) => {
    for (const [what, ticket, followUp, reads, resolution] of TOLD) {
      const { id } = await client.createTicket();
      await client.patch(`api/tickets/${id}/`, ticket);
      const { mails: [mail, ...others] } = await mailsOf(client, id, followUp);
      assert.deepEqual([mail?.to, others], [[TICKET.submitter_email], []], what);
      const found = [OLD, COMMENT].filter((text) => mail?.body.includes(text));
      assert.deepEqual(found, [reads], what);
      assert.equal((await client.readTicket(id)).resolution, resolution, what);
    }
  }),
  test.asStaff("those in copy are mailed about every follow-up, the private ones too", async ({ client, control }) => {
    const { id } = await client.createTicket();
    await control.addCopy(id, "copy@example.net");
    const { followUp } = await mailsOf(client, id, { public: false });
    assert.deepEqual(followUp.email_recipients, ["copy@example.net"]);
    const { followUp: loud } = await mailsOf(client, id, {});
    assert.deepEqual(loud.email_recipients, ["copy@example.net", TICKET.submitter_email]);
  }),
  test.asStaff("a follow-up on a merged ticket is taken, and mailed under the merged number", async ({ client }) => {
    const [into, merged] = [await client.createTicket(), await client.createTicket()];
    await client.patch(`api/tickets/${merged.id}/`, { merged_to: into.id, status: 5 });
    const { followUp, mails } = await mailsOf(client, merged.id, {});
    assert.equal(followUp.ticket, merged.id);
    assert.match(mails[0]?.subject ?? "", new RegExp(`-${merged.id}\\]`));
    assert.equal((await client.readTicket(into.id)).followup_set.length, 1);
  }),
  test.asStaff("a ticket can be closed while those it depends on are open; its page names them", async ({ client, control }) => {
    const [open, waiting] = [await client.createTicket(), await client.createTicket()];
    await control.addDependency(waiting.id, open.id);
    const { followUp } = await mailsOf(client, waiting.id, CLOSE);
    assert.equal(followUp.new_status, 4);
    const page = await client.get(`tickets/${waiting.id}/`);
    assert.equal(page.status, 200);
    const links = [...page.text.matchAll(/<a\s[^>]*href="([^"]*)"/g)].map(([, href]) => href);
    const end = `tickets/${waiting.id}/dependency/delete/`;
    const drop = links.findIndex((href) => href?.includes(end));
    assert.match(links[drop - 1] ?? "", new RegExp(`/tickets/${open.id}/$`));
  }),
];
