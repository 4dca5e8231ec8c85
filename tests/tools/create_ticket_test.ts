import assert from "node:assert/strict";
import { staffName, tellsMailed } from "../release_traits.ts";
import { textOf } from "../tool_caller.ts";
import { answerNext, freshCaller, queuesOf, sentBodies } from "./site_caller.ts";
import { siteParts } from "./site_parts.ts";

/** A field that holds what was asked. */
const asStored = (field: string, stored: string) => ({ field, stored });

const TICKET = {
  queue: 2,
  title: "Scanner feeds two pages at once",
  description: "Since this morning.\n\n{{ not a template }} {% if x %} {# a #}",
  submitter_email: "someone@example.com",
};

siteParts("create_ticket", {}, {
  "with the default priority, which is always sent": async (site) => {
    const caller = await freshCaller(site, "staff");
    const receipt = await caller.succeed("create_ticket", TICKET);
    const { ticket_id, url, fields, differences, mailed, earlier } = receipt;
    assert.deepEqual(differences, []);
    const expected = { ...TICKET, priority: 3, status: 1, assigned_to: null, due_date: null };
    assert.partialDeepStrictEqual(await site.ticket(ticket_id), expected);
    assert.deepEqual(await sentBodies(site), [{ ...TICKET, priority: 3 }]);
    assert.equal(url, `${site.baseUrl}tickets/${ticket_id}/`);
    const queue = queuesOf(site).find(({ id }) => id === 2)?.name;
    assert.deepEqual(fields, [
      asStored("queue", `2 ${queue}`),
      asStored("submitter_email", TICKET.submitter_email),
      { field: "status", stored: "1 Open", own: true },
      asStored("priority", "3. Normal"),
    ]);
    const read = await caller.succeed("get_ticket", { ticket_id });
    assert.equal(read.description, TICKET.description);
    const told = tellsMailed(site) ? ["someone@example.com (submitter)"] : undefined;
    assert.deepEqual([mailed, earlier], [told, undefined]);
    const receivers = (await site.mails()).flatMap(({ to }) => to);
    assert.ok(receivers.includes("someone@example.com"), receivers.join());
  },

  "with every field given": async (site) => {
    const agent = `3 ${staffName(site, "agent")}`;
    const caller = await freshCaller(site, "staff");
    const given = { ...TICKET, priority: "1", assigned_to: 3, due_date: "2026-12-24" };
    const { ticket_id, fields, differences } = await caller.succeed("create_ticket", given);
    assert.deepEqual(differences, []);
    const stored = await site.ticket(ticket_id);
    assert.deepEqual([stored?.priority, stored?.assigned_to], [1, 3]);
    // The day begins where the server is, Europe/Berlin.
    assert.equal(Date.parse(stored?.due_date ?? ""), Date.parse("2026-12-23T23:00:00Z"));
    assert.equal((await sentBodies(site))[0]?.["due_date"], "2026-12-24T00:00:00");
    assert.deepEqual(fields.slice(-3), [
      asStored("priority", "1. Critical"),
      asStored("assigned_to", agent),
      asStored("due_date", "2026-12-24"),
    ]);
    const read = await caller.succeed("get_ticket", { ticket_id });
    assert.equal(read.due_date, "2026-12-24");
  },

  "of hard text as given, longest title and white space included": async (site) => {
    const caller = await freshCaller(site, "staff");
    const title = `🖨️ ${"é".repeat(197)}`;
    assert.equal([...title].length, 200);
    const description = '  الطابعة\n\tתא \u2028 {{ "x" }} <b>&amp;</b> 😀  ';
    const given = { ...TICKET, title: ` ${title} `, description };
    const { ticket_id, differences } = await caller.succeed("create_ticket", given);
    assert.deepEqual(differences, []);
    const stored = await site.ticket(ticket_id);
    assert.deepEqual([stored?.title, stored?.description], [title, description.trim()]);
  },

  "and says where the helpdesk stored something else": async (site) => {
    const caller = await freshCaller(site, "staff");
    const more = { priority: 3, assigned_to: null, status: 1, due_date: null };
    const changed = { ...TICKET, id: 70, queue: 1, title: "Shortened", ...more };
    await answerNext(site, "POST api/tickets/", 201, changed);
    const result = await caller.call("create_ticket", { ...TICKET, due_date: "2026-12-24" });
    const [first, second] = [1, 2].map((wanted) => {
      return `${wanted} ${queuesOf(site).find(({ id }) => id === wanted)?.name}`;
    });
    const { fields, differences } = result.structuredContent ?? {};
    assert.deepEqual(differences, ["queue", "title", "due_date"]);
    const differing = (fields as { field: string }[])
      .filter(({ field }) => ["queue", "title", "due_date"].includes(field));
    assert.deepEqual(differing, [
      { field: "queue", asked: second, stored: first },
      { field: "title", asked: TICKET.title, stored: "Shortened" },
      { field: "due_date", asked: "2026-12-24" },
    ]);
    assert.match(textOf(result), /WARNING: the helpdesk stored queue, title, due_date otherwise/);
  },
});
