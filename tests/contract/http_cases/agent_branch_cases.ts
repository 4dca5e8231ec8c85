import assert from "node:assert/strict";
import { ENGINES } from "../agent_steps.ts";
import { asAgent, asStaff, type HttpCase, test } from "../http_case.ts";

export const AGENT_BRANCH_CASES: readonly HttpCase[] = [
  test.helpdesk("a branch is made from main's last commit, and knows nothing of what is on main since", async (helpdesk) => {
    const { control } = helpdesk;
    const staff = await asStaff(helpdesk);
    const early = await asAgent(helpdesk);
    const { branch_name } = await early.info();
    const { id } = await staff.createTicket({ title: "Before" });
    assert.equal(await early.sees(id), false);
    await control.commitMain();
    assert.equal(await early.sees(id), false);
    await staff.patch(`api/tickets/${id}/`, { title: "After" });
    const late = await asAgent(helpdesk);
    await control.forgetAgentSessions();
    assert.equal((await late.readTicket(id)).title, "Before");
    assert.equal((await control.ticket(id, "main"))?.title, "After");
    assert.equal(await control.ticket(id, branch_name), null);
  }).on(ENGINES),
  test.helpdesk("an agent's work is on its branch only, however it ends", async (helpdesk) => {
    const { control } = helpdesk;
    const staff = await asStaff(helpdesk);
    const { id } = await staff.createTicket({ title: "On main" });
    await control.commitMain();
    const agent = await asAgent(helpdesk);
    const { branch_name } = await agent.info();
    await agent.setIntent("Rename");
    await agent.patch(`api/tickets/${id}/`, { title: "On a branch" });
    const made = await agent.createTicket();
    const followUp = await agent.addFollowUp(id);
    assert.equal((await agent.readTicket(id)).followup_set.at(-1)?.id, followUp.id);
    const untouched = async () => {
      assert.equal((await staff.readTicket(id)).title, "On main");
      assert.equal((await control.followups(id, "main")).length, 1);
      assert.equal(await staff.sees(made.id), false);
    };
    await untouched();
    await agent.finish();
    await untouched();
    const next = await asAgent(helpdesk);
    await next.info();
    assert.equal(await next.sees(made.id), false);
    assert.equal((await control.ticket(id, branch_name))?.title, "On a branch");
    assert.equal((await control.followups(id, branch_name)).length, 2);
  }).on(ENGINES),
  test.helpdesk("what tests are shown is the newest branch that is not deleted, unless one is named", async (helpdesk) => {
    const { control } = helpdesk;
    const [first, second] = [await asAgent(helpdesk), await asAgent(helpdesk)];
    const one = await first.createTicket();
    await control.forgetAgentSessions();
    const two = await second.createTicket();
    assert.equal(await control.ticket(one.id), null);
    assert.equal((await control.ticket(two.id))?.id, two.id);
    assert.equal((await control.followups(two.id)).length, 1);
    assert.equal(await control.ticket(two.id, "main"), null);
    await control.forgetAgentSessions();
    const third = await asAgent(helpdesk);
    await third.info();
    assert.equal(await control.ticket(two.id), null);
    await third.finish();
    assert.equal((await control.ticket(two.id))?.id, two.id);
  }),
  test.helpdesk("ids are given once, on whichever branch", async (helpdesk) => {
    const staff = await asStaff(helpdesk);
    const [first, second] = [await asAgent(helpdesk), await asAgent(helpdesk)];
    const tickets: number[] = [];
    const followUps: number[] = [];
    for (const client of [first, staff, second, staff]) {
      await helpdesk.control.forgetAgentSessions();
      const ticket = await client.createTicket();
      tickets.push(ticket.id);
      followUps.push((await client.addFollowUp(ticket.id)).id);
    }
    for (const ids of [tickets, followUps]) {
      assert.deepEqual(ids, [...new Set(ids)].sort((a, b) => a - b));
    }
  }).on(ENGINES),
  test.helpdesk("files are no part of a branch: who knows their address gets them", async (helpdesk) => {
    const agent = await asAgent(helpdesk);
    const { id } = await agent.createTicket();
    const files = [new File(["content"], "branch.txt", { type: "text/plain" })];
    const [file] = (await agent.addFiles(id, files)).followupattachment_set;
    const { pathname } = new URL(file?.file ?? "");
    assert.equal((await (await asStaff(helpdesk)).get(pathname)).text, "content");
  }),
  test.helpdesk("tickets that a test makes are committed on main", async (helpdesk) => {
    const { control } = helpdesk;
    const { lastId } = await control.createTickets(2);
    assert.equal((await (await asAgent(helpdesk)).readTicket(lastId)).followup_set.length, 2);
  }),
];
