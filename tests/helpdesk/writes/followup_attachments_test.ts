import assert from "node:assert/strict";
import {
  DEFAULT_ATTACHMENT_EXTENSIONS,
  requireSendable,
} from "../../../lib/helpdesk/tickets/attachment_names.ts";
import { readAttachment } from "../../../lib/helpdesk/tickets/attachments.ts";
import { differingFields } from "../../../lib/helpdesk/tickets/difference.ts";
import {
  completeFollowUp,
  type NewFollowUp,
  sendFollowUp,
} from "../../../lib/helpdesk/writes/followups.ts";
import { helpdeskTest } from "../../helpdesk_test_case.ts";
import { expectFailure } from "../../http/expect_failure.ts";
import { callerOf } from "../../tools/site_caller.ts";
import { type EmbeddedWork, startWork } from "../embedded_account.ts";
import { withCall } from "../fake_session.ts";

const FIELDS: NewFollowUp = { ticket: 7, comment: "{{ x }}\nSecond\r\nthird", public: false };

/** Adds a follow-up with one file. */
const add = (work: EmbeddedWork, filename: string) => {
  const fields = { ...FIELDS, attachments: [{ filename, bytes: new Uint8Array(2) }] };
  return work.run(async ({ session }, call) => {
    const created = await sendFollowUp(fields, session, call);
    return await completeFollowUp(created, fields, session, call);
  });
};

helpdeskTest("a follow-up arrives with its files as it was asked for", async (site) => {
  const { helpdesk } = callerOf(site, "staff");
  const names = ["R&D (1) – 漢 💡.txt", "A.TXT", "same.txt", "same.txt", `${"n".repeat(196)}.pdf`];
  const attachments = names.map((filename, place) => ({
    filename,
    bytes: Uint8Array.from({ length: 300 + place }, (_, index) => (index + place) % 256),
  }));
  for (const filename of names) requireSendable(filename, DEFAULT_ATTACHMENT_EXTENSIONS);
  const asked = { ...FIELDS, attachments };
  const { followUp, fields } = await withCall(async (call) => {
    const created = await sendFollowUp(asked, helpdesk.session, call);
    return await completeFollowUp(created, asked, helpdesk.session, call);
  });
  assert.deepEqual(differingFields(fields), []);
  const stored = (await site.followups(7)).find(({ id }) => id === followUp.id);
  assert.equal(stored?.comment, asked.comment);
  assert.deepEqual(
    stored?.attachments.map(({ filename, size }) => `${filename} ${size}`).sort(),
    attachments.map(({ filename, bytes }) => `${filename} ${bytes.length}`).sort(),
  );
  const ids = followUp.followupattachment_set.map(({ id }) => id);
  const read = await withCall((call) =>
    Promise.all(ids.map((id) => readAttachment(id, helpdesk, call)))
  );
  const contents = (files: readonly { bytes?: Uint8Array }[]) =>
    files.map(({ bytes }) => bytes?.toBase64()).sort();
  assert.deepEqual(contents(read), contents(attachments));
});

Deno.test("sendFollowUp() says after a failure that the follow-up may be there without its files", async () => {
  const work = startWork("staff");
  const before = (await work.embedded.followups(7)).length;
  const { message } = await expectFailure("outcome_unknown", add(work, "a.exe"));
  assert.match(message, /Read ticket 7 with get_ticket .* perhaps without its attachments,/);
  const stored = await work.embedded.followups(7);
  assert.equal(stored.length, before + 1);
  assert.deepEqual(stored.at(-1)?.attachments, []);
  const [entry] = work.helpdesk.session.ledger.entries;
  assert.equal(entry?.outcome, "unknown");
  assert.deepEqual(entry?.fields, ["comment", "public", "attachments"]);
});

Deno.test("sendFollowUp() says that the web server takes nothing that large", async () => {
  const work = startWork("staff");
  await work.embedded.failNext({ kind: "status", status: 413, pathContains: "followups" });
  const { message } = await expectFailure("invalid", add(work, "a.txt"));
  assert.match(message, /too large \(status 413\).* nothing was saved\. Attach less/);
  assert.deepEqual(work.helpdesk.session.ledger.entries, []);
});
