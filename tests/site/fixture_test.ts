import assert from "node:assert/strict";
import { rawLogin } from "./raw_session.ts";
import { siteTest } from "./site_test_case.ts";

interface WithAttachments {
  followupattachment_set: { file: string; mime_type: string; size: number }[];
}

siteTest("the fixture has what its description says", {}, async (site) => {
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

  const session = await rawLogin(site, accounts.staff);
  for (
    const [id, type] of [[tickets.textAttachment, "text/plain"], [
      tickets.imageAttachment,
      "image/png",
    ]] as const
  ) {
    const { body } = await session.json<{ followup_set: WithAttachments[] }>(`api/tickets/${id}/`);
    const [attachment] = body.followup_set.at(-1)?.followupattachment_set ?? [];
    assert.equal(attachment?.mime_type, type);
    const file = await fetch(attachment?.file ?? "");
    assert.equal((await file.bytes()).length, attachment?.size);
  }
});
