import assert from "node:assert/strict";
import type { TestHelpdesk } from "../helpdesk_test_case.ts";
import { formatMinutes } from "../../lib/helpdesk/writes/duration.ts";
import type { StoredFollowUp } from "../../site/site_records.ts";
import { textOf, type ToolCaller } from "../tool_caller.ts";
import { answerNext, freshCaller, sentBodies } from "./site_caller.ts";
import { siteParts } from "./site_parts.ts";
import { tellsMailed } from "../release_traits.ts";

const TICKET = 20;

/** Adds a follow-up and returns the answer with what the database holds. */
async function add(
  site: TestHelpdesk,
  caller: ToolCaller,
  input: Record<string, unknown>,
  // deno-lint-ignore no-explicit-any
): Promise<{ answer: any; stored: StoredFollowUp }> {
  const before = (await site.followups(TICKET)).length;
  const answer = await caller.succeed("add_followup", { ticket_id: TICKET, ...input });
  const after = await site.followups(TICKET);
  assert.equal(after.length, before + 1);
  const stored = after.at(-1);
  assert.ok(stored !== undefined);
  assert.equal(answer.followup_id, stored.id);
  assert.equal(answer.ticket_id, TICKET);
  assert.equal(answer.url, `${site.baseUrl}tickets/${TICKET}/`);
  return { answer, stored };
}

/** A field as the answer has it. */
// deno-lint-ignore no-explicit-any
function told(answer: any, name: string): unknown {
  return answer.fields.find(({ field }: { field: string }) => field === name);
}

siteParts("add_followup", {}, {
  "public by default, mailed to the submitter, saying to whom": async (site) => {
    const caller = await freshCaller(site, "staff");
    const ticket = await site.ticket(TICKET);
    const { answer, stored } = await add(site, caller, { comment: "It is fixed." });
    assert.deepEqual(answer.differences, []);
    assert.deepEqual(answer.fields, [{ field: "public", stored: "true" }]);
    assert.deepEqual([stored.comment, stored.public], ["It is fixed.", true]);
    assert.deepEqual([stored.new_status, stored.time_spent_seconds], [null, null]);
    assert.equal(stored.user, site.accounts.staff.id);
    const [body] = await sentBodies(site);
    assert.equal(body?.["public"], true);
    const receivers = (await site.mails()).flatMap(({ to }) => to);
    assert.ok(receivers.includes(ticket?.submitter_email ?? "?"));
    const mailed = answer.mailed?.map((entry: string) => entry.split(" (")[0]);
    const told = tellsMailed(site) ? [...new Set(receivers)].sort() : undefined;
    assert.deepEqual(mailed?.toSorted(), told);
    assert.deepEqual(stored.email_recipients?.toSorted(), told);
  },

  "privately when asked, and the submitter is not mailed": async (site) => {
    const caller = await freshCaller(site, "staff");
    const ticket = await site.ticket(TICKET);
    for (const isPublic of [false, "false"]) {
      const { answer, stored } = await add(site, caller, { comment: "Ours.", public: isPublic });
      assert.equal(stored.public, false);
      assert.deepEqual(told(answer, "public"), { field: "public", stored: "false" });
    }
    assert.deepEqual((await sentBodies(site)).map((body) => body["public"]), [false, false]);
    const receivers = (await site.mails()).flatMap(({ to }) => to);
    assert.ok(!receivers.includes(ticket?.submitter_email ?? "?"), receivers.join());
  },

  "with a title of its own, which never renames the ticket": async (site) => {
    const caller = await freshCaller(site, "staff");
    const before = await site.ticket(TICKET);
    const title = "Called back {{ x }} 📞";
    const { answer, stored } = await add(site, caller, { comment: "Done.", title });
    assert.equal(stored.title, title);
    assert.deepEqual(told(answer, "title"), { field: "title", stored: title });
    assert.deepEqual(answer.differences, []);
    assert.equal((await site.ticket(TICKET))?.title, before?.title);
    const untitled = await add(site, caller, { comment: "Done." });
    assert.equal(untitled.stored.title, "Comment");
    assert.equal((await site.ticket(TICKET))?.title, before?.title);
  },

  "a title that cannot be set is told, not hidden": async (site) => {
    const caller = await freshCaller(site, "staff");
    await site.failNext({ kind: "error_before", method: "PATCH" });
    const { answer, stored } = await add(site, caller, { comment: "Done.", title: "Mine" });
    assert.equal(stored.title, "Comment");
    assert.deepEqual(answer.differences, ["title"]);
    const expected = { field: "title", asked: "Mine", stored: "Comment" };
    assert.deepEqual(told(answer, "title"), expected);
    assert.match(answer.notices[0], /was saved, but its title could not be set.*Do not add/s);
  },

  "with a new status, a resolution too when it resolves": async (site) => {
    const caller = await freshCaller(site, "staff");
    const comment = "New {cable} – {% if %}";
    const { answer, stored } = await add(site, caller, { comment, new_status: 3 });
    assert.equal(stored.new_status, 3);
    const resolved = { field: "new_status", stored: "3 Resolved" };
    assert.deepEqual(told(answer, "new_status"), resolved);
    assert.equal(answer.notices, undefined);
    const ticket = await site.ticket(TICKET);
    assert.deepEqual([ticket?.status, ticket?.resolution], [3, comment]);
    const again = await add(site, caller, { comment: "Still.", new_status: 3 });
    assert.equal(again.stored.new_status, null);
    assert.deepEqual(again.answer.notices, [`Ticket ${TICKET} already had the asked status.`]);
    assert.deepEqual(again.answer.differences, []);
    await add(site, caller, { comment: "Not at all.", new_status: 2 });
    assert.equal((await site.ticket(TICKET))?.status, 2);
  },

  "with the time that was spent": async (site) => {
    const caller = await freshCaller(site, "staff");
    for (const [time_spent, minutes] of [["30", 30], ["0:05", 5], [" 26:00 ", 1_560]] as const) {
      const input = { comment: "Worked on it.", time_spent, public: false };
      const { answer, stored } = await add(site, caller, input);
      assert.equal(stored.time_spent_seconds, 60 * minutes);
      const expected = { field: "time_spent", stored: formatMinutes(minutes) };
      assert.deepEqual(told(answer, "time_spent"), expected);
      assert.deepEqual(answer.differences, []);
    }
  },

  "says where the helpdesk stored something else": async (site) => {
    const caller = await freshCaller(site, "staff");
    const cut = { id: 999, ticket: TICKET, comment: "Cut", public: false, time_spent: "00:00:30" };
    await answerNext(site, "POST api/followups/", 201, cut);
    const input = { ticket_id: TICKET, comment: "Cut off", time_spent: "30" };
    const result = await caller.call("add_followup", input);
    assert.equal(result.isError, undefined, textOf(result));
    const { fields, differences } = result.structuredContent ?? {};
    assert.deepEqual(differences, ["comment", "public", "time_spent"]);
    assert.deepEqual(fields, [
      { field: "comment", asked: "Cut off", stored: "Cut" },
      { field: "public", asked: "true", stored: "false" },
      { field: "time_spent", asked: "0:30", stored: "0:00:30" },
    ]);
    assert.match(textOf(result), /WARNING: the helpdesk stored comment, public, time_spent/);
    assert.match(textOf(result), /does not tell who was mailed/);
  },
});
