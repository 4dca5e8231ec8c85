import assert from "node:assert/strict";
import {
  formWithFiles,
  writtenAttachments,
} from "../../../lib/helpdesk/tickets/new_attachments.ts";
import { followUp } from "../../../lib/helpdesk/answers/wire.ts";

const bytesOf = (text: string) => new TextEncoder().encode(text);
const FILES = [
  { filename: "b.txt", bytes: bytesOf("two\n") },
  { filename: "ä.png", bytes: bytesOf("one") },
];

const stored = (...files: unknown[]) => followUp.parse({ id: 1, followupattachment_set: files });

Deno.test("formWithFiles() has every field with a value, and every file with a type", async () => {
  const fields = { ticket: 7, title: "", public: false, comment: "a\nb", new_status: undefined };
  const form = await new Response(formWithFiles(fields, "attachments", FILES)).formData();
  const files = form.getAll("attachments") as File[];
  const texts = [...form].filter(([, value]) => typeof value === "string");
  const expected = [["ticket", "7"], ["title", ""], ["public", "false"], ["comment", "a\nb"]];
  assert.deepEqual(texts, expected);
  const types = files.map(({ name, type }) => [name, type]);
  assert.deepEqual(types, [["b.txt", "text/plain"], ["ä.png", "image/png"]]);
  assert.deepEqual(await Promise.all(files.map((file) => file.text())), ["two\n", "one"]);
});

const TEXT = { id: 1, filename: "b.txt", size: 4 };

Deno.test("writtenAttachments() is the same for the same names and sizes, in any order", () => {
  const files = [{ id: 2, filename: "ä.png", size: 3 }, TEXT];
  const { asked, stored: kept } = writtenAttachments(FILES, stored(...files));
  assert.equal(asked, "b.txt (4 bytes), ä.png (3 bytes)");
  assert.equal(kept, asked);
});

const DIFFERING: readonly (readonly [what: string, files: readonly object[]])[] = [
  ["a missing file", [TEXT]],
  ["another size", [TEXT, { id: 2, filename: "ä.png", size: 2 }]],
  ["another name", [TEXT, { id: 2, filename: "a.png", size: 3 }]],
  ["an untold size", [TEXT, { id: 2, filename: "ä.png" }]],
  ["no file at all", []],
];

for (const [what, files] of DIFFERING) {
  Deno.test(`writtenAttachments() differs for ${what}`, () => {
    const { asked, stored: kept } = writtenAttachments(FILES, stored(...files));
    assert.notEqual(asked, kept);
  });
}

Deno.test("writtenAttachments() has nothing where no file is asked for and none is stored", () => {
  const { asked, stored: kept } = writtenAttachments([], stored());
  assert.deepEqual([asked, kept], [undefined, undefined]);
});
