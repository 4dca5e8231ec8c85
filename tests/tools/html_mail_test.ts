import assert from "node:assert/strict";
import { helpdeskTest } from "../helpdesk_test_case.ts";
import { textOf } from "../tool_caller.ts";
import { freshCaller } from "./site_caller.ts";

const MAIL = "<!DOCTYPE html><html><head><style>p { margin: 0 }</style></head><body>" +
  "<p>The <b>north</b> gate, since <a href='https://example.com/log'>Monday</a>.</p></body></html>";
const EXPORT = Uint8Array.from(
  [..."Gate;State\r\nNord;geschlossen\r\n"].flatMap((letter) => [letter.charCodeAt(0), 0]),
);

helpdeskTest("what customers wrote in HTML and exported as UTF-16 is read", {}, async (site) => {
  const caller = await freshCaller(site, "staff");
  const attachments = [
    { filename: "email_html_body.txt", content_base64: btoa(MAIL) },
    { filename: "export.txt", content_base64: EXPORT.toBase64() },
  ];
  await caller.succeed("add_followup", { ticket_id: 20, comment: "By mail.", attachments });
  const { followups } = await caller.succeed("get_ticket", { ticket_id: 20, followups: 1 });
  const [mail, table] = followups[0].attachments;
  const result = await caller.call("get_attachment", { attachment_id: mail.id });
  const text = "The north gate, since Monday [https://example.com/log].";
  assert.equal(result.structuredContent?.["text"], text);
  assert.match(textOf(result), /^Note: The attachment is HTML: what a reader sees/m);
  const read = await caller.succeed("get_attachment", { attachment_id: table.id });
  assert.equal(read.text, "Gate;State\nNord;geschlossen\n");
});
