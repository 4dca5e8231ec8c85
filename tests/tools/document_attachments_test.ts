import assert from "node:assert/strict";
import { pdfOf, wordOf } from "../documents/made_files.ts";
import { helpdeskTest } from "../helpdesk_test_case.ts";
import { textOf } from "../tool_caller.ts";
import { attach } from "./attached_file.ts";
import { freshCaller } from "./site_caller.ts";

const latin1 = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));

const MAIL = latin1(
  "From: a@example.net\r\nSubject: =?UTF-8?Q?Gr=C3=B6=C3=9Fe?=\r\nMIME-Version: 1.0\r\n" +
    "Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\nPGI+R3LDtsOfZTwvYj4=\r\n",
);

helpdeskTest("what customers send as PDF and Office files is read", {}, async (site) => {
  const caller = await freshCaller(site, "staff");
  const invoice = await pdfOf(["BT /F1 12 Tf (Invoice 1187) Tj ET", "BT /F1 12 Tf (Total) Tj ET"]);
  const word = await wordOf("<w:p><w:r><w:t>Grüße</w:t></w:r></w:p>");
  const read: [name: string, bytes: Uint8Array<ArrayBuffer>, text: string, note: RegExp][] = [
    // By content, whatever it is called.
    [
      "invoice.txt",
      invoice,
      "Invoice 1187\n\nTotal",
      /is a PDF of 2 pages: its text is shown, without/,
    ],
    [
      "mail.eml",
      MAIL,
      "From: a@example.net\nSubject: Größe\n\nGröße",
      /is a mail: its text is shown/,
    ],
    ["letter.docx", word, "Grüße", /is a document of Word: its text is shown/],
  ];
  for (const [name, bytes, text, note] of read) {
    const attachment_id = await attach(caller, 20, name, bytes);
    const result = await caller.call("get_attachment", { attachment_id });
    assert.equal(result.structuredContent?.["text"], text);
    assert.match(textOf(result), note);
    const on = await caller.succeed("get_attachment", { attachment_id, offset: 3 });
    assert.equal(on.text, text.slice(3));
  }
  const unread: [bytes: Uint8Array<ArrayBuffer>, reason: string][] = [
    [
      await pdfOf(["10 10 99 99 re f"]),
      "a PDF of 1 page; its text cannot be read: it holds none, as a scan",
    ],
    [
      latin1("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0"),
      "a file of Word, Excel or PowerPoint up to 2003, or one",
    ],
  ];
  for (const [bytes, reason] of unread) {
    const attachment_id = await attach(caller, 20, "scan.pdf", bytes);
    const text = textOf(await caller.call("get_attachment", { attachment_id }));
    assert.ok(text.includes(`of ticket 20: ${reason}`), text);
    assert.match(text, /a person can open it on the ticket's web page: http.*\n.*\nscan.*pdf \(/s);
  }
});
