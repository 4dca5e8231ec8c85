import assert from "node:assert/strict";
import type { TestHelpdesk } from "../helpdesk_test_case.ts";
import type { StoredFollowUp, StoredTicket } from "../../site/site_records.ts";
import { listsDates } from "../release_traits.ts";
import { textOf } from "../tool_caller.ts";
import { callerOf, freshCaller, requestLines, storedTickets, ticketThat } from "./site_caller.ts";
import { siteParts } from "./site_parts.ts";

/** A ticket with a few follow-ups of all kinds: public and private, with and without user and time. */
async function conversation(site: TestHelpdesk) {
  const kinds: readonly ((followup: StoredFollowUp) => boolean)[] = [
    ...[({ public: isPublic }: StoredFollowUp) => isPublic, (one: StoredFollowUp) => !one.public],
    ...[({ user }: StoredFollowUp) => user === null, ({ user }: StoredFollowUp) => user !== null],
    ({ time_spent_seconds }) => Boolean(time_spent_seconds),
  ];
  for (const { id } of await storedTickets(site)) {
    const stored = await site.followups(id);
    if (stored.length <= 10 && kinds.every((kind) => stored.some(kind))) return { id, stored };
  }
  assert.fail("The fixture has no such ticket");
}

siteParts("get_ticket", {}, {
  "tells all of a ticket": async (site, context) => {
    const { fixture, users } = site;
    const names = new Map(users.map(({ id, username }) => [id, username]));
    const caller = await freshCaller(site, "staff");
    for (const { id, name } of (await caller.succeed("get_users")).users) names.set(id, name);

    await context.step("fields stand with names beside ids", async () => {
      const isWhole = ({ due_date, assigned_to, submitter_email }: StoredTicket) =>
        due_date !== null && assigned_to !== null && submitter_email !== null;
      const stored = await ticketThat(site, (one) => one.status !== 1 && isWhole(one));
      const { id, title, description, queue, status, priority, submitter_email } = stored;
      const { assigned_to } = stored;
      const ticket = await caller.succeed("get_ticket", { ticket_id: id });
      assert.partialDeepStrictEqual(ticket, {
        ...{ title, description, queue, status, priority, assigned_to, submitter_email },
        queue_name: fixture.queues.find(({ id }) => id === queue)?.title,
        status_name: fixture.statuses.find(({ id }) => id === status)?.name,
        priority_name: fixture.priorities.find(({ id }) => id === priority)?.name,
        assigned_to_name: names.get(assigned_to ?? 0),
        url: `${site.baseUrl}tickets/${id}/`,
      });
      assert.equal(ticket.on_hold, undefined);
      assert.equal(Date.parse(ticket.due_date), Date.parse(stored.due_date ?? ""));
    });

    await context.step("a custom field has its label, an empty one is left out", async () => {
      const { id, custom } = await ticketThat(site, ({ custom }) => Boolean(custom["room"]));
      const value = custom["room"];
      const filled = await caller.succeed("get_ticket", { ticket_id: id });
      assert.deepEqual(filled.custom_fields, [{ name: "room", label: "Room", value }]);
      const text = textOf(await caller.call("get_ticket", { ticket_id: id }));
      assert.ok(text.includes(`Room: ${value}`), text);
      const other = await ticketThat(site, ({ custom }) => !custom["room"]);
      const empty = await caller.succeed("get_ticket", { ticket_id: other.id });
      assert.deepEqual(empty.custom_fields, []);
    });

    await context.step("follow-ups come oldest first, as the database holds them", async () => {
      const { id, stored } = await conversation(site);
      const { followups, followups_total } = await caller.succeed("get_ticket", { ticket_id: id });
      assert.equal(followups.length, stored.length);
      assert.equal(followups_total, stored.length);
      const texts = ["private", "public", "no user"];
      for (const [place, expected] of stored.entries()) {
        const followup = followups[place];
        const { id, title, comment, public: isPublic, user, time_spent_seconds: seconds } =
          expected;
        assert.partialDeepStrictEqual(followup, { id, title, comment, public: isPublic });
        assert.match(followup.date, /^[\d-]{10}T[\d:]{8}[+-]\d\d:\d\d$/);
        assert.equal(Date.parse(followup.date), Date.parse(expected.date.replace(/\.\d+/, "")));
        assert.equal(followup.minutes_spent, seconds === null ? undefined : seconds / 60);
        if (seconds !== null) texts.push(`time spent 0:${seconds / 60}`);
        const name = user === null ? undefined : names.get(user);
        assert.deepEqual([followup.user, followup.user_name], [user ?? undefined, name]);
      }
      const text = textOf(await caller.call("get_ticket", { ticket_id: id }));
      for (const part of texts) assert.ok(text.includes(part), part);
    });

    await context.step("attachments are listed with name, type and size, not fetched", async () => {
      const { textAttachment, imageAttachment } = fixture.tickets;
      const files = [
        [textAttachment, /^[\w-]+\.txt$/, "text/plain"],
        [imageAttachment, /^[\w-]+\.png$/, "image/png"],
      ] as const;
      for (const [id, extension, type] of files) {
        await site.resetRequests();
        const { followups } = await caller.succeed("get_ticket", { ticket_id: id });
        const stored = (await site.followups(id)).flatMap(({ attachments }) => attachments);
        const shown = followups.flatMap((entry: { attachments: unknown[] }) => entry.attachments);
        assert.equal(stored.length, 1);
        const { id: file, filename = "", size = 0 } = stored[0] ?? {};
        assert.match(filename, extension);
        assert.ok(size > 0);
        assert.deepEqual(shown, [{ id: file, filename, mime_type: type, size }]);
        assert.deepEqual(await requestLines(site, ({ path }) => path.includes("media")), []);
      }
    });

    await context.step("a long description is cut at a stated length", async () => {
      const id = fixture.tickets.longText;
      const stored = await site.ticket(id);
      const length = stored?.description?.length ?? 0;
      assert.ok(length > 10_000);
      const ticket = await caller.succeed("get_ticket", { ticket_id: id });
      const note = `\n[cut: 10000 of ${length} characters]`;
      assert.ok(ticket.description.endsWith(note), ticket.description.slice(-100));
      const kept = ticket.description.slice(0, -note.length);
      assert.ok(kept.length <= 10_000 && kept.length > 9_900);
      assert.ok(stored?.description?.startsWith(kept));
      const text = textOf(await caller.call("get_ticket", { ticket_id: id }));
      assert.ok(text.includes(note.replace("\n", "\n> ")));
      assert.match(text, /What is cut is whole on that page\./);
    });

    await context.step("of a long history the newest are shown, and how to get more", async () => {
      const id = fixture.tickets.longHistory;
      await caller.succeed("add_followup", { ticket_id: id, comment: "The newest of all." });
      const stored = await site.followups(id);
      const total = stored.length;
      assert.ok(total > 80);
      const ticket = await caller.succeed("get_ticket", { ticket_id: id });
      const ids = ticket.followups.map((entry: { id: number }) => entry.id);
      assert.deepEqual(ids, stored.slice(-10).map((entry) => entry.id));
      assert.equal(ticket.followups_total, total);
      const text = textOf(await caller.call("get_ticket", { ticket_id: id }));
      assert.ok(text.includes(`The newest 10 of ${total} follow-ups are shown, oldest first`));
      assert.ok(text.includes(`followups=${total} shows all`), text.slice(0, 400));
      assert.doesNotMatch(text, /What is cut/);
      const all = await caller.succeed("get_ticket", { ticket_id: id, followups: total });
      assert.equal(all.followups.length, total);
    });

    await context.step("a long comment is cut at a stated length", async () => {
      const comment = "Ä long line. ".repeat(1_000).trim();
      await caller.succeed("add_followup", { ticket_id: 21, comment, public: false });
      const { followups } = await caller.succeed("get_ticket", { ticket_id: 21 });
      const last = followups.at(-1);
      const note = `\n[cut: 5000 of ${comment.length} characters]`;
      assert.ok(last.comment.endsWith(note), last.comment.slice(-100));
      const kept = last.comment.slice(0, -note.length);
      assert.ok(kept.length <= 5_000 && kept.length > 4_900 && comment.startsWith(kept));
      const text = textOf(await caller.call("get_ticket", { ticket_id: 21 }));
      assert.ok(text.includes(note.replace("\n", "\n> ")));
    });

    await context.step("held, merged and empty tickets are told as such", async () => {
      const held = await caller.succeed("get_ticket", { ticket_id: fixture.tickets.held });
      assert.equal(held.on_hold, true);
      const merged = await caller.succeed("get_ticket", { ticket_id: fixture.tickets.merged });
      assert.equal(merged.merged_to, fixture.tickets.mergedInto);
      const ticket_id = fixture.tickets.noDescription;
      assert.equal((await caller.succeed("get_ticket", { ticket_id })).description, "");
      const { id } = await ticketThat(site, ({ assigned_to }) => assigned_to === null);
      const unassigned = await caller.succeed("get_ticket", { ticket_id: id });
      assert.ok(!("assigned_to" in unassigned || "assigned_to_name" in unassigned));
    });

    await context.step("an unknown ticket is named", async () => {
      assert.match(await caller.fail("get_ticket", { ticket_id: 999 }), /There is no ticket 999/);
      for (const ticket_id of [0, -1, 1.5, "../1", "1e3"]) {
        await site.resetRequests();
        assert.match(await caller.fail("get_ticket", { ticket_id }), /ticket_id/);
        assert.deepEqual(await requestLines(site), []);
      }
      assert.equal((await caller.succeed("get_ticket", { ticket_id: " 7 " })).id, 7);
    });
  },

  "asks among the tickets of the known status": async (site, context) => {
    const { id, queue } = await ticketThat(site, ({ status }) => status === 1);
    const path = `/api/tickets/${id}/`;
    const reads = () => requestLines(site, (request) => request.path === path);

    await context.step("of one that a list has shown", async () => {
      const caller = await freshCaller(site, "staff");
      await caller.succeed("get_ticket", { ticket_id: id });
      assert.deepEqual(await reads(), [`GET ${path}`]);
      await site.resetRequests();
      await caller.succeed("list_tickets", { status: "Open", queue_id: queue });
      await caller.succeed("get_ticket", { ticket_id: id });
      // Where the list does not tell when tickets are due, it has looked first.
      const looks = listsDates(site) ? 1 : 2;
      assert.deepEqual(await reads(), Array(looks).fill(`GET ${path}?status=1`));
    });

    await context.step("and plainly when that has changed since", async () => {
      const caller = await freshCaller(site, "staff");
      await caller.succeed("get_ticket", { ticket_id: id });
      await callerOf(site, "admin").succeed("update_ticket", { ticket_id: id, status: 4 });
      await site.resetRequests();
      const ticket = await caller.succeed("get_ticket", { ticket_id: id });
      assert.deepEqual([ticket.status, ticket.status_name], [4, "Closed"]);
      assert.deepEqual(await reads(), [`GET ${path}?status=1`, `GET ${path}`]);
      await site.resetRequests();
      await caller.succeed("update_ticket", { ticket_id: id, priority: 5 });
      assert.deepEqual(await reads(), [`PATCH ${path}?status=4`]);
      assert.equal((await site.ticket(id))?.priority, 5);
    });
  },
});
