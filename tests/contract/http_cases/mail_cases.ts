import assert from "node:assert/strict";
import type { ContractClient } from "../contract_client.ts";
import type { HelpdeskUnderTest } from "../helpdesk_under_test.ts";
import {
  addFollowUp,
  asStaff,
  createTicket,
  type FollowUpBody,
  type HttpCase,
  readTicket,
  TICKET,
} from "../http_case.ts";

const OLD = "The old resolution.";
const COMMENT = "The new comment.";

interface Told {
  readonly what: string;
  /** Fields of the ticket before the follow-up. */
  readonly ticket: Record<string, unknown>;
  readonly followUp: Record<string, unknown>;
  /** Which of the two texts the submitter reads, and what the resolution is afterwards. */
  readonly reads: typeof OLD | typeof COMMENT;
  readonly resolution: string | null;
}

/** What the submitter is mailed about a public follow-up on a ticket that has a resolution, or has none. */
const TOLD: readonly Told[] = [
  {
    what: "closing a ticket without a resolution",
    ...{ ticket: {}, followUp: { new_status: 4 }, reads: COMMENT, resolution: COMMENT },
  },
  {
    what: "closing one with a resolution",
    ticket: { resolution: OLD },
    ...{ followUp: { new_status: 4 }, reads: OLD, resolution: OLD },
  },
  {
    what: "closing one that was resolved",
    ticket: { resolution: OLD, status: 3 },
    ...{ followUp: { new_status: 4 }, reads: OLD, resolution: OLD },
  },
  {
    what: "closing one that was reopened after that",
    ticket: { resolution: OLD, status: 2 },
    ...{ followUp: { new_status: 4 }, reads: OLD, resolution: OLD },
  },
  {
    what: "closing one whose resolution was cleared",
    ticket: { resolution: null, status: 3 },
    ...{ followUp: { new_status: 4 }, reads: COMMENT, resolution: COMMENT },
  },
  {
    what: "resolving one with a resolution",
    ticket: { resolution: OLD },
    ...{ followUp: { new_status: 3 }, reads: COMMENT, resolution: COMMENT },
  },
  {
    what: "resolving one that is resolved",
    ticket: { resolution: OLD, status: 3 },
    ...{ followUp: { new_status: 3 }, reads: COMMENT, resolution: COMMENT },
  },
  {
    what: "commenting on a resolved one",
    ticket: { resolution: OLD, status: 3 },
    ...{ followUp: {}, reads: COMMENT, resolution: COMMENT },
  },
  {
    what: "commenting on a closed one",
    ticket: { resolution: OLD, status: 4 },
    ...{ followUp: {}, reads: COMMENT, resolution: OLD },
  },
  {
    what: "closing one that is closed",
    ticket: { resolution: OLD, status: 4 },
    ...{ followUp: { new_status: 4 }, reads: COMMENT, resolution: OLD },
  },
  {
    what: "commenting on an open one",
    ticket: { resolution: OLD },
    ...{ followUp: {}, reads: COMMENT, resolution: OLD },
  },
  {
    what: "marking one as a duplicate",
    ticket: { resolution: OLD },
    ...{ followUp: { new_status: 5 }, reads: COMMENT, resolution: OLD },
  },
];

/** The messages that a follow-up caused, with the follow-up. */
async function mailsOf(
  helpdesk: HelpdeskUnderTest,
  client: ContractClient,
  ticket: number,
  fields: Record<string, unknown>,
) {
  const before = (await helpdesk.control.mails()).length;
  const followUp: FollowUpBody = await addFollowUp(client, ticket, {
    comment: COMMENT,
    public: true,
    ...fields,
  });
  return { followUp, mails: (await helpdesk.control.mails()).slice(before) };
}

/** What people are mailed. */
export const MAIL_CASES: readonly HttpCase[] = [
  {
    name: "a public follow-up that closes a ticket mails its resolution, any other one the comment",
    async run(helpdesk) {
      const client = await asStaff(helpdesk);
      for (const { what, ticket, followUp, reads, resolution } of TOLD) {
        const { id } = await createTicket(client);
        await client.patch(`api/tickets/${id}/`, ticket);
        const { mails } = await mailsOf(helpdesk, client, id, followUp);
        assert.equal(mails.length, 1, what);
        assert.deepEqual(mails[0]?.to, [TICKET.submitter_email], what);
        const found = [OLD, COMMENT].filter((text) => mails[0]?.body.includes(text));
        assert.deepEqual(found, [reads], what);
        assert.equal((await readTicket(client, id)).resolution, resolution, what);
      }
    },
  },
  {
    name: "those in copy are mailed about every follow-up, the private ones too",
    async run(helpdesk) {
      const client = await asStaff(helpdesk);
      const { id } = await createTicket(client);
      await helpdesk.control.addCopy(id, "copy@example.net");
      const { followUp } = await mailsOf(helpdesk, client, id, { public: false });
      assert.deepEqual(followUp.email_recipients, ["copy@example.net"]);
      const { followUp: loud } = await mailsOf(helpdesk, client, id, {});
      assert.deepEqual(loud.email_recipients, ["copy@example.net", TICKET.submitter_email]);
    },
  },
  {
    name: "a follow-up on a merged ticket is taken, and mailed under the merged number",
    async run(helpdesk) {
      const client = await asStaff(helpdesk);
      const [into, merged] = [await createTicket(client), await createTicket(client)];
      await client.patch(`api/tickets/${merged.id}/`, { merged_to: into.id, status: 5 });
      const { followUp, mails } = await mailsOf(helpdesk, client, merged.id, {});
      assert.equal(followUp.ticket, merged.id);
      assert.match(mails[0]?.subject ?? "", new RegExp(`-${merged.id}\\]`));
      assert.equal((await readTicket(client, into.id)).followup_set.length, 1);
    },
  },
  {
    name: "a ticket can be closed while those it depends on are open; its page names them",
    async run(helpdesk) {
      const client = await asStaff(helpdesk);
      const [open, waiting] = [await createTicket(client), await createTicket(client)];
      await helpdesk.control.addDependency(waiting.id, open.id);
      const { followUp } = await mailsOf(helpdesk, client, waiting.id, { new_status: 4 });
      assert.equal(followUp.new_status, 4);
      const page = await client.get(`tickets/${waiting.id}/`);
      assert.equal(page.status, 200);
      const links = [...page.text.matchAll(/<a\s[^>]*href="([^"]*)"/g)].map(([, href]) => href);
      const drop = links.findIndex((href) =>
        href?.includes(`tickets/${waiting.id}/dependency/delete/`)
      );
      assert.match(links[drop - 1] ?? "", new RegExp(`/tickets/${open.id}/$`));
    },
  },
];
