import assert from "node:assert/strict";
import type { TestHelpdesk } from "../helpdesk_test_case.ts";
import type { ToolCaller } from "../tool_caller.ts";
import { freshCaller, storedTickets } from "./site_caller.ts";
import { type SitePart, siteParts } from "./site_parts.ts";

const TITLES = {
  order: "ORDER-4711 is not in the archive",
  prefix: "The words queue:office do nothing",
  priority: "priority:1 is only a text",
  or: "Either this or that",
  markup: 'A "quoted" \\ back~slash? 100% done_ <b>',
  emoji: "Lamp 👩‍🔧 is broken",
};

type Name = keyof typeof TITLES;

/** A search text, and which of the created tickets it finds; fixture tickets match none of them. */
const SEARCHES: [string, Name[]][] = [
  ["ORDER-4711", ["order"]],
  ["order-4711", ["order"]],
  ["ORDER-4711 OR zzzz nowhere", ["order"]],
  ["ORDER-4711 OR Either this", ["or", "order"]],
  ["this or that", ["or"]],
  ["queue:office", ["prefix"]],
  ["queue:office OR 4711 is", ["prefix", "order"]],
  ["priority:1 is", ["priority"]],
  ["  is only a text ", ["priority"]],
  ['"quoted" \\ back~slash? 100% done_ <b>', ["markup"]],
  ["👩‍🔧 is", ["emoji"]],
];

async function ids(caller: ToolCaller, search: string): Promise<number[]> {
  const answer = await caller.succeed("list_tickets", { search });
  assert.equal(answer.total, answer.tickets.length);
  return answer.tickets.map(({ id }: { id: number }) => id);
}

/** A ticket whose custom field holds what no other ticket and no other field does. */
async function ticketWithRoom(site: TestHelpdesk): Promise<{ id: number; room: string }> {
  const tickets = await storedTickets(site);
  for (const { id, custom } of tickets) {
    const room = custom[site.fixture.customField];
    if (room && JSON.stringify(tickets).split(JSON.stringify(room).slice(1, -1)).length === 2) {
      return { id, room };
    }
  }
  assert.fail("The fixture has no such ticket");
}

const searchesLiterally = (account: "staff" | "agent"): SitePart => async (site, context) => {
  const caller = await freshCaller(site, account);
  const created = new Map<Name, number>();
  for (const [name, title] of Object.entries(TITLES) as [Name, string][]) {
    const { ticket_id } = await caller.succeed("create_ticket", {
      queue: 1,
      title,
      description: "Made for a search.",
      submitter_email: "someone@example.com",
    });
    created.set(name, ticket_id);
  }

  for (const [search, names] of SEARCHES) {
    await context.step(JSON.stringify(search), async () => {
      const expected = names.map((name) => created.get(name) ?? 0);
      assert.deepEqual(await ids(caller, search), expected.sort((one, other) => other - one));
    });
  }

  await context.step("filters hold beside alternatives", async () => {
    const answer = await caller.succeed("list_tickets", {
      search: "ORDER-4711 OR Either this",
      queue_id: 2,
    });
    assert.equal(answer.total, 0);
  });

  await context.step("the account that searches here is told what was left out", async () => {
    const { id, room } = await ticketWithRoom(site);
    const { warnings, total, tickets } = await caller.succeed("list_tickets", { search: room });
    assert.equal(total, 1);
    assert.equal(tickets[0].id, id);
    if (account === "staff") assert.deepEqual(warnings, []);
    else assert.match(warnings[0], /custom fields, but not creation dates/);
  });
};

siteParts("list_tickets searches literally", {}, {
  "as staff": searchesLiterally("staff"),
  "as agent": searchesLiterally("agent"),
});
