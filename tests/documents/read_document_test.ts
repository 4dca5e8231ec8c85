import assert from "node:assert/strict";
import type { DocumentKind, DocumentText } from "../../lib/documents/document_messages.ts";
import { readDocument } from "../../lib/documents/read_document.ts";
import { pdfOf, spaces, wordOf, zipOf } from "./made_files.ts";

const WORKER = new URL("../../lib/documents/document_worker.ts", import.meta.url);

async function read(
  bytes: Uint8Array<ArrayBuffer>,
  kind: DocumentKind = "office",
): Promise<DocumentText> {
  return await readDocument(kind, bytes, WORKER, new AbortController().signal);
}

const paragraph = (text: string) => `<w:p><w:r><w:t>${text}</w:t></w:r></w:p>`;
const shown = (text: string) => `BT /F1 12 Tf (${text}) Tj ET`;
const OPEN = 'xmlns:text="t" xmlns:table="t"';
const SHEETS = {
  "xl/workbook.xml": '<workbook><sheet name="Gates" r:id="r2"/></workbook>',
  "xl/_rels/workbook.xml.rels": '<R><Relationship Id="r2" Target="worksheets/a.xml"/></R>',
  "xl/sharedStrings.xml":
    "<sst><si><t>North &amp; South</t></si><si><r><t>Clo</t></r><r><t>sed</t></r></si></sst>",
  "xl/styles.xml": '<styleSheet><numFmts><numFmt numFmtId="165" formatCode="dd/mm/yy"/></numFmts>' +
    '<cellXfs><xf numFmtId="0"/><xf numFmtId="165"/><xf numFmtId="22"/></cellXfs></styleSheet>',
  "xl/worksheets/a.xml":
    '<worksheet><row><c r="A1" t="s"><v>0</v></c><c r="C1" t="s"><v>1</v></c></row>' +
    '<row><c r="A2" s="1"><v>46143</v></c><c r="B2" s="2"><v>46143.5</v></c><c r="C2" t="b"><v>1</v></c>' +
    '<c r="D2"><f>SUM(B2)</f></c><c r="E2"><v>0.30000000000000004</v></c></row></worksheet>',
};

const MAIL = `From: =?UTF-8?B?SsO8cmdlbg==?= <j@example.net>\r
Subject: =?UTF-8?Q?Gr=C3=BC=C3=9Fe?=\r
MIME-Version: 1.0\r
Content-Type: multipart/mixed; boundary=x\r
\r
--x\r
Content-Type: text/plain; charset=utf-8\r
Content-Transfer-Encoding: base64\r
\r
R3LDvMOfZQ==\r
--x\r
Content-Type: application/pdf; name=a.pdf\r
Content-Disposition: attachment; filename=a.pdf\r
\r
x\r
--x--\r
`;

const TEXTS: readonly [
  what: string,
  kind: DocumentKind,
  bytes: Promise<Uint8Array<ArrayBuffer>>,
  text: string,
][] = [
  [
    "a mail, decoded",
    "mail",
    Promise.resolve(new TextEncoder().encode(MAIL)),
    "From: Jürgen <j@example.net>\nSubject: Grüße\nAttached: a.pdf\n\nGrüße",
  ],
  ["pages of a PDF", "pdf", pdfOf([shown("Page one"), shown("Page two")]), "Page one\n\nPage two"],
  [
    "a PDF with a script, which is not run",
    "pdf",
    pdfOf([shown("Form")], "/OpenAction << /S /JavaScript /JS (while\\(true\\){}) >>"),
    "Form",
  ],
  [
    "paragraphs and tables of Word, without what was removed",
    "office",
    wordOf(
      `${paragraph("Grüße")}<w:p><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t></w:r>` +
        `<w:del><w:r><w:t>old</w:t></w:r></w:del></w:p><w:tbl><w:tr><w:tc>${paragraph("x")}` +
        `${paragraph("y")}</w:tc><w:tc>${paragraph("z")}</w:tc></w:tr></w:tbl>`,
    ),
    "Grüße\na\tb\nx / y\tz",
  ],
  [
    "cells of Excel, with dates",
    "office",
    zipOf(SHEETS),
    "[Gates]\nNorth & South\t\tClosed\n2026-05-01\t2026-05-01 12:00:00\tTRUE\t=SUM(B2)\t0.3",
  ],
  [
    "slides of PowerPoint, in their order",
    "office",
    zipOf({
      "ppt/presentation.xml": "<p/>",
      "ppt/slides/slide10.xml": "<p><a:p><a:r><a:t>ten</a:t></a:r></a:p></p>",
      "ppt/slides/slide2.xml": "<p><a:p><a:r><a:t>two</a:t></a:r></a:p></p>",
    }),
    "two\n\nten",
  ],
  [
    "paragraphs and tables of OpenDocument",
    "office",
    zipOf({
      "content.xml":
        `<o ${OPEN}><text:h>Head</text:h><text:p>a<text:s text:c="2"/><text:span>b</text:span></text:p>` +
        '<table:table table:name="T"><table:table-row><table:table-cell><text:p>1</text:p></table:table-cell>' +
        '<table:table-cell table:number-columns-repeated="16000"/></table:table-row></table:table></o>',
    }),
    "Head\na  b\n[T]\n1",
  ],
  [
    "no entities that a document defines itself",
    "office",
    zipOf({
      "word/document.xml": `<!DOCTYPE d [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><d>${
        paragraph("&b;")
      }</d>`,
    }),
    "&b;",
  ],
];

for (const [what, kind, bytes, text] of TEXTS) {
  Deno.test(`readDocument() reads ${what}`, async () => {
    const found = await read(await bytes, kind);
    assert.deepEqual(found.outcome === "text" && [found.text, found.cut], [text, undefined]);
  });
}

const latin1 = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));
const UNREADABLE: readonly [
  what: string,
  kind: DocumentKind,
  bytes: () => Promise<Uint8Array<ArrayBuffer>> | Uint8Array<ArrayBuffer>,
  reason: RegExp,
][] = [
  ["a PDF without text", "pdf", () => pdfOf(["10 10 200 200 re f"]), /as a scan does/],
  ["what only begins as a PDF", "pdf", () => latin1("%PDF-1.7\n\0\xe2\xe3"), /is damaged/],
  ["a page that unpacks to 300 MB", "pdf", () => pdfOf([spaces(300)]), /damaged|memory/],
  ["an archive of other files", "office", () => zipOf({ "a.txt": "a" }), /none of the documents/],
  ["an archive that is cut", "office", async () => (await wordOf("")).slice(0, 60), /damaged/],
  ["a document without text", "office", () => wordOf(""), /holds none/],
  [
    "elements in each other",
    "office",
    () => wordOf("<a>".repeat(50_000)),
    /nested deeper than 256/,
  ],
  [
    "what unpacks to 50 MB",
    "office",
    () => zipOf({ "content.xml": spaces(51) }),
    /more than 50 MB/,
  ],
];

for (const [what, kind, bytes, reason] of UNREADABLE) {
  Deno.test(`readDocument() says why there is no text of ${what}`, async () => {
    const made = await bytes();
    const before = Deno.memoryUsage().rss;
    const found = await read(made, kind);
    assert.match(found.outcome === "unreadable" ? found.reason : "", reason);
    assert.ok(Deno.memoryUsage().rss - before < 300_000_000);
  });
}

Deno.test("readDocument() reads the beginning of what is too long", async () => {
  const long = await read(await wordOf(paragraph("1234567890".repeat(20)).repeat(6_000)));
  assert.ok(long.outcome === "text");
  assert.match(long.cut ?? "", /more than 1,000,000 characters/);
  assert.ok(long.text.length > 990_000 && long.text.length <= 1_000_000);
});

Deno.test("readDocument() ends its thread with the call, and reads the next one", async () => {
  const busy = await pdfOf([`BT /F1 12 Tf ${"(Hello world) Tj ".repeat(1_000_000)} ET`]);
  const given = new AbortController();
  const reading = readDocument("pdf", busy, WORKER, given.signal);
  const next = read(await wordOf(paragraph("next")));
  setTimeout(() => given.abort(new Error("given up")), 300);
  await assert.rejects(reading, /given up/);
  const found = await next;
  assert.equal(found.outcome === "text" && found.text, "next");
});
