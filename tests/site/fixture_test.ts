import assert from "node:assert/strict";
import { logIn } from "../contract/contract_client.ts";
import { realHelpdesk } from "../contract/helpdesk_under_test.ts";
import { siteTest } from "./site_test_case.ts";

siteTest("the fixture has what its description says", async (site) => {
  const { tickets, queues, accounts, customField } = site.fixture;
  assert.deepEqual(queues.map(({ title }) => title), [
    "General Support",
    "Büro und Geräte – 設備",
    "Billing & Orders <EU>",
  ]);
  assert.equal((await site.ticket(tickets.held))?.on_hold, true);
  assert.equal((await site.ticket(tickets.merged))?.merged_to, tickets.mergedInto);
  assert.equal((await site.ticket(tickets.noDescription))?.description, null);
  assert.ok(((await site.ticket(tickets.longText))?.description?.length ?? 0) > 20_000);
  assert.equal((await site.ticket(tickets.longTitle))?.title.length, 200);
  assert.ok((await site.followups(tickets.longHistory)).length > 80);
  assert.match((await site.ticket(2))?.custom[customField] ?? "", /^B-002/);
  assert.equal(accounts.admin.fullName, "");

  const client = await logIn(realHelpdesk(site), accounts.staff);
  for (const { id } of site.fixture.statuses) {
    const page = await client.get(`api/tickets/?status=${id}`);
    assert.ok(Number(page.json().count) > 0, `no ticket has the status ${id}`);
  }
  const files = [[tickets.textAttachment, "text/plain"], [tickets.imageAttachment, "image/png"]];
  for (const [id, type] of files) {
    const { followup_set } = await client.readTicket(Number(id));
    const [attachment] = followup_set.at(-1)?.followupattachment_set ?? [];
    assert.equal(attachment?.mime_type, type);
    const file = await fetch(attachment?.file ?? "");
    assert.equal((await file.bytes()).length, attachment?.size);
  }
});
