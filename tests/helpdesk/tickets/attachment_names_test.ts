import assert from "node:assert/strict";
import {
  DEFAULT_ATTACHMENT_EXTENSIONS,
  extensionOf,
  mimeTypeOf,
  requireSendable,
} from "../../../lib/helpdesk/tickets/attachment_names.ts";
import { settings } from "../../../lib/settings/settings.ts";
import { expectFailure } from "../../http/expect_failure.ts";

const refusal = async (filename: string, allowed = DEFAULT_ATTACHMENT_EXTENSIONS) =>
  (await expectFailure("invalid", () => requireSendable(filename, allowed))).message;

Deno.test("requireSendable() takes every name that the helpdesk takes", () => {
  for (
    const filename of [
      ...["a.txt", "A.TXT", "report (1).final.pdf", "Grüße – 漢字 💡.docx", "R&D notes; a=b.eml"],
      ...["-rf.txt", "a..txt", `${"n".repeat(196)}.txt`],
    ]
  ) {
    requireSendable(filename, DEFAULT_ATTACHMENT_EXTENSIONS);
  }
});

const PATHS = ["notes/a.txt", "..\\a.txt", "../../a.txt", "C:a.txt", "c:\\a.txt", "..", "."];
const ENDS = [".htaccess.txt", " a.txt", "\u3000a.txt", "a.txt "];
const UNSEEN = [
  ...["a\n.txt", "a\0.txt", "a\x85.txt", "invoice\u202Etxt.pdf", "a\u200b.txt", "a\u2028.txt"],
  "a\ud800.txt",
];
const REFUSED: readonly [filename: string | readonly string[], why: RegExp][] = [
  ["/etc/passwd.txt", /is a path: give the name alone, and the file's content beside it/],
  [PATHS, /is a path/],
  [ENDS, /begins or ends with a dot or a space/],
  [UNSEEN, /holds invisible or control characters/],
  ['a".txt', /holds a character that no filename has everywhere/],
  [["a?.txt", "&#46;.txt", "&lt;.txt"], /holds a character/],
  [`${"n".repeat(197)}.txt`, /has 201 bytes; the helpdesk takes 200/],
  [`${"ü".repeat(99)}.txt`, /has 202 bytes/],
  ["README", /has no extension; allowed are \.txt, .*HELPDESK_ATTACHMENT_EXTENSIONS/],
  [["a.", ""], /has no extension/],
  ["virus.exe", /is not known to take; allowed are \.txt, \.asc, .*\.eml\. .*HELPDESK_ATTACHMENT_/],
  [["a.HTML", "a.txt.zip"], /is not known to take/],
];

for (const [filenames, why] of REFUSED) {
  for (const filename of [filenames].flat()) {
    Deno.test(`requireSendable() refuses ${JSON.stringify(filename.slice(0, 30))}`, async () => {
      const message = await refusal(filename);
      assert.match(message, why);
      const shown = JSON.stringify(filename.slice(0, 80));
      const beginning = `Nothing was sent: the attachment's filename ${shown} `;
      assert.ok(message.startsWith(beginning), message);
    });
  }
}

Deno.test("requireSendable() goes by the extensions that it is given", async () => {
  requireSendable("a.ZIP", [".zip"]);
  assert.match(await refusal("a.txt", [".zip", ".7z"]), /allowed are \.zip, \.7z\./);
});

Deno.test("DEFAULT_ATTACHMENT_EXTENSIONS are those that the settings name, and have a type", () => {
  const setting = settings.find(({ name }) => name === "HELPDESK_ATTACHMENT_EXTENSIONS");
  assert.deepEqual(setting?.byDefault.split(", "), DEFAULT_ATTACHMENT_EXTENSIONS);
  for (const extension of DEFAULT_ATTACHMENT_EXTENSIONS) {
    assert.notEqual(mimeTypeOf(`a${extension}`), "application/octet-stream");
  }
  assert.deepEqual(["a.PNG", "a.bin"].map(mimeTypeOf), ["image/png", "application/octet-stream"]);
});

Deno.test("extensionOf() is what stands behind the last dot, as the helpdesk sees it", () => {
  const extensions = ["a.TXT", "a.tar.gz", "a", ".txt", "a.", ""].map(extensionOf);
  assert.deepEqual(extensions, [".txt", ".gz", "", "", ".", ""]);
});
