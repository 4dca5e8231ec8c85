import assert from "node:assert/strict";
import { listsDates } from "../release_traits.ts";
import { textOf } from "../tool_caller.ts";
import { callerOf, freshCaller } from "./site_caller.ts";
import { siteParts } from "./site_parts.ts";

const QUOTE = "\n\nOn 3 May 2026 at 10:02, Support wrote:\n> Which door?\n> Bye";

siteParts("reading a ticket", {}, {
  "all of 132 follow-ups, page by page": async (site) => {
    const { firstId: ticket_id } = await site.createTickets(1, { followUpsEach: 132 });
    await site.commitMain();
    for (const account of ["staff", "agent"] as const) {
      const caller = callerOf(site, account);
      const expected = (await site.followups(ticket_id)).map(({ id }) => id);
      const read: number[] = [];
      let before: number | undefined;
      let calls = 0;
      do {
        const page = await caller.succeed("get_ticket", { ticket_id, followups: 50, before });
        assert.equal(page.followups_total, expected.length);
        assert.equal("description" in page, before === undefined);
        read.unshift(...page.followups.map(({ id }: { id: number }) => id));
        before = page.before;
        calls++;
      } while (before !== undefined);
      assert.deepEqual(read, expected);
      assert.equal(calls, Math.ceil(expected.length / 50));
      const first = textOf(await caller.call("get_ticket", { ticket_id, followups: 2 }));
      assert.match(
        first,
        new RegExp(`shown, oldest first; before=${expected.at(-2)} shows earlier`),
      );
      const last = await caller.call("get_ticket", { ticket_id, before: expected[1] });
      assert.match(textOf(last), /1 earlier ones of \d+ follow-ups .*; none is earlier\./);
      const message = await caller.fail("get_ticket", { ticket_id, before: 999_999 });
      assert.match(message, new RegExp(`no follow-up 999999; .* ${expected.at(-1)} is its newest`));
    }
  },

  "a text that is cut is read on, to its last character": async (site) => {
    const caller = await freshCaller(site, "staff");
    const description = `${"A long description. ".repeat(1_300)}End.`;
    const comment = `${"A long comment. ".repeat(400)}End.`;
    const { ticket_id } = await caller.succeed("create_ticket", {
      ...{ queue: 1, title: "Long", description, submitter_email: "someone@example.com" },
    });
    const { followup_id } = await caller.succeed("add_followup", { ticket_id, comment });
    const whole = async (input: Record<string, unknown>, from: number) => {
      let text = "";
      for (let offset = from;;) {
        const { part } = await caller.succeed("get_ticket", { ticket_id, ...input, offset });
        assert.equal(part.offset, offset);
        text += part.text;
        offset += part.text.length;
        if (offset >= part.total_characters) return text;
      }
    };
    const shown = await caller.succeed("get_ticket", { ticket_id });
    const cut = shown.followups.at(-1);
    const rest = await whole({}, shown.read_on_at);
    assert.equal(description.slice(0, shown.read_on_at) + rest, description);
    const restOfComment = await whole({ followup_id }, cut.read_on_at);
    assert.equal(comment.slice(0, cut.read_on_at) + restOfComment, comment);
    assert.equal(await whole({ followup_id }, 0), comment);
    const text = textOf(await caller.call("get_ticket", { ticket_id }));
    assert.match(
      text,
      new RegExp(`^Cut: get_ticket with offset=${shown.read_on_at} reads on$`, "m"),
    );
    const readOn = `^Cut: .* followup_id=${followup_id} and offset=${cut.read_on_at} `;
    assert.match(text, new RegExp(readOn, "m"));
    const behind = await caller.fail("get_ticket", { ticket_id, followup_id, offset: 9_000_000 });
    assert.match(behind, /offset 9000000 is behind the end of follow-up \d+, which has 6404/);
  },

  "mail quoted below an answer is left out unless asked for": async (site) => {
    for (const account of ["staff", "agent"] as const) {
      const caller = await freshCaller(site, account);
      const comment = `The north one.${QUOTE}`;
      const { followup_id } = await caller.succeed("add_followup", { ticket_id: 20, comment });
      const newest = async (input: Record<string, unknown>) =>
        (await caller.succeed("get_ticket", { ticket_id: 20, followups: 1, ...input }))
          .followups[0];
      const folded = await newest({});
      assert.equal(folded.comment, "The north one.");
      assert.equal(folded.quoted_characters, comment.length - "The north one.".length - 1);
      assert.equal((await newest({ quoted: true })).comment, comment);
      const text = textOf(await caller.call("get_ticket", { ticket_id: 20, followups: 1 }));
      assert.match(text, /^Left out: quoted mail of \d+ characters; .* quoted=true shows it$/m);
      const { part } = await caller.succeed("get_ticket", { ticket_id: 20, followup_id });
      assert.equal(part.text, comment);
    }
  },

  "when it was opened, and its last follow-up": async (site) => {
    const caller = await freshCaller(site, "staff");
    const { ticket_id } = await caller.succeed("create_ticket", {
      ...{ queue: 1, title: "Now", description: "x", submitter_email: "someone@example.com" },
    });
    const fresh = await caller.succeed("get_ticket", { ticket_id });
    const { tickets: [listed] } = await caller.succeed("list_tickets", { page_size: 1 });
    assert.equal(listed.id, ticket_id);
    if (listsDates(site)) assert.ok(Date.now() - Date.parse(fresh.created) < 60_000);
    else assert.equal(fresh.created, undefined);
    assert.deepEqual(
      [fresh.created, fresh.last_followup],
      [listed.created, listed.last_followup],
    );
    const again = await caller.succeed("get_ticket", { ticket_id });
    assert.equal(again.created, fresh.created);
    const agent = await freshCaller(site, "agent");
    await agent.succeed("add_followup", { ticket_id: 20, comment: "Seen.", public: false });
    const seen = await agent.succeed("get_ticket", { ticket_id: 20 });
    assert.equal(seen.created, undefined);
    assert.match(seen.last_followup, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d$/);
  },
});
