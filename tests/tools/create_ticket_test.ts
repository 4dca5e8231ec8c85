import assert from "node:assert/strict";
import type { TestHelpdesk } from "../helpdesk_test_case.ts";
import { textOf } from "../tool_caller.ts";
import {
  freshCaller,
  isWrite,
  queuesOf,
  requestLines,
  sentBodies,
  unknownQueue,
} from "./site_caller.ts";
import { siteParts } from "./site_parts.ts";

const TICKET = {
  queue: 2,
  title: "Scanner feeds two pages at once",
  description: "Since this morning.\n\n{{ not a template }} {% if x %} {# a #}",
  submitter_email: "someone@example.com",
};

/** The id that the next ticket gets on a site at its fixture. */
function firstFreeId({ fixture }: TestHelpdesk): number {
  return fixture.ticketCount + 1;
}

async function nothingSent(site: TestHelpdesk): Promise<void> {
  assert.deepEqual(await requestLines(site, isWrite), []);
  assert.equal(await site.ticket(firstFreeId(site)), null);
}

const REFUSED: [string, Record<string, unknown>, RegExp][] = [
  ["an unknown user", { assigned_to: 99 }, /no user 99; get_users lists/],
  ["the number 0 as a user", { assigned_to: 0 }, /assigned_to/],
  ["a priority outside 1 to 5", { priority: 6 }, /priority/],
  ["a priority of 0", { priority: 0 }, /priority/],
  ["an address without a domain", { submitter_email: "someone" }, /submitter_email.*e-mail/],
  ["two addresses", { submitter_email: "a@example.com, b@example.com" }, /submitter_email/],
  ["an address with a header", { submitter_email: "a@example.com\nBcc: b@x.org" }, /submitter_em/],
  ["a date that does not exist", { due_date: "2026-02-30" }, /due_date.*YYYY-MM-DD/],
  ["a date in another form", { due_date: "24.12.2026" }, /due_date.*YYYY-MM-DD/],
  ["an empty date", { due_date: "" }, /due_date/],
  ["a title over 200 characters", { title: "x".repeat(201) }, /title has 201 char.*allows 200/],
  ["an empty title", { title: " \t" }, /title/],
  ["a title of two lines", { title: "One\nTwo" }, /title.*one line/],
  ["an empty description", { description: "" }, /description.*empty/],
  ["a description of white space", { description: " \n " }, /description.*empty/],
  ["a description with NUL", { description: "a\0b" }, /description.*NUL/],
  ["half of a surrogate pair", { description: "a\ud800b" }, /description.*surrogate/],
  ["a missing description", { description: undefined }, /description is missing/],
  ["a missing title", { title: undefined }, /title is missing/],
  ["a missing address", { submitter_email: null }, /submitter_email is missing/],
  ["a status, which the server would ignore", { status: 3 }, /"status" is not an argument/],
];

siteParts("create_ticket", {}, {
  "opens a ticket": async (site, context) => {
    await context.step("with the default priority, which is always sent", async () => {
      const caller = await freshCaller(site, "staff");
      const { ticket_id, url, fields, differences, mailed, earlier } = await caller.succeed(
        "create_ticket",
        TICKET,
      );
      assert.deepEqual(differences, []);
      const stored = await site.ticket(ticket_id);
      assert.equal(stored?.title, TICKET.title);
      assert.equal(stored?.description, TICKET.description);
      assert.equal(stored?.submitter_email, TICKET.submitter_email);
      assert.equal(stored?.queue, 2);
      assert.equal(stored?.priority, 3);
      assert.equal(stored?.status, 1);
      assert.equal(stored?.assigned_to, null);
      assert.equal(stored?.due_date, null);
      assert.deepEqual(await sentBodies(site), [{ ...TICKET, priority: 3 }]);
      assert.equal(url, `${site.baseUrl}tickets/${ticket_id}/`);
      const asStored = (field: string, value: string) => ({ field, asked: value, stored: value });
      const queue = queuesOf(site).find(({ id }) => id === 2)?.name;
      assert.deepEqual(fields, [
        asStored("queue", `2 ${queue}`),
        asStored("title", TICKET.title),
        asStored("description", TICKET.description.replaceAll("\n\n", " ")),
        asStored("submitter_email", TICKET.submitter_email),
        { field: "status", stored: "1 Open" },
        asStored("priority", "3. Normal"),
      ]);
      const read = await caller.succeed("get_ticket", { ticket_id });
      assert.equal(read.description, TICKET.description);
      // The helpdesk mails, and does not tell whom.
      assert.deepEqual([mailed, earlier], [undefined, undefined]);
      const receivers = (await site.mails()).flatMap(({ to }) => to);
      assert.ok(receivers.includes("someone@example.com"), receivers.join());
    });

    await context.step("with every field given", async () => {
      const caller = await freshCaller(site, "staff");
      const given = { ...TICKET, priority: "1", assigned_to: 3, due_date: "2026-12-24" };
      const { ticket_id, fields, differences } = await caller.succeed("create_ticket", given);
      assert.deepEqual(differences, []);
      const stored = await site.ticket(ticket_id);
      assert.equal(stored?.priority, 1);
      assert.equal(stored?.assigned_to, 3);
      // The day begins where the server is, Europe/Berlin.
      assert.equal(Date.parse(stored?.due_date ?? ""), Date.parse("2026-12-23T23:00:00Z"));
      assert.deepEqual(fields.slice(-3), [
        { field: "priority", asked: "1. Critical", stored: "1. Critical" },
        { field: "assigned_to", asked: "3 agent", stored: "3 agent" },
        { field: "due_date", asked: "2026-12-24", stored: "2026-12-24" },
      ]);
      const read = await caller.succeed("get_ticket", { ticket_id });
      assert.match(read.due_date, /^2026-12-24T00:00:00/);
    });

    await context.step(
      "of hard text as given, longest title and white space included",
      async () => {
        const caller = await freshCaller(site, "staff");
        const title = `🖨️ ${"é".repeat(197)}`;
        assert.equal([...title].length, 200);
        const description = '  الطابعة\n\tתא \u2028 {{ "x" }} <b>&amp;</b> 😀  ';
        const { ticket_id, differences } = await caller.succeed("create_ticket", {
          ...TICKET,
          title: ` ${title} `,
          description,
        });
        assert.deepEqual(differences, []);
        const stored = await site.ticket(ticket_id);
        assert.equal(stored?.title, title);
        assert.equal(stored?.description, description.trim());
      },
    );

    await context.step("and says where the helpdesk stored something else", async () => {
      const caller = await freshCaller(site, "staff");
      const changed = {
        id: 70,
        queue: 1,
        title: "Shortened",
        description: TICKET.description,
        submitter_email: TICKET.submitter_email,
        priority: 3,
        assigned_to: null,
        status: 1,
        due_date: null,
      };
      await site.failNext({
        kind: "status",
        method: "POST",
        pathContains: "api/tickets/",
        status: 201,
        headers: { "content-type": "application/json" },
        body: JSON.stringify(changed),
      });
      const result = await caller.call("create_ticket", { ...TICKET, due_date: "2026-12-24" });
      const [first, second] = [1, 2].map((wanted) => {
        return `${wanted} ${queuesOf(site).find(({ id }) => id === wanted)?.name}`;
      });
      const { fields, differences } = result.structuredContent ?? {};
      assert.deepEqual(differences, ["queue", "title", "due_date"]);
      assert.ok(Array.isArray(fields));
      assert.deepEqual(
        fields.filter(({ field }) => ["queue", "title", "due_date"].includes(field)),
        [
          { field: "queue", asked: second, stored: first },
          { field: "title", asked: TICKET.title, stored: "Shortened" },
          { field: "due_date", asked: "2026-12-24" },
        ],
      );
      assert.match(textOf(result), /WARNING: the helpdesk stored queue, title, due_date otherwise/);
    });
  },

  "refuses before anything is sent": async (site, context) => {
    const caller = await freshCaller(site, "staff");
    const refused: typeof REFUSED = [
      ["an unknown queue", { queue: 9 }, unknownQueue(site)],
      ...REFUSED,
    ];
    for (const [name, change, message] of refused) {
      await context.step(name, async () => {
        const given = Object.fromEntries(
          Object.entries({ ...TICKET, ...change }).filter(([, value]) => value !== undefined),
        );
        await site.resetRequests();
        assert.match(await caller.fail("create_ticket", given), message);
        await nothingSent(site);
      });
    }

    await context.step("several problems are told at once", async () => {
      const message = await caller.fail("create_ticket", {
        queue: 1,
        title: "x",
        due_date: "soon",
      });
      for (const field of ["description", "submitter_email", "due_date"]) {
        assert.ok(message.includes(field), message);
      }
    });
  },

  "does not repeat what may have happened": async (site, context) => {
    const unknown = /outcome is unknown.*not repeated.*list_tickets.*"Scanner feeds two pages/s;

    await context.step("a failure after the work", async () => {
      const caller = await freshCaller(site, "staff");
      await site.failNext({ kind: "error_after", method: "POST", pathContains: "api/tickets/" });
      const { notices } = await caller.succeed("create_ticket", TICKET);
      assert.match(notices.join(), /the ticket was found saved there: do not repeat it/);
      assert.equal((await requestLines(site, isWrite)).length, 1);
      assert.equal((await site.ticket(firstFreeId(site)))?.title, TICKET.title);
      assert.equal(await site.ticket(firstFreeId(site) + 1), null);
    });

    await context.step("a lost answer", async () => {
      const caller = await freshCaller(site, "staff");
      await site.failNext({ kind: "lost_answer", method: "POST", pathContains: "api/tickets/" });
      assert.match(await caller.fail("create_ticket", TICKET), unknown);
      assert.equal((await requestLines(site, isWrite)).length, 1);
      assert.equal(await site.ticket(firstFreeId(site) + 1), null);
    });

    await context.step("429, which says that nothing was done", async () => {
      const caller = await freshCaller(site, "staff");
      await site.failNext({ kind: "status", status: 429, method: "POST" });
      assert.match(await caller.fail("create_ticket", TICKET), /did not create the ticket/);
      assert.equal((await requestLines(site, isWrite)).length, 1);
      assert.deepEqual(caller.helpdesk.session.ledger.entries, []);
    });

    await context.step("503, which a proxy may say after it handed the request on", async () => {
      const caller = await freshCaller(site, "staff");
      await site.failNext({ kind: "status", status: 503, method: "POST" });
      assert.match(await caller.fail("create_ticket", TICKET), unknown);
      assert.equal((await requestLines(site, isWrite)).length, 1);
      const [entry, ...others] = caller.helpdesk.session.ledger.entries;
      assert.equal(entry?.outcome, "unknown");
      assert.deepEqual(others, []);
    });
  },
});
