import assert from "node:assert/strict";
import type { TestHelpdesk } from "../helpdesk_test_case.ts";
import { tellsMailed } from "../release_traits.ts";
import { textOf, type ToolCaller } from "../tool_caller.ts";
import { callerOf, freshCaller, isWrite, requestLines } from "./site_caller.ts";
import { siteParts } from "./site_parts.ts";

const OLD = "The old resolution.";
const COMMENT = "The new comment.";
const SUBMITTER = "someone@example.net";

/** Opens a ticket of SUBMITTER and gives it these fields; its id. */
async function open(site: TestHelpdesk, fields: Record<string, unknown> = {}): Promise<number> {
  const staff = callerOf(site, "admin");
  const { ticket_id } = await staff.succeed("create_ticket", {
    ...{ queue: 1, title: "Beamer in room 5", description: "Dark.", submitter_email: SUBMITTER },
  });
  if (Object.keys(fields).length > 0) {
    await staff.succeed("update_ticket", { ticket_id, ...fields });
  }
  await site.commitMain();
  return ticket_id;
}

/** What people were mailed by an action: address and text. */
async function mailsOf(site: TestHelpdesk, action: () => Promise<unknown>) {
  const before = (await site.mails()).length;
  await action();
  return (await site.mails()).slice(before);
}

const close = (caller: ToolCaller, ticket_id: number, more: Record<string, unknown> = {}) =>
  caller.succeed("add_followup", { ticket_id, comment: COMMENT, new_status: 4, ...more });

siteParts("truth about mail", {}, {
  "a comment that would not be mailed is refused, and what the refusal names works": async (
    site,
  ) => {
    const ways: Record<string, (caller: ToolCaller, ticket_id: number) => Promise<unknown>> = {
      "the resolution changed first": async (caller, ticket_id) => {
        await caller.succeed("update_ticket", { ticket_id, resolution: COMMENT });
        await close(caller, ticket_id);
      },
      "the resolution cleared first": async (caller, ticket_id) => {
        await caller.succeed("update_ticket", { ticket_id, resolution: "" });
        await close(caller, ticket_id);
      },
      "resolved instead": (caller, ticket_id) => close(caller, ticket_id, { new_status: 3 }),
    };
    for (const [way, run] of Object.entries(ways)) {
      const ticket_id = await open(site, { resolution: OLD, status: 2 });
      for (const account of ["staff", "agent"] as const) {
        const caller = callerOf(site, account);
        await site.resetRequests();
        const given = { ticket_id, comment: COMMENT, new_status: 4 };
        const says = /^Nothing was sent: ticket \d+ has a resolution already.*not the com/;
        assert.match(await caller.fail("add_followup", given), says);
        assert.deepEqual(await requestLines(site, isWrite), []);
      }
      const caller = callerOf(site, "staff");
      const mails = await mailsOf(site, () => run(caller, ticket_id));
      assert.deepEqual(mails.map(({ to }) => to), [[SUBMITTER]], way);
      assert.ok(mails[0]?.body.includes(COMMENT) && !mails[0].body.includes(OLD), way);
      assert.equal((await site.ticket(ticket_id, "main"))?.resolution, COMMENT, way);
    }
    const ticket_id = await open(site, { resolution: OLD });
    const quietly = () => close(callerOf(site, "staff"), ticket_id, { public: false });
    assert.deepEqual(await mailsOf(site, quietly), []);
  },

  "closing privately is refused where the old resolution would be mailed to others": async (
    site,
  ) => {
    const { staff } = site.accounts;
    const given = { comment: COMMENT, public: false, new_status: 4 };
    const cases: [
      what: string,
      fields: object,
      account: "staff" | "admin" | "agent",
      to: string,
    ][] = [
      ["1 in copy", { assigned_to: staff.id }, "staff", "1 in copy"],
      ["the assignee", { assigned_to: staff.id }, "admin", "its assignee"],
      ["an agent is not told", {}, "agent", "who is in copy, which this account is not told"],
    ];
    for (const [what, fields, account, to] of cases) {
      const ticket_id = await open(site, { resolution: OLD, ...fields });
      if (to === "1 in copy") await site.addCopy(ticket_id, "copy@example.net");
      await site.commitMain();
      const caller = callerOf(site, account);
      await site.resetRequests();
      const message = await caller.fail("add_followup", { ticket_id, ...given });
      assert.ok(message.includes(`not the comment; of a private follow-up to ${to}. Add`), message);
      assert.deepEqual(await requestLines(site, isWrite), [], what);
      // What the refusal names mails nobody the old one.
      const ways = async () => {
        await caller.succeed("add_followup", { ticket_id, ...given, new_status: undefined });
        await caller.succeed("update_ticket", { ticket_id, status: 4 });
      };
      const mails = await mailsOf(site, ways);
      assert.ok(mails.every(({ body }) => !body.includes(OLD)), what);
    }
  },

  "a merged ticket is refused with the one that it was merged into": async (site) => {
    const { merged, mergedInto } = site.fixture.tickets;
    for (const account of ["staff", "agent"] as const) {
      const caller = await freshCaller(site, account);
      const given = { ticket_id: merged, comment: COMMENT };
      const says = `Nothing was sent: ticket ${merged} was merged into ticket ${mergedInto},`;
      assert.ok((await caller.fail("add_followup", given)).startsWith(says));
      assert.deepEqual(await requestLines(site, isWrite), []);
      const { differences } = await caller.succeed("add_followup", { ...given, on_merged: true });
      assert.deepEqual(differences, []);
      await caller.succeed("add_followup", { ...given, ticket_id: mergedInto });
    }
  },

  "a receipt names each mailed person with their part, and the ticket": async (site) => {
    const caller = callerOf(site, "staff");
    const { agent, staff } = site.accounts;
    const ticket_id = await open(site);
    await site.addCopy(ticket_id, "copy@example.net");
    const answer = (more: Record<string, unknown>) =>
      caller.call("add_followup", { ticket_id, comment: COMMENT, ...more });
    const both = await answer({});
    if (!tellsMailed(site)) {
      assert.equal(both.structuredContent?.["mailed"], undefined);
      assert.match(textOf(both), /This helpdesk does not tell who was mailed\. Stored as asked/);
      return;
    }
    const mailed = ["copy@example.net (copy)", `${SUBMITTER} (submitter)`];
    assert.deepEqual(both.structuredContent?.["mailed"], mailed);
    assert.equal(both.structuredContent?.["title"], "Beamer in room 5");
    const text = textOf(both);
    assert.match(text, /Mailed to 2 addresses below\. Stored as asked/);
    assert.match(text, /^Ticket \d+: Beamer in room 5$/m);
    assert.match(text, /^Mailed: copy@example\.net \(copy\), someone@example\.net \(submitter\)$/m);
    // Its author is not mailed, so that what is left is a copy.
    await caller.succeed("update_ticket", { ticket_id, assigned_to: staff.id });
    const privately = async () => (await answer({ public: false })).structuredContent?.["mailed"];
    assert.deepEqual(await privately(), ["copy@example.net (copy)"]);
    await caller.succeed("update_ticket", { ticket_id, assigned_to: agent.id });
    const either = ["copy@example.net (assignee or copy)", `${agent.email} (assignee or copy)`];
    assert.deepEqual((await privately() as string[]).toSorted(), either.toSorted());
    const opened = await caller.succeed("create_ticket", {
      ...{ queue: 1, title: "Loud", description: "x", submitter_email: SUBMITTER },
      assigned_to: staff.id,
    });
    assert.deepEqual(opened.mailed, [`${SUBMITTER} (submitter)`, `${staff.email} (assignee)`]);
  },

  "an end says what it leaves open, and whom it does not tell": async (site) => {
    const caller = callerOf(site, "staff");
    const [first, second, waiting] = [await open(site), await open(site), await open(site)];
    await site.addDependency(waiting, first);
    await site.addDependency(waiting, second);
    await caller.succeed("update_ticket", { ticket_id: second, status: 4 });
    const waits = `Ticket ${waiting} depends on ticket ${first} (1 Open): it is ended before`;
    const told = (notices: string[] = []) => notices.filter((notice) => notice.startsWith(waits));
    const closed = await close(caller, waiting);
    assert.equal(told(closed.notices).length, 1, JSON.stringify(closed.notices));
    const marked = await caller.succeed("update_ticket", { ticket_id: waiting, status: 5 });
    assert.deepEqual(told(marked.notices), []);
    const resolved = await caller.succeed("update_ticket", { ticket_id: waiting, status: 3 });
    assert.equal(told(resolved.notices).length, 1);
    const mailsNobody = /A change of status mails nobody: the submitter does not learn/;
    for (const { notices } of [marked, resolved]) assert.match(notices.join(), mailsNobody);
    const { notices } = await caller.succeed("update_ticket", { ticket_id: waiting, status: 2 });
    assert.equal(notices, undefined);
    // The list says of such a ticket that it waits, beside its status.
    const { tickets } = await caller.succeed("list_tickets", { search: "Beamer in room 5" });
    const row = tickets.find(({ id }: { id: number }) => id === waiting);
    assert.equal(row.status, 2);
    // An account without the page closes it all the same.
    await site.commitMain();
    const agent = callerOf(site, "agent");
    assert.deepEqual((await close(agent, waiting)).differences, []);
  },
});
