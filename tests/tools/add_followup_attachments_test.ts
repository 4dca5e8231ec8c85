import assert from "node:assert/strict";
import { helpdeskTest, type TestHelpdesk } from "../helpdesk_test_case.ts";
import { textOf } from "../tool_caller.ts";
import { callerOf, freshCaller, isWrite, requestLines } from "./site_caller.ts";

const TICKET = 20;
const COMMENT = "Two lines,\nand {{ braces }}; 100 %} sure.";
const LOG = { filename: "größe 1.txt", content_base64: btoa("first line\nsecond line\n") };
const PIXEL = {
  filename: "pixel.png",
  content_base64:
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
};

async function lastFollowUp(site: TestHelpdesk) {
  return (await site.followups(TICKET)).at(-1);
}

for (const account of ["staff", "agent"] as const) {
  helpdeskTest(`add_followup of ${account} attaches files`, async (site) => {
    const caller = await freshCaller(site, account);
    const new_status = (await site.ticket(TICKET))?.status === 5 ? 1 : 5;
    const input = { ticket_id: TICKET, comment: COMMENT, time_spent: "1:30", new_status };
    const attachments = [LOG, PIXEL];
    const receipt = await caller.succeed("add_followup", { ...input, attachments });
    assert.deepEqual(receipt.differences, []);
    const { stored } = receipt.fields.find(({ field }: { field: string }) =>
      field === "attachments"
    );
    assert.equal(stored, "größe 1.txt (23 bytes), pixel.png (70 bytes)");
    const followUp = await lastFollowUp(site);
    assert.equal(followUp?.id, receipt.followup_id);
    assert.equal(followUp?.comment, COMMENT);
    assert.equal(followUp?.public, true);
    assert.equal(followUp?.time_spent_seconds, 5400);
    assert.equal(followUp?.new_status, new_status);

    const { followups } = await caller.succeed("get_ticket", { ticket_id: TICKET, followups: 1 });
    const files: { id: number; filename: string; size: number }[] = followups[0].attachments;
    assert.deepEqual(files.map(({ filename, size }) => [filename, size]), [
      ["größe 1.txt", 23],
      ["pixel.png", 70],
    ]);
    // Files are outside the API, and so closed to agents; people have no access to a branch.
    if (account === "agent") return;
    const reader = callerOf(site, "staff");
    const text = await reader.succeed("get_attachment", { attachment_id: files[0]?.id });
    assert.equal(text.text, "first line\nsecond line\n");
    const image = await reader.call("get_attachment", { attachment_id: files[1]?.id });
    assert.deepEqual(image.content[1], {
      type: "image",
      data: PIXEL.content_base64,
      mimeType: "image/png",
    });
  });
}

helpdeskTest("add_followup takes files as the JSON text that some clients send", async (site) => {
  const caller = await freshCaller(site, "staff");
  const attachments = JSON.stringify([LOG]);
  const input = { ticket_id: TICKET, comment: COMMENT, attachments };
  assert.deepEqual((await caller.succeed("add_followup", input)).differences, []);
  const broken = { ...input, attachments: attachments.slice(0, -1) };
  assert.match(await caller.fail("add_followup", broken), /attachments: .*expected array/);
});

helpdeskTest("a file that fails the helpdesk leaves a receipt that says so", async (site) => {
  const settings = { HELPDESK_ATTACHMENT_EXTENSIONS: ".exe" };
  const caller = callerOf(site, "staff", settings);
  const before = (await site.followups(TICKET)).length;
  const file = { filename: "setup.exe", content_base64: btoa("MZ") };
  const input = { ticket_id: TICKET, comment: COMMENT, attachments: [file] };
  const result = await caller.call("add_followup", input);
  const receipt = result.structuredContent;
  assert.deepEqual(receipt?.["differences"], ["attachments"], textOf(result));
  assert.match(textOf(result), /attachments: asked "setup.exe \(2 bytes\)", stored nothing/);
  const says = /Note: .*the follow-up was found saved there: do not repeat it/;
  assert.match(textOf(result), says);
  const followUps = await site.followups(TICKET);
  assert.equal(followUps.length, before + 1);
  assert.equal(followUps.at(-1)?.id, receipt?.["followup_id"]);
  const { entries } = caller.helpdesk.session.ledger;
  assert.deepEqual(entries.map(({ action, outcome }) => [action, outcome]), [
    ["added follow-up", "done"],
  ]);
});

helpdeskTest("a repeated add_followup with files is not doubled", async (site) => {
  const caller = await freshCaller(site, "agent");
  const input = { ticket_id: TICKET, comment: "The log.", attachments: [LOG] };
  await site.failNext({ kind: "lost_answer", method: "POST", pathContains: "api/followups/" });
  // The helpdesk is there again at once, so the lost answer is looked up in the same call.
  const receipt = await caller.succeed("add_followup", input);
  assert.deepEqual(receipt.differences, []);
  assert.match(receipt.notices.join("\n"), /found saved there: do not repeat it/);
  assert.equal((await requestLines(site, isWrite)).length, 1);
});
