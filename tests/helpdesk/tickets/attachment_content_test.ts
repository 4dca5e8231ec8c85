import assert from "node:assert/strict";
import { attachmentContent } from "../../../lib/helpdesk/tickets/attachment_content.ts";

const ascii = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));
const utf8 = (text: string) => new TextEncoder().encode(text);
const utf16 = (text: string, isBig: boolean) =>
  Uint8Array.from([...text].flatMap((letter) => {
    const code = letter.charCodeAt(0);
    return isBig ? [code >> 8, code & 255] : [code & 255, code >> 8];
  }));
const textIn = (encoding: string, text: string, isCertain = true) => ({
  ...{ kind: "text", text, encoding, isCertain },
});

const WEBP = "RIFF\x10\x20\x30\x40WEBP";
/** Beginnings of images of 258 by 3 pixels. */
const IMAGES: readonly (readonly [beginning: string, mimeType: string])[] = [
  ["\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\x01\x02\0\0\0\x03", "image/png"],
  ["\xff\xd8\xff\xe0\0\x04ab\xff\xff\xc2\0\x11\x08\0\x03\x01\x02", "image/jpeg"],
  ["GIF87a\x02\x01\x03\0", "image/gif"],
  ["GIF89a\x02\x01\x03\0\x01", "image/gif"],
  [`${WEBP}VP8 aaaabbb\x9d\x01\x2a\x02\x41\x03\x80`, "image/webp"],
  [`${WEBP}VP8Laaaa\x2f\x01\x81\0\0`, "image/webp"],
  [`${WEBP}VP8Xaaaabbbb\x01\x01\0\x02\0\0`, "image/webp"],
];

for (const [beginning, mimeType] of IMAGES) {
  Deno.test(`attachmentContent() knows ${mimeType} by ${JSON.stringify(beginning)}`, () => {
    const image = { kind: "image", mimeType, dimensions: { width: 258, height: 3 } };
    for (const claimed of ["", "text/html", "image/svg+xml", mimeType, "application/pdf"]) {
      assert.deepEqual(attachmentContent(ascii(beginning), "a.txt", claimed), image);
    }
    for (let length = 0; length < beginning.length - 1; length++) {
      const content = attachmentContent(ascii(beginning.slice(0, length)), "a.png", mimeType);
      if (length < 10) assert.notEqual(content.kind, "image", `${length} bytes`);
    }
  });
}

for (
  const beginning of [
    ...["<html>", "\x89PNG", "PNG", "GIF88a", "RIFF\x10\x20\x30\x40WAVE", "%PDF-1.7", ""],
    ...["\x89PNG\r\n\x1a\n<script>alert(1)</script>", "\xff\xd8\xff\xe0JFIF"],
    ...["\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\0\0\0\0\0\x03", "\xff\xd8\xff\xe0\0\x04abcdefgh"],
    ...["GIF89a\0\0\0\0", `${WEBP}ALPHxxxxxxxxxxxxxxxxxx`, "xRIFF\x10\x20\x30WEBP"],
  ]
) {
  Deno.test(`attachmentContent() takes ${JSON.stringify(beginning)} for no image, whatever is claimed`, () => {
    assert.notEqual(attachmentContent(ascii(beginning), "a.png", "image/png").kind, "image");
  });
}

/** Names and types that are those of a text, or of nothing. */
const TEXTS = [
  ...["a.txt|text/plain", "a|text/x-anything; charset=latin-1", "a|TEXT/HTML", "a|"],
  ...["data|application/json", "data| Application/JSON ; charset=utf-8", "A.MD|"],
  ...["a.txt|application/octet-stream; name=a.txt", "a|application/ld+json", "a.svg|image/svg+xml"],
  ...[
    "mail|message/rfc822",
    "a.log|application/octet-stream",
    "table.csv|application/octet-stream",
  ],
  ...["signature.asc |binary/octet-stream", "table.csv|application/vnd.ms-excel"],
  "report.dat|application/x-unknown",
];

for (const named of TEXTS) {
  const [filename = "", mimeType = ""] = named.split("|");
  Deno.test(`attachmentContent() reads "${filename}" of type "${mimeType}" as text`, () => {
    const text = "Grüße\n\tund 🚲\r\n";
    assert.deepEqual(attachmentContent(utf8(text), filename, mimeType), textIn("UTF-8", text));
  });
}

const OTHERS: Readonly<Record<string, string>> = {
  "bytes that windows-1252 does not have": "\x81\x8d\x8f abc",
  "bytes of which most are no ASCII": "\xfc\xfd\xfe\xe0\xe1\xe2abc",
};

for (const [what, bytes] of Object.entries(OTHERS)) {
  Deno.test(`attachmentContent() leaves ${what} as it is`, () => {
    for (const filename of ["a", "a.bin", "a.docx"]) {
      assert.deepEqual(attachmentContent(ascii(bytes), filename, ""), { kind: "other" });
    }
  });
}

Deno.test("attachmentContent() knows documents by their beginnings, whatever they are called", () => {
  const documents = { "%PDF-1.7\nonly text": "pdf", "PK\x03\x04\x14\0": "office" };
  for (const [bytes, document] of Object.entries(documents)) {
    const content = attachmentContent(ascii(bytes), "a.txt", "text/plain");
    assert.deepEqual(content, { kind: "document", document });
  }
});

const HTML = '<meta charset="koi8-r">';
const LINES = "Line one\r\nLine two";
const RUSSIAN = "Принтер не работает\r\nЭтаж два";
const ENCODED: readonly [what: string, bytes: Uint8Array, name: string, type: string, object][] = [
  ...[true, false].flatMap((isBig): typeof ENCODED => [
    ["UTF-16 by its mark", utf16("\ufeffGrüße", isBig), "a.txt", "", textIn("UTF-16", "Grüße")],
    ["UTF-16 without a mark", utf16(LINES, isBig), "export", "", textIn("UTF-16", LINES)],
    ["UTF-16 of another alphabet", utf16(RUSSIAN, isBig), "export", "", textIn("UTF-16", RUSSIAN)],
  ]),
  ["UTF-8 by its mark", utf8("\ufeffGrüße"), "a.txt", "text/plain", textIn("UTF-8", "Grüße")],
  ["what HTML names", ascii(`${HTML}\xd0\xd2`), "a.html", "", textIn("koi8-r", `${HTML}пр`)],
  ["no bytes", new Uint8Array(), "a.txt", "text/plain", textIn("UTF-8", "")],
];
for (const [what, bytes, name, type, content] of ENCODED) {
  Deno.test(`attachmentContent() reads ${what}: ${bytes.length} bytes from ${bytes[0]}`, () => {
    assert.deepEqual(attachmentContent(bytes, name, type), content);
  });
}

Deno.test("attachmentContent() falls back to windows-1252, and says so", () => {
  const latin = ascii("Gr\xfc\xdfe \x80 \x93x\x94");
  const content = textIn("windows-1252", "Grüße € “x”", false);
  assert.deepEqual(attachmentContent(latin, "a.txt", "text/plain"), content);
  for (const [name, type] of [["data.bin", ""], ["a.csv", "application/vnd.ms-excel"]] as const) {
    const unclaimed = attachmentContent(ascii("Gr\xfc\xdfe \x80 \x93x\x94 and more"), name, type);
    assert.equal(unclaimed.kind, "text", name);
  }
});

Deno.test("attachmentContent() takes a log with colours for text, and binary for none, whoever says so", () => {
  for (const bytes of [ascii("\x1b[31mred\x1b[0m\f\b"), utf8("a\x7f\x85b")]) {
    assert.equal(attachmentContent(bytes, "a.log", "").kind, "text");
  }
  for (
    const bytes of ["\x7fELF\x02\x01", "MZ\x90\0\x03", "a\0b", "printed pages \0 and more of them"]
  ) {
    assert.deepEqual(attachmentContent(ascii(bytes), "a.txt", "text/plain"), { kind: "other" });
  }
});
