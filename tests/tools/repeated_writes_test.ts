import assert from "node:assert/strict";
import { helpdeskTest, type TestHelpdesk } from "../helpdesk_test_case.ts";
import { textOf, type ToolCaller } from "../tool_caller.ts";
import { answerNext, callerOf, freshCaller, isWrite, requestLines } from "./site_caller.ts";

const TICKET = {
  ...{ queue: 1, title: "Printer on fire", description: "It burns.\n\nStill." },
  submitter_email: "submitter@example.com",
};
const FOLLOW_UP = { ticket_id: 20, comment: "Use {{ the }} other one.", time_spent: "30" };

/** A write whose answer is lost although the helpdesk carried it out. */
async function lose(
  site: TestHelpdesk,
  caller: ToolCaller,
  tool: "create_ticket" | "add_followup",
  input: Record<string, unknown>,
): Promise<void> {
  const pathContains = tool === "create_ticket" ? "api/tickets/" : "api/followups/";
  await site.failNext({ kind: "lost_answer", method: "POST", pathContains });
  assert.match(await caller.fail(tool, input), /outcome is unknown/);
}

const posts = (site: TestHelpdesk) => requestLines(site, isWrite);

for (const account of ["staff", "agent"] as const) {
  helpdeskTest(`a repeated create_ticket of ${account} answers with what arrived`, async (site) => {
    const caller = await freshCaller(site, account);
    await lose(site, caller, "create_ticket", TICKET);
    const result = await caller.call("create_ticket", TICKET);
    const receipt = result.structuredContent;
    assert.equal(receipt?.["earlier"], true);
    assert.deepEqual(receipt?.["differences"], []);
    assert.match(textOf(result), /An earlier try.*had arrived: no second one was sent/);
    assert.equal((await posts(site)).length, 1);
    const stored = await site.ticket(Number(receipt?.["ticket_id"]));
    assert.equal(stored?.description, TICKET.description);
    const { entries } = caller.helpdesk.session.ledger;
    assert.deepEqual(entries.map(({ outcome }) => outcome), ["done"]);

    const another = await caller.succeed("create_ticket", TICKET);
    assert.equal(another.earlier, undefined);
    assert.notEqual(another.ticket_id, receipt?.["ticket_id"]);
    assert.equal((await posts(site)).length, 2);
  });

  helpdeskTest(`create_ticket of ${account} finds what a failure left behind`, async (site) => {
    const caller = await freshCaller(site, account);
    await site.failNext({ kind: "error_after", method: "POST", pathContains: "api/tickets/" });
    const receipt = await caller.succeed("create_ticket", TICKET);
    assert.equal(receipt.earlier, undefined);
    assert.deepEqual(receipt.differences, []);
    assert.match(receipt.notices.join(), /the ticket was found saved there: do not repeat it/);
    assert.equal((await posts(site)).length, 1);
    const stored = await site.ticket(receipt.ticket_id);
    assert.equal(stored?.description, TICKET.description);
    const { entries } = caller.helpdesk.session.ledger;
    assert.deepEqual(entries.map(({ outcome }) => outcome), ["done"]);
  });

  helpdeskTest(`a repeated add_followup of ${account} answers with what arrived`, async (site) => {
    const caller = await freshCaller(site, account);
    const before = (await site.followups(FOLLOW_UP.ticket_id)).length;
    const titled = { ...FOLLOW_UP, title: "Seen on site" };
    await lose(site, caller, "add_followup", titled);
    const receipt = await caller.succeed("add_followup", titled);
    assert.equal(receipt.earlier, true);
    assert.deepEqual(receipt.differences, []);
    const followUps = await site.followups(FOLLOW_UP.ticket_id);
    assert.equal(followUps.length, before + 1);
    assert.equal(followUps.at(-1)?.id, receipt.followup_id);
    assert.equal(followUps.at(-1)?.title, "Seen on site");

    const another = await caller.succeed("add_followup", titled);
    assert.equal(another.earlier, undefined);
    assert.equal((await site.followups(FOLLOW_UP.ticket_id)).length, before + 2);
  });

  helpdeskTest(`what ${account} wrote before the lost try is not taken for it`, async (site) => {
    const caller = await freshCaller(site, account);
    const first = await caller.succeed("create_ticket", TICKET);
    const followUp = await caller.succeed("add_followup", FOLLOW_UP);
    await lose(site, caller, "create_ticket", TICKET);
    await lose(site, caller, "add_followup", FOLLOW_UP);
    const ticket = await caller.succeed("create_ticket", TICKET);
    assert.equal(ticket.earlier, true);
    assert.ok(ticket.ticket_id > first.ticket_id);
    const answer = await caller.succeed("add_followup", FOLLOW_UP);
    assert.equal(answer.earlier, true);
    assert.ok(answer.followup_id > followUp.followup_id);
  });
}

helpdeskTest("what others wrote is not taken for the lost try", async (site) => {
  await site.reset();
  const other = await callerOf(site, "staff").succeed("create_ticket", TICKET);
  const sooner = await callerOf(site, "staff").succeed("add_followup", FOLLOW_UP);
  await site.commitMain();
  const caller = callerOf(site, "agent");
  await caller.succeed("get_ticket", { ticket_id: 3 });
  for (const [tool, input] of [["create_ticket", TICKET], ["add_followup", FOLLOW_UP]] as const) {
    await site.failNext({ kind: "lost_request", method: "POST", pathContains: "api/" });
    assert.match(await caller.fail(tool, input), /outcome is unknown/);
  }
  const [ticket, followUp] = await Promise.all([
    caller.succeed("create_ticket", TICKET),
    caller.succeed("add_followup", FOLLOW_UP),
  ]);
  assert.ok(ticket.ticket_id > other.ticket_id);
  assert.ok(followUp.followup_id > sooner.followup_id);
  for (const { earlier, notices } of [ticket, followUp]) {
    assert.equal(earlier, undefined);
    assert.match(notices[0], /whose outcome was unknown, was not found on the helpdesk, so it was/);
  }
});

helpdeskTest("new_status is told as the ticket has it", async (site) => {
  const caller = await freshCaller(site, "staff");
  const status = (await site.ticket(FOLLOW_UP.ticket_id))?.status;
  await caller.succeed("add_followup", FOLLOW_UP);
  // Without a status there is none to read afterwards.
  assert.equal((await requestLines(site)).length, 2);
  const same = await caller.succeed("add_followup", { ...FOLLOW_UP, new_status: status });
  assert.deepEqual(same.differences, []);
  assert.deepEqual(same.notices, [`Ticket ${FOLLOW_UP.ticket_id} already had the asked status.`]);

  const asked = status === 5 ? 1 : 5;
  const body = { id: 999, ticket: FOLLOW_UP.ticket_id, comment: FOLLOW_UP.comment, public: true };
  await answerNext(site, "POST api/followups/", 201, { ...body, time_spent: "00:30:00" });
  const ignored = await caller.succeed("add_followup", { ...FOLLOW_UP, new_status: asked });
  assert.deepEqual(ignored.differences, ["new_status"]);
  assert.equal(ignored.notices, undefined);

  const failing = { kind: "status", status: 500, method: "GET", skip: 1, times: 20 } as const;
  await site.failNext({ ...failing, pathContains: `api/tickets/${FOLLOW_UP.ticket_id}/` });
  const now = (await site.ticket(FOLLOW_UP.ticket_id))?.status;
  const unread = await caller.succeed("add_followup", { ...FOLLOW_UP, new_status: now });
  assert.deepEqual(unread.differences, ["new_status"]);
  const says = /was saved, but whether ticket 20 has the asked status could not/;
  assert.match(unread.notices[0], says);
});
