import assert from "node:assert/strict";
import type { TestHelpdesk } from "../helpdesk_test_case.ts";
import { freshCaller, isWrite, requestLines } from "./site_caller.ts";
import { siteParts } from "./site_parts.ts";

/** A ticket of the fixture with its queue's short name, and the one of another queue. */
async function slugsOf(id: number, site: TestHelpdesk) {
  const queue = (await site.ticket(id))?.queue;
  const slug = site.fixture.queues.find((one) => one.id === queue)?.slug ?? assert.fail();
  const other = site.fixture.queues.find((one) => one.id !== queue)?.slug ?? assert.fail();
  return { slug, other };
}

siteParts("several tickets", {}, {
  "go by everything that one goes by, each once": async (site) => {
    const { slug } = await slugsOf(20, site);
    const named = `[${slug}-20]`;
    const forms: Record<string, unknown>[] = [
      { ticket_ids: [named, "#21", 22, "22", `${slug}-20`, `${site.baseUrl}tickets/21/`] },
      { ticket_ids: `${slug.toUpperCase()}-20, #21; 22` },
      { ticket_ids: `${named}, ${named} 21 and ticket #22` },
      { ticket_ids: `[${slug}-20, #21, 22]` },
      { ticket_ids: JSON.stringify([named, 21, "#22"]) },
      { tickets: [20, 21, 22] },
    ];
    const caller = await freshCaller(site, "staff");
    for (const [place, given] of forms.entries()) {
      const priority = place % 5 + 1;
      const { tickets, notices } = await caller.succeed("update_tickets", { ...given, priority });
      const ids = tickets.map((one: { ticket_id: number }) => one.ticket_id);
      assert.deepEqual([ids, notices], [[20, 21, 22], undefined], JSON.stringify(given));
      assert.equal((await site.ticket(20))?.priority, priority);
    }
  },

  "are none where one is in another queue than its short name says, or is none": async (site) => {
    const { slug, other } = await slugsOf(20, site);
    const caller = await freshCaller(site, "staff");
    const refused: [unknown, RegExp][] = [
      [
        [21, `${other}-20`, `nowhere-20`],
        /ticket_ids: ticket 20 is in queue .* is not "\w+"; ticket 20 is .* is not "nowhere"\. It was/,
      ],
      [["twenty", 21, "eleven"], /ticket_ids: "twenty", "eleven" each name no ticket/],
      [`21, ${slug}`, /names no ticket/],
      ["Re: [x-20] Projector, lamp", /"lamp" names no ticket/],
      [[{ id: 20 }], /ticket_ids\.0: /],
      [[20.5], /ticket_ids\.0: /],
      [Array.from({ length: 51 }, (_, place) => `#${place + 1}`), /ticket_ids: .*at most 50/],
      ["", /ticket_ids: /],
    ];
    for (const [ticket_ids, message] of refused) {
      assert.match(await caller.fail("update_tickets", { ticket_ids, priority: 1 }), message);
    }
    assert.deepEqual(await requestLines(site, isWrite), []);
    // What is not there is told of beside what is changed.
    const { tickets } = await caller.succeed("update_tickets", {
      ...{ ticket_ids: [`${slug}-20`, `${slug}-999`], priority: 1 },
    });
    const outcomes = tickets.map((one: { outcome: string }) => one.outcome);
    assert.deepEqual(outcomes, ["updated", "failed"]);
  },

  "are taken by number, with one note, where short names are not told": async (site) => {
    const agent = await freshCaller(site, "agent");
    const { tickets, notices } = await agent.succeed("update_tickets", {
      ...{ ticket_ids: ["xy-20", "[zz-21]", "22"], priority: 1 },
    });
    assert.equal(tickets.length, 3);
    assert.deepEqual(notices.length, 1);
    assert.match(notices[0], /^Tickets 20, 21 were taken by their numbers: .*"xy", "zz" were not/);
  },
});
