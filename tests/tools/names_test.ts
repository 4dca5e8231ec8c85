import assert from "node:assert/strict";
import { staffName, tellsFullNames } from "../release_traits.ts";
import { textOf } from "../tool_caller.ts";
import type { TestHelpdesk } from "../helpdesk_test_case.ts";
import { callerOf, freshCaller, isWrite, requestLines } from "./site_caller.ts";
import { siteParts } from "./site_parts.ts";

const TICKET = 20;

/** The fixture's ticket, its queue's slug and title. */
async function queueOf(site: TestHelpdesk) {
  const stored = await site.ticket(TICKET);
  const queue = site.fixture.queues.find(({ id }) => id === stored?.queue);
  const other = site.fixture.queues.find(({ id }) => id !== stored?.queue);
  assert.ok(queue !== undefined && other !== undefined);
  return { ...queue, other };
}

siteParts("arguments by name", {}, {
  "a ticket goes by everything that people call it": async (site, context) => {
    const { slug, other } = await queueOf(site);
    const base = new URL(site.baseUrl);
    const forms = [
      ...[TICKET, `${TICKET}`, `#${TICKET}`, `Ticket #${TICKET}`, `${slug}-${TICKET}`],
      ...[`${slug.toUpperCase()}-${TICKET}`, `[${slug}-${TICKET}]`],
      `Re: [${slug}-${TICKET}] (Updated) Projector`,
      `${site.baseUrl}tickets/${TICKET}/`,
      `${site.baseUrl}tickets/${TICKET}/#followup-3`,
      `${site.baseUrl}view/?ticket=${slug}-${TICKET}&email=someone%40example.com`,
      `https://${base.host}${base.pathname}tickets/${TICKET}`,
      `helpdesk://ticket/${TICKET}`,
    ];
    const caller = callerOf(site, "staff");
    for (const ticket_id of forms) {
      const { id, notices } = await caller.succeed("get_ticket", { ticket_id, followups: 0 });
      assert.deepEqual([id, notices], [TICKET, undefined], String(ticket_id));
    }
    const { id } = await caller.succeed("get_ticket", { ticket: `#${TICKET}` });
    assert.equal(id, TICKET);

    await context.step("with the slug of another queue it is another ticket", async () => {
      for (const ticket_id of [`${other.slug}-${TICKET}`, `nowhere-${TICKET}`]) {
        const says = /ticket_id: ticket 20 is in queue .*short name is not .* number alone/;
        assert.match(await caller.fail("get_ticket", { ticket_id }), says);
      }
    });
    await context.step("what names none is refused before anything is asked", async () => {
      await site.resetRequests();
      const none = [
        ...["twenty", "20.5", "[dh-1] and [dh-2]", "#0", "https://elsewhere.example/tickets/20/"],
        ...[`${site.baseUrl}tickets/none/`, `${site.baseUrl}kb/20/`],
      ];
      for (const ticket_id of none) {
        const message = await caller.fail("get_ticket", { ticket_id });
        assert.match(message, /get_ticket was not called: ticket_id: .* names no ticket/);
      }
      assert.deepEqual(await requestLines(site), []);
    });
    await context.step("agents are told that the slug was not checked", async () => {
      const agent = callerOf(site, "agent");
      const { id, notices } = await agent.succeed("get_ticket", { ticket_id: `xy-${TICKET}` });
      assert.equal(id, TICKET);
      assert.match(notices.join(), /taken by its number.*"xy" was not checked/);
    });
  },

  "a user goes by id, user name, full name and me, in every tool": async (site) => {
    const { staff, admin } = site.accounts;
    const name = staffName(site, "staff");
    const caller = await freshCaller(site, "staff");
    const forms: (readonly [Record<string, unknown>, number])[] = [
      [{ assigned_to: staff.id }, staff.id],
      [{ assigned_to: staff.username }, staff.id],
      [{ assigned_to: name }, staff.id],
      [{ assigned_to: ` ${name.toUpperCase()} ` }, staff.id],
      [{ assignee: name }, staff.id],
      [{ assignee: String(staff.id) }, staff.id],
      [{ assigned_to: `${staff.id} ${name}` }, staff.id],
      ...name === staff.username
        ? []
        : [[{ assigned_to: `${name} (${staff.username})` }, staff.id] as const],
      [{ assigned_to_name: admin.username }, admin.id],
      [{ assigned_to: "me" }, staff.id],
      [{ assignee: "Me", assigned_to: staff.id }, staff.id],
      [{ assignee: "", assigned_to: staff.username }, staff.id],
    ];
    for (const [given, id] of forms) {
      const what = JSON.stringify(given);
      await caller.succeed("update_ticket", { ticket_id: TICKET, assigned_to: 0 });
      const input = { ticket_id: TICKET, ...given };
      const { differences } = await caller.succeed("update_ticket", input);
      assert.deepEqual([(await site.ticket(TICKET))?.assigned_to, differences], [id, []], what);
      const ofId = await caller.succeed("list_tickets", { assigned_to: id });
      const ofName = await caller.succeed("list_tickets", given);
      assert.ok(ofName.total > 0);
      assert.deepEqual(ofName.tickets, ofId.tickets, what);
    }
    const { ticket_id } = await caller.succeed("create_ticket", {
      ...{ queue: 1, title: "Handed over", description: "At once.", assignee: name },
      submitter_email: "someone@example.com",
    });
    assert.equal((await site.ticket(ticket_id))?.assigned_to, staff.id);
    const agent = await freshCaller(site, "agent");
    const own = await agent.succeed("list_tickets", { assignee: "me" });
    const mine = await agent.succeed("list_tickets", { mine: true });
    assert.deepEqual(own.tickets, mine.tickets);
  },

  "a number that is one's id and another's name, and a user called me, are asked about": async (
    site,
  ) => {
    const { staff } = site.accounts;
    const named = [String(staff.id), "me", 'Ann "Boss" O\'Neil'];
    const [, me, boss] = await site.createUsers(named.map((username) => ({ username })));
    const caller = callerOf(site, "staff");
    const own = tellsFullNames(site) ? `${staff.fullName} (${staff.username})` : staff.username;
    const asks: [string, string][] = [
      [String(staff.id), "names 2 of the users: "],
      ["me", `names 2 of the users: ${staff.id} "${own}", ${me} "me"`],
    ];
    for (const [assigned_to, message] of asks) {
      const refused = await caller.fail("update_ticket", { ticket_id: TICKET, assigned_to });
      assert.ok(refused.includes(message) && refused.endsWith("Give the id, as a number"), refused);
    }
    const taken: [unknown, number | undefined][] = [
      [staff.id, staff.id],
      ["Ann “Boss” O’Neil", boss],
    ];
    for (const [assigned_to, id] of taken) {
      await caller.succeed("update_ticket", { ticket_id: TICKET, assigned_to });
      assert.equal((await site.ticket(TICKET))?.assigned_to, id, String(assigned_to));
    }
  },

  "a name of nobody, of two, or against another one changes nothing": async (site) => {
    const twins = ["twin-one", "twin-two"]
      .map((username) => ({ username, firstName: "Ann", lastName: "Twin" }));
    const ids = await site.createUsers(twins);
    const { staff, admin } = site.accounts;
    const caller = callerOf(site, "staff");
    const before = await site.ticket(TICKET);
    const refused: [Record<string, unknown>, RegExp][] = [
      [
        { assigned_to: "Ann Twin" },
        tellsFullNames(site)
          ? /names 2 of the users: \d+ "Ann Twin \(twin-one\)", \d+ "Ann Twin \(twin-two\)"\. Give the id/
          : /no user "Ann Twin".*twin-one/,
      ],
      [{ assignee: "Anna Twin" }, /no user "Anna Twin".*twin-one/],
      [{ assignee: "Nobody" }, /no user "Nobody"\. A change takes assigned_to 0/],
      [{ assignee: "zzz" }, /no user "zzz".*get_users lists .*staff/],
      [
        { assignee: admin.username, assigned_to: staff.id },
        /assigned_to 2 is 2, assignee "admin" is 1|assignee "admin" is 1, assigned_to 2 is 2/,
      ],
      [{ status: 3, status_name: "Open" }, /status 3 is 3, status_name "Open" is 1.*Give one/],
      [{ status: "Someday" }, /status: there is no status "Someday"; get_queues lists 1 "Open"/],
    ];
    for (const [given, message] of refused) {
      const what = JSON.stringify(given);
      assert.match(
        await caller.fail("update_ticket", { ticket_id: TICKET, ...given }),
        message,
        what,
      );
    }
    assert.deepEqual(await requestLines(site, isWrite), []);
    assert.deepEqual(await site.ticket(TICKET), before);
    await caller.succeed("update_ticket", { ticket_id: TICKET, assignee: "twin-two" });
    assert.equal((await site.ticket(TICKET))?.assigned_to, ids[1]);
  },

  "queues go by id, title and slug, statuses and priorities by name": async (site) => {
    const { id, title, slug } = await queueOf(site);
    const priority = site.fixture.priorities[1]?.name ?? assert.fail();
    for (const account of ["staff", "agent"] as const) {
      const caller = await freshCaller(site, account);
      // Old releases' lists do not tell the zone, a ticket with dates does.
      await caller.succeed("get_ticket", { ticket_id: site.fixture.tickets.longHistory });
      const expected = await caller.succeed("list_tickets", { queue_id: id });
      const forms: Record<string, unknown>[] = [
        { queue: id },
        { queue_id: title },
        { queue: title.toLowerCase() },
        { queue_name: title },
        ...account === "staff" ? [{ queue_id: slug }, { queue_name: slug.toUpperCase() }] : [],
      ];
      for (const given of forms) {
        const { tickets, total } = await caller.succeed("list_tickets", given);
        assert.deepEqual([tickets, total], [expected.tickets, expected.total]);
      }
      const lists: [Record<string, unknown>, Record<string, unknown>][] = [
        [{ status: ["Open", "resolved"] }, { status: "1,3" }],
        [{ status: '["Open", 3]' }, { status: "1,3" }],
        [{ status: 3 }, { status: "3" }],
        [{ status_name: "Resolved" }, { status: "3" }],
        [{ priority: 2 }, { priority: "2" }],
        [{ priority: [priority, 1] }, { priority: "1,2" }],
        [{ search: 2031 }, { search: "2031" }],
      ];
      for (const [given, same] of lists) {
        const one = await caller.succeed("list_tickets", given);
        assert.deepEqual(one, await caller.succeed("list_tickets", same), JSON.stringify(given));
      }
      assert.match(await caller.fail("list_tickets", { queue: "zz" }), /no queue "zz"; get_queues/);
      const { ticket_id, differences } = await caller.succeed("create_ticket", {
        ...{ queue_id: title, title: "By name", description: "x", priority: "high" },
        submitter_email: "someone@example.com",
      });
      assert.deepEqual(differences, []);
      const change = { ticket_id, status_name: "Resolved", priority: "Low" };
      await caller.succeed("update_ticket", change);
      const added = { ticket_id: `#${ticket_id}`, comment: 12, time_spent: 30, public: false };
      await caller.succeed("add_followup", { ...added, new_status: "reopened" });
      const read = await caller.succeed("get_ticket", { ticket_id });
      assert.partialDeepStrictEqual(read, { queue: id, status_name: "Reopened", priority: 4 });
      const last = { minutes_spent: 30, comment: "12" };
      assert.partialDeepStrictEqual(read.followups.at(-1), last);
    }
  },

  "lists, tickets and receipts call a person by the same name": async (site) => {
    for (const account of ["staff", "agent"] as const) {
      const caller = await freshCaller(site, account);
      const { staff } = site.accounts;
      const name = account === "staff" ? staffName(site, "staff") : staff.username;
      const change = { ticket_id: TICKET, assigned_to: staff.id };
      const receipt = await caller.succeed("update_ticket", change);
      assert.equal(receipt.fields[0].stored, `${staff.id} ${name}`);
      const listed = await caller.succeed("list_tickets", { assigned_to: staff.id });
      // Where tickets tell no full names, the list of staff does all the same.
      const inList = account === "staff" ? staff.fullName : staff.username;
      assert.deepEqual(listed.names.assigned_to, { [staff.id]: inList });
      const { assigned_to_name } = await caller.succeed("get_ticket", { ticket_id: TICKET });
      assert.equal(assigned_to_name, name);
      const found = await caller.succeed("get_users", { search: staff.username.slice(1) });
      const told = found.users.find(({ id }: { id: number }) => id === staff.id);
      const username = name === staff.fullName ? staff.username : undefined;
      assert.deepEqual(told, { id: staff.id, name, ...username && { username } });
    }
    const caller = callerOf(site, "staff");
    const { fullName, username, id } = site.accounts.staff;
    const shown = tellsFullNames(site) ? `${fullName} (${username})` : username;
    const text = textOf(await caller.call("get_users", { search: staffName(site, "staff") }));
    assert.ok(/^1 of 1 user, /.test(text) && text.includes(`\n${id} ${shown}\n`), text);
    assert.match(
      textOf(await caller.call("get_users", { search: "qq" })),
      /^No user (?:name )?has that/,
    );
  },
});
