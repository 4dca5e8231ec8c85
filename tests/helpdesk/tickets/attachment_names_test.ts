import assert from "node:assert/strict";
import { HelpdeskError } from "../../../lib/errors.ts";
import {
  DEFAULT_ATTACHMENT_EXTENSIONS,
  extensionOf,
  mimeTypeOf,
  requireSendable,
} from "../../../lib/helpdesk/tickets/attachment_names.ts";
import { settings } from "../../../lib/settings/settings.ts";

function refusal(filename: string, allowed = DEFAULT_ATTACHMENT_EXTENSIONS): string {
  try {
    requireSendable(filename, allowed);
  } catch (error) {
    assert.ok(error instanceof HelpdeskError);
    assert.equal(error.kind, "invalid");
    return error.message;
  }
  return assert.fail(`${JSON.stringify(filename)} was taken`);
}

for (
  const filename of [
    ...["a.txt", "A.TXT", "report (1).final.pdf", "Grüße – 漢字 💡.docx", "R&D notes; a=b.eml"],
    ...["-rf.txt", "a..txt"],
    `${"n".repeat(196)}.txt`,
  ]
) {
  Deno.test(`requireSendable() takes ${JSON.stringify(filename.slice(0, 30))}`, () => {
    requireSendable(filename, DEFAULT_ATTACHMENT_EXTENSIONS);
  });
}

const REFUSED: readonly (readonly [filename: string, why: RegExp])[] = [
  ["/etc/passwd.txt", /is a path: give the name alone, and the file's content beside it/],
  ["notes/a.txt", /is a path/],
  ["..\\a.txt", /is a path/],
  ["../../a.txt", /is a path/],
  ["C:a.txt", /is a path/],
  ["c:\\a.txt", /is a path/],
  ["..", /is a path/],
  [".", /is a path/],
  [".htaccess.txt", /begins or ends with a dot or a space/],
  [" a.txt", /begins or ends with a dot or a space/],
  ["\u3000a.txt", /begins or ends with a dot or a space/],
  ["a.txt ", /begins or ends with a dot or a space/],
  ["a\n.txt", /holds invisible or control characters/],
  ["a\0.txt", /holds invisible or control characters/],
  ["a\x85.txt", /holds invisible or control characters/],
  ["invoice\u202Etxt.pdf", /holds invisible or control characters/],
  ["a\u200b.txt", /holds invisible or control characters/],
  ["a\u2028.txt", /holds invisible or control characters/],
  ["a\ud800.txt", /holds invisible or control characters/],
  ['a".txt', /holds a character that no filename has everywhere/],
  ["a?.txt", /holds a character/],
  ["&#46;.txt", /holds a character/],
  ["&lt;.txt", /holds a character/],
  [`${"n".repeat(197)}.txt`, /has 201 bytes; the helpdesk takes 200/],
  [`${"ü".repeat(99)}.txt`, /has 202 bytes/],
  ["README", /has no extension; allowed are \.txt, .*HELPDESK_ATTACHMENT_EXTENSIONS/],
  ["a.", /has no extension/],
  ["", /has no extension/],
  ["virus.exe", /is not known to take; allowed are \.txt, \.asc, .*\.eml\. .*HELPDESK_ATTACHMENT_/],
  ["a.HTML", /is not known to take/],
  ["a.txt.zip", /is not known to take/],
];

for (const [filename, why] of REFUSED) {
  Deno.test(`requireSendable() refuses ${JSON.stringify(filename.slice(0, 30))}`, () => {
    const message = refusal(filename);
    assert.match(message, why);
    const shown = JSON.stringify(filename.slice(0, 80));
    assert.ok(message.startsWith(`Nothing was sent: the attachment's filename ${shown} `), message);
  });
}

Deno.test("requireSendable() goes by the extensions that it is given", () => {
  requireSendable("a.ZIP", [".zip"]);
  assert.match(refusal("a.txt", [".zip", ".7z"]), /allowed are \.zip, \.7z\./);
});

Deno.test("DEFAULT_ATTACHMENT_EXTENSIONS are those that the settings name", () => {
  const setting = settings.find(({ name }) => name === "HELPDESK_ATTACHMENT_EXTENSIONS");
  assert.deepEqual(setting?.byDefault.split(", "), DEFAULT_ATTACHMENT_EXTENSIONS);
});

Deno.test("extensionOf() is what stands behind the last dot, as the helpdesk sees it", () => {
  assert.deepEqual(["a.TXT", "a.tar.gz", "a", ".txt", "a.", ""].map(extensionOf), [
    ...[".txt", ".gz", "", "", ".", ""],
  ]);
});

Deno.test("mimeTypeOf() knows every type that helpdesks take by themselves", () => {
  for (const extension of DEFAULT_ATTACHMENT_EXTENSIONS) {
    assert.notEqual(mimeTypeOf(`a${extension}`), "application/octet-stream");
  }
  assert.equal(mimeTypeOf("a.PNG"), "image/png");
  assert.equal(mimeTypeOf("a.bin"), "application/octet-stream");
});
