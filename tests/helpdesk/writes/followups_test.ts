import assert from "node:assert/strict";
import { differingFields } from "../../../lib/helpdesk/tickets/difference.ts";
import {
  completeFollowUp,
  type NewFollowUp,
  sendFollowUp,
} from "../../../lib/helpdesk/writes/followups.ts";
import { expectFailure } from "../../http/expect_failure.ts";
import { type EmbeddedWork, startWork } from "../embedded_account.ts";

const PRIVATE: NewFollowUp = { ticket: 7, comment: "On my way", public: false };

const add = (work: EmbeddedWork, fields: NewFollowUp) =>
  work.run(async ({ session }, call) => {
    const created = await sendFollowUp(fields, session, call);
    return await completeFollowUp(created, fields, session, call);
  });

async function lastOf(work: EmbeddedWork, ticket = 7) {
  return (await work.embedded.followups(ticket)).at(-1);
}

for (const comment of ["${{ secrets.X }}", "{% if", "{# a #}", "{{ x|odd }}", "%} }} {", "plain"]) {
  Deno.test(`sendFollowUp() stores "${comment}" character for character`, async () => {
    const work = startWork("staff");
    const { fields } = await add(work, { ...PRIVATE, comment });
    assert.equal((await lastOf(work))?.comment, comment);
    assert.deepEqual(differingFields(fields), []);
  });
}

Deno.test("completeFollowUp() titles the follow-up and leaves the ticket's title alone", async () => {
  const work = startWork("staff");
  const before = await work.embedded.ticket(7);
  const { followUp } = await add(work, { ...PRIVATE, title: "Seen on site" });
  assert.equal(followUp.title, "Seen on site");
  assert.equal((await lastOf(work))?.title, "Seen on site");
  assert.equal((await work.embedded.ticket(7))?.title, before?.title);
});

Deno.test("sendFollowUp() leaves the ticket's title alone without a title, too", async () => {
  const work = startWork("staff");
  const before = await work.embedded.ticket(7);
  await add(work, PRIVATE);
  assert.equal((await work.embedded.ticket(7))?.title, before?.title);
  assert.equal((await work.asked(/^PATCH/)).length, 0);
});

Deno.test("sendFollowUp() sends time spent, status and visibility, and tells who was mailed", async () => {
  const work = startWork("staff");
  const { mailed, fields } = await add(work, {
    ...PRIVATE,
    ...{ public: true, newStatus: 3, timeSpent: "01:30:00" },
  });
  assert.deepEqual(differingFields(fields), []);
  const stored = await lastOf(work);
  assert.equal(stored?.time_spent_seconds, 5_400);
  assert.equal(stored?.new_status, 3);
  assert.equal(stored?.public, true);
  assert.equal((await work.embedded.ticket(7))?.status, 3);
  assert.deepEqual(mailed, stored?.email_recipients ?? []);
});

Deno.test("sendFollowUp() says that there is no such ticket", async () => {
  const error = await expectFailure(
    "not_found",
    add(startWork("staff"), { ...PRIVATE, ticket: 99_999 }),
  );
  assert.match(error.message, /There is no ticket 99999/);
});

Deno.test("completeFollowUp() says that the follow-up is there when only its title could not be set", async () => {
  const work = startWork("staff");
  await work.embedded.failNext({ kind: "status", status: 500, method: "PATCH" });
  const { followUp } = await add(work, { ...PRIVATE, title: "Seen on site" });
  assert.equal(work.notices.length, 1);
  assert.match(
    work.notices[0] ?? "",
    new RegExp(
      `^Follow-up ${followUp.id} was saved, but its title .*Do not add the follow-up again`,
    ),
  );
});

for (const kind of ["lost_answer", "error_after"] as const) {
  Deno.test(`sendFollowUp() says how to check after ${kind}, and adds nothing twice`, async () => {
    const work = startWork("staff");
    const before = (await work.embedded.followups(7)).length;
    await work.embedded.failNext({ kind, method: "POST", pathContains: "followups" });
    const error = await expectFailure("outcome_unknown", add(work, PRIVATE));
    assert.match(
      error.message,
      /Read ticket 7 with get_ticket to see whether the follow-up is there/,
    );
    assert.equal((await work.embedded.followups(7)).length, before + 1);
  });
}

Deno.test("completeFollowUp() tells where the helpdesk stored something else", async () => {
  const work = startWork("staff");
  await work.embedded.failNext({
    ...{ kind: "status", status: 201, method: "POST", pathContains: "followups" },
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ id: 1, comment: "On", public: true, time_spent: "00:00:30" }),
  });
  const { fields, mailed } = await add(work, { ...PRIVATE, timeSpent: "00:30:00" });
  assert.deepEqual(differingFields(fields), ["comment", "public", "time_spent"]);
  assert.equal(mailed, undefined);
});
