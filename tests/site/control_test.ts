import assert from "node:assert/strict";
import { logIn } from "../contract/contract_client.ts";
import { realHelpdesk } from "../contract/helpdesk_under_test.ts";
import { siteTest } from "./site_test_case.ts";

siteTest("an unknown kind of fault is refused", async (site) => {
  await assert.rejects(site.failNext(JSON.parse('{"kind": "earthquake"}')), /earthquake/);
});

siteTest("createTickets() and createUsers() add many rows", async (site) => {
  const { firstId, lastId } = await site.createTickets(1200, { followUpsEach: 3 });
  assert.equal(firstId, site.fixture.ticketCount + 1);
  assert.equal(lastId, firstId + 1199);
  assert.equal((await site.followups(lastId)).length, 3);
  const [first, last] = [await site.ticket(firstId), await site.ticket(lastId)];
  assert.ok(first && last && first.created < last.created);
  assert.equal(await site.ticket(lastId + 1), null);
  const namesake = { firstName: "Stella", lastName: "Fixture" };
  const ids = await site.createUsers([{ username: "stella2", ...namesake, staff: true }]);
  assert.deepEqual(ids, [6]);
});

siteTest("reset() restores the fixture and forgets branches and ids", async (site) => {
  const helpdesk = realHelpdesk(site);
  const before = await site.ticket(20);
  const staff = await logIn(helpdesk, site.accounts.staff);
  await staff.patch("api/tickets/20/", { title: "Changed" });
  await site.commitMain();
  await staff.addFollowUp(1, { public: true });
  await site.createTickets(10);
  const agent = await logIn(helpdesk, site.accounts.agent);
  const { branch_name } = await agent.info();
  assert.equal((await site.ticket(20, branch_name))?.title, "Changed");
  assert.ok((await site.mails()).length > 0);
  await site.reset();
  await assert.rejects(site.ticket(20, branch_name), new RegExp(branch_name));
  assert.deepEqual(await site.ticket(20), before);
  assert.equal(await site.ticket(site.fixture.ticketCount + 1), null);
  assert.deepEqual(await site.mails(), []);
  assert.deepEqual(await site.branches(), []);
  assert.deepEqual(await site.requests(), { requests: [], peak: 0 });
  assert.equal((await staff.get("api/tickets/")).status, 403);
  const next = await logIn(helpdesk, site.accounts.agent);
  assert.equal((await next.readTicket(20)).title, before?.title);
  assert.equal((await next.createTicket()).id, site.fixture.ticketCount + 1);
});

siteTest("a branch of 10,000 tickets is made and read quickly", async (site) => {
  await site.createTickets(10_000);
  const agent = await logIn(realHelpdesk(site), site.accounts.agent);
  const began = performance.now();
  const { branch_name } = await agent.info();
  const milliseconds = performance.now() - began;
  assert.ok(milliseconds < 2_000, `took ${milliseconds} ms`);
  const { id } = await agent.addFollowUp(20);
  assert.equal((await site.followups(20, branch_name)).at(-1)?.id, id);
  assert.notEqual((await site.followups(20, "main")).at(-1)?.id, id);
});
