import assert from "node:assert/strict";
import type { TestHelpdesk } from "../helpdesk_test_case.ts";
import { freshCaller, requestLines } from "./site_caller.ts";
import { siteParts } from "./site_parts.ts";

const TICKET = { queue: 1, description: "…", submitter_email: "round@example.com" };

const idsOf = ({ tickets }: { tickets: { id: number }[] }) => tickets.map(({ id }) => id);

/** The fixture's tickets by their last follow-ups, the latest first and those without any last. */
async function byLastFollowUp(site: TestHelpdesk): Promise<number[]> {
  const ids = Array.from({ length: site.fixture.ticketCount }, (_, place) => place + 1);
  const tickets = await Promise.all(ids.map(async (id) => {
    const dates = (await site.followups(id)).map(({ date }) => Date.parse(date));
    return { id, last: Math.max(-Infinity, ...dates) };
  }));
  return tickets.sort((one, other) => other.last - one.last || other.id - one.id)
    .map(({ id }) => id);
}

siteParts("On a Dolt database staff", { doltDatabase: true }, {
  "find a text in any case, whatever the helpdesk's own search tells apart": async (site) => {
    const caller = await freshCaller(site, "staff");
    const { ticket_id } = await caller.succeed("create_ticket", {
      ...TICKET,
      title: "ORDER a Round Table",
    });
    for (const search of ["order a round", "ORDER A ROUND", "Round Table", "nowhere OR oRDER a"]) {
      const found = await caller.succeed("list_tickets", { search });
      assert.deepEqual(idsOf(found), [ticket_id], search);
      assert.match(found.warnings.join(" "), /tells capital letters from small ones/);
    }
    const theirs = await caller.succeed("list_tickets", { submitter: "ROUND@EXAMPLE.COM" });
    assert.deepEqual(idsOf(theirs), [ticket_id]);
  },

  "sort by the last follow-up, and by other fields in the helpdesk's own list": async (site) => {
    await site.reset();
    const expected = await byLastFollowUp(site);
    for (const [page, page_size] of [[1, 1], [4, 2]] as const) {
      const caller = await freshCaller(site, "staff");
      const question = { sort: "last_followup", page, page_size };
      const found = await caller.succeed("list_tickets", question);
      const from = (page - 1) * page_size;
      assert.deepEqual(idsOf(found), expected.slice(from, from + page_size));
      assert.match(found.warnings.join(" "), /did not apply sort "last_followup"/);
      const titled = await caller.succeed("list_tickets", { ...question, sort: "title" });
      assert.deepEqual(titled.warnings, []);
    }
  },

  "read the attachment 0": async (site) => {
    const caller = await freshCaller(site, "staff");
    const attachments = [{ filename: "zero.txt", text: "counted from zero" }];
    await caller.succeed("add_followup", { ticket_id: 1, comment: "See the file", attachments });
    const { text } = await caller.succeed("get_attachment", { attachment_id: 0 });
    assert.equal(text, "counted from zero");
  },
});

siteParts("An agent to whom web pages are closed", {}, {
  "is told that full names are not known, where one is searched for or given": async (site) => {
    const caller = await freshCaller(site, "agent");
    const { users, incomplete } = await caller.succeed("get_users", { search: "Nadia Nobody" });
    assert.deepEqual(users, []);
    assert.match(incomplete, /told user names only/);
    const refusal = await caller.fail("update_ticket", { ticket_id: 1, assignee: "Nadia Nobody" });
    assert.match(refusal, /there is no user "Nadia Nobody".*told user names only/);
  },

  "is refused canned replies before tickets are read for them": async (site) => {
    const caller = await freshCaller(site, "agent");
    await caller.fail("canned_replies");
    const lines = await requestLines(site, ({ path }) => /tickets/.test(path));
    assert.deepEqual(lines.filter((line) => !line.startsWith("OPTIONS")), []);
  },
});
