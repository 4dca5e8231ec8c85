import assert from "node:assert/strict";
import type { StoredTicket } from "../../site/site_records.ts";
import { postgresqlHelpdeskTest, type TestHelpdesk } from "../helpdesk_test_case.ts";
import { textOf, type ToolCaller } from "../tool_caller.ts";
import { callerOf, storedTickets } from "./site_caller.ts";

const OPENED = { queue: 1, submitter_email: "someone@example.com", description: "Dock 12" };
/** In the order of a dictionary; by their code points they stand in another one. */
const TITLES = ["air filter", "Ärmel of the coat", "Büro: Straße 4", "zinc plate"];

/** The ids of every page of a list. */
async function listed(caller: ToolCaller, input: Record<string, unknown>): Promise<number[]> {
  const ids: number[] = [];
  for (let page = 1;; page++) {
    const { tickets, has_more } = await caller.succeed("list_tickets", {
      ...{ page_size: 25, page },
      ...input,
    });
    ids.push(...(tickets as { id: number }[]).map(({ id }) => id));
    if (!has_more) return ids;
  }
}

/** When a ticket is due, or was answered last; undefined when never. */
async function datesOf(site: TestHelpdesk, sort: string): Promise<Map<number, number | undefined>> {
  const dateOf = async ({ id, due_date }: StoredTicket) => {
    const last = (await site.followups(id)).map(({ date }) => Date.parse(date));
    if (sort === "last_followup") return last.length > 0 ? Math.max(...last) : undefined;
    return due_date === null ? undefined : Date.parse(due_date);
  };
  const tickets = await storedTickets(site);
  return new Map(
    await Promise.all(tickets.map(async (one) => [one.id, await dateOf(one)] as const)),
  );
}

async function undatedComeLast(site: TestHelpdesk): Promise<void> {
  const staff = callerOf(site, "staff");
  for (const sort of ["due_date", "last_followup"]) {
    const dates = await datesOf(site, sort);
    for (const descending of [false, true]) {
      const ids = await listed(staff, { sort, descending });
      assert.deepEqual(ids.toSorted(), [...dates.keys()].sort(), "each once");
      const found = ids.map((id) => dates.get(id));
      const dated = found.filter((date) => date !== undefined);
      const inOrder = dated.toSorted((one, other) => descending ? other - one : one - other);
      const undated = Array(found.length - dated.length).fill(undefined);
      assert.ok(undated.length > 0);
      assert.deepEqual(found, [...inOrder, ...undated], `${sort}, ${descending}`);
    }
  }
}

async function textsGoByLanguage(site: TestHelpdesk): Promise<void> {
  const staff = callerOf(site, "staff");
  const ids: number[] = [];
  for (const title of TITLES.toReversed()) {
    ids.unshift(Number((await staff.succeed("create_ticket", { ...OPENED, title })).ticket_id));
  }
  const byTitle = { search: "dock 12", sort: "title" };
  assert.deepEqual(await listed(staff, byTitle), ids);
  assert.deepEqual(await listed(staff, { ...byTitle, descending: true }), ids.toReversed());
  for (const search of ["BÜRO", "büro: STRASSE", "straße 4"]) {
    assert.deepEqual(await listed(staff, { search }), [ids[2]], search);
  }
  assert.deepEqual(await listed(staff, { search: "100%_" }), []);
}

async function nothingIsTooMuch(site: TestHelpdesk): Promise<void> {
  const callers = [callerOf(site, "staff"), callerOf(site, "agent")];
  const long = "ä".repeat(201);
  const refused: [tool: string, input: Record<string, unknown>, answer: RegExp][] = [
    ["get_ticket", { ticket_id: 99_999_999_999 }, /no ticket 99999999999/],
    ["list_tickets", { queue_id: 2_147_483_648 }, /no queue 2147483648/],
    ["update_ticket", { ticket_id: 1, assigned_to: 2_147_483_648 }, /no user 2147483648/],
    ["edit_followup", { followup_id: 2_147_483_648, comment: "x" }, /no follow-up 2147483648/],
    ["get_attachment", { attachment_id: 2_147_483_648 }, /no attachment 2147483648/],
    ["list_tickets", { search: "dock\0" }, /control characters/],
    ["create_ticket", { ...OPENED, title: long }, /201 characters, this helpdesk allows 200/],
    ["add_followup", { ticket_id: 1, comment: "x", title: long }, /201 characters/],
    ["add_followup", { ticket_id: 1, comment: "x\0" }, /NUL/],
    ["update_ticket", { ticket_id: 1, custom_fields: { room: "x\0" } }, /[Nn]ull? characters/i],
    ["update_ticket", { ticket_id: 1, due_date: "0001-01-01" }, /due_date/],
    ["update_ticket", { ticket_id: 1, due_date: "9999-12-31T23:59" }, /due_date/],
  ];
  for (const caller of callers) {
    for (const [tool, input, answer] of refused) {
      const result = await caller.call(tool, input);
      assert.equal(result.isError, true, `${tool} ${JSON.stringify(input)}: ${textOf(result)}`);
      assert.match(textOf(result), answer);
      assert.doesNotMatch(textOf(result), /status 500|unknown/);
    }
    const title = "😀".repeat(200);
    const made = await caller.succeed("create_ticket", { ...OPENED, title });
    assert.deepEqual(made.differences, []);
    assert.equal((await site.ticket(Number(made.ticket_id)))?.title, title);
  }
}

await postgresqlHelpdeskTest("PostgreSQL", async (site, context) => {
  await context.step(
    "puts undated tickets anywhere, and they come last",
    () => undatedComeLast(site),
  );
  await context.step("sorts titles and finds texts by language", () => textsGoByLanguage(site));
  await context.step("is sent nothing that it cannot hold", () => nothingIsTooMuch(site));
});
