import assert from "node:assert/strict";
import { attachmentContent } from "../../../lib/helpdesk/tickets/attachment_content.ts";

const ascii = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));
const utf8 = (text: string) => new TextEncoder().encode(text);
const utf16 = (text: string, isBig: boolean) =>
  Uint8Array.from([...`\ufeff${text}`].flatMap((letter) => {
    const code = letter.charCodeAt(0);
    return isBig ? [code >> 8, code & 255] : [code & 255, code >> 8];
  }));

const WEBP = "RIFF\x10\x20\x30\x40WEBP";
/** Beginnings of images of 258 by 3 pixels. */
const IMAGES: readonly (readonly [beginning: string, mimeType: string])[] = [
  ["\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\x01\x02\0\0\0\x03", "image/png"],
  [
    "\xff\xd8\xff\xe0\0\x04ab\xff\xff\xc2\0\x11\x08\0\x03\x01\x02",
    "image/jpeg",
  ],
  ["GIF87a\x02\x01\x03\0", "image/gif"],
  ["GIF89a\x02\x01\x03\0\x01", "image/gif"],
  [`${WEBP}VP8 aaaabbb\x9d\x01\x2a\x02\x41\x03\x80`, "image/webp"],
  [`${WEBP}VP8Laaaa\x2f\x01\x81\0\0`, "image/webp"],
  [`${WEBP}VP8Xaaaabbbb\x01\x01\0\x02\0\0`, "image/webp"],
];

for (const [beginning, mimeType] of IMAGES) {
  Deno.test(`attachmentContent() knows ${mimeType} by ${JSON.stringify(beginning)}`, () => {
    for (const claimed of ["", "text/html", "image/svg+xml", mimeType, "application/pdf"]) {
      assert.deepEqual(attachmentContent(ascii(beginning), "a.txt", claimed), {
        kind: "image",
        mimeType,
        dimensions: { width: 258, height: 3 },
      });
    }
    for (let length = 0; length < beginning.length - 1; length++) {
      const content = attachmentContent(ascii(beginning.slice(0, length)), "a.png", mimeType);
      if (length < 10) assert.notEqual(content.kind, "image", `${length} bytes`);
    }
  });
}

const NO_IMAGES = [
  ...["<html>", "\x89PNG", "PNG", "GIF88a", "RIFF\x10\x20\x30\x40WAVE"],
  "\x89PNG\r\n\x1a\n<script>alert(1)</script>",
  ...["\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\0\0\0\0\0\x03", "\xff\xd8\xff\xe0JFIF"],
  ...["\xff\xd8\xff\xe0\0\x04abcdefgh", "GIF89a\0\0\0\0"],
  `${WEBP}ALPHxxxxxxxxxxxxxxxxxx`,
  "xRIFF\x10\x20\x30WEBP",
  "%PDF-1.7",
  "",
];

for (const beginning of NO_IMAGES) {
  Deno.test(`attachmentContent() takes ${JSON.stringify(beginning)} for no image, whatever is claimed`, () => {
    const content = attachmentContent(ascii(beginning), "a.png", "image/png");
    assert.notEqual(content.kind, "image");
  });
}

const TEXTS: readonly (readonly [filename: string, mimeType: string])[] = [
  ["a.txt", "text/plain"],
  ["a", "text/x-anything; charset=latin-1"],
  ["a", "TEXT/HTML"],
  ["data", "application/json"],
  ["data", " Application/JSON ; charset=utf-8"],
  ["a.txt", "application/octet-stream; name=a.txt"],
  ["a", "application/ld+json"],
  ["a.svg", "image/svg+xml"],
  ["mail", "message/rfc822"],
  ["a.log", "application/octet-stream"],
  ["A.MD", ""],
  ["signature.asc ", "binary/octet-stream"],
  ["table.csv", "application/octet-stream"],
  ["table.csv", "application/vnd.ms-excel"],
  ["a", ""],
  ["report.dat", "application/x-unknown"],
];

for (const [filename, mimeType] of TEXTS) {
  Deno.test(`attachmentContent() reads "${filename}" of type "${mimeType}" as text`, () => {
    assert.deepEqual(attachmentContent(utf8("Grüße\n\tund 🚲\r\n"), filename, mimeType), {
      kind: "text",
      text: "Grüße\n\tund 🚲\r\n",
      encoding: "UTF-8",
      isCertain: true,
    });
  });
}

const OTHERS: readonly (readonly [what: string, bytes: string])[] = [
  ["a PDF", "%PDF-1.7\nonly text"],
  ["a ZIP", "PK\x03\x04\x14\0\x06"],
  ["bytes that windows-1252 does not have", "\x81\x8d\x8f abc"],
  ["bytes of which most are no ASCII", "\xfc\xfd\xfe\xe0\xe1\xe2abc"],
];

for (const [what, bytes] of OTHERS) {
  Deno.test(`attachmentContent() leaves ${what} as it is`, () => {
    for (const filename of ["a", "a.bin", "a.docx"]) {
      assert.deepEqual(attachmentContent(ascii(bytes), filename, ""), { kind: "other" });
    }
  });
}

Deno.test("attachmentContent() reads UTF-16 without a mark, and the encoding that HTML names", () => {
  for (const isBig of [true, false]) {
    const unmarked = utf16("Line one\r\nLine two", isBig).subarray(2);
    const content = attachmentContent(unmarked, "export", "application/octet-stream");
    assert.deepEqual(content, {
      ...{ kind: "text", text: "Line one\r\nLine two", encoding: "UTF-16", isCertain: true },
    });
  }
  const html = attachmentContent(ascii('<meta charset="koi8-r">\xd0\xd2'), "a.html", "text/html");
  assert.deepEqual(html, {
    ...{ kind: "text", text: '<meta charset="koi8-r">пр', encoding: "koi8-r", isCertain: true },
  });
});

Deno.test("attachmentContent() reads UTF-16 by its mark, UTF-8 without it", () => {
  for (const isBig of [true, false]) {
    const content = attachmentContent(utf16("Grüße", isBig), "a.txt", "text/plain");
    assert.deepEqual(content, { kind: "text", text: "Grüße", encoding: "UTF-16", isCertain: true });
  }
  const marked = attachmentContent(utf8("\ufeffGrüße"), "a.txt", "text/plain");
  assert.deepEqual(marked, { kind: "text", text: "Grüße", encoding: "UTF-8", isCertain: true });
});

Deno.test("attachmentContent() falls back to windows-1252, and says so", () => {
  const latin = { text: "Grüße € “x”", encoding: "windows-1252", isCertain: false };
  const content = attachmentContent(ascii("Gr\xfc\xdfe \x80 \x93x\x94"), "a.txt", "text/plain");
  assert.deepEqual(content, { kind: "text", ...latin });
  for (const [name, type] of [["data.bin", ""], ["a.csv", "application/vnd.ms-excel"]] as const) {
    const unclaimed = attachmentContent(ascii("Gr\xfc\xdfe \x80 \x93x\x94 and more"), name, type);
    assert.equal(unclaimed.kind, "text", name);
  }
});

Deno.test("attachmentContent() takes a log with colours for text, and no bytes for an empty one", () => {
  assert.equal(attachmentContent(ascii("\x1b[31mred\x1b[0m\f\b"), "a.log", "").kind, "text");
  assert.equal(attachmentContent(utf8("a\x7f\x85b"), "a.log", "").kind, "text");
  assert.deepEqual(attachmentContent(new Uint8Array(), "a.txt", "text/plain"), {
    kind: "text",
    text: "",
    encoding: "UTF-8",
    isCertain: true,
  });
});

for (const bytes of ["PK\x03\x04\x14\0", "\x7fELF\x02\x01", "MZ\x90\0\x03", "a\0b"]) {
  Deno.test(`attachmentContent() takes ${JSON.stringify(bytes)} for no text, whoever says so`, () => {
    assert.deepEqual(attachmentContent(ascii(bytes), "a.txt", "text/plain"), { kind: "other" });
  });
}
