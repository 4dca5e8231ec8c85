import assert from "node:assert/strict";
import * as z from "zod";
import { HelpdeskError } from "../../../lib/errors.ts";
import {
  attachmentsField,
  readAttachments,
} from "../../../lib/tools/arguments/attachment_field.ts";
import { jsonSchemaOf } from "../../../lib/tools/arguments/arguments.ts";

const ALLOWED = [".txt", ".png"];
const MEBIBYTE = 1024 * 1024;

function file(filename: string, content_base64: string) {
  return { filename, content_base64 };
}

const QUIET = { notice() {} };

function refusal(...given: { filename: string; content_base64: string }[]): string {
  try {
    readAttachments(given, ALLOWED, QUIET);
  } catch (error) {
    assert.ok(error instanceof HelpdeskError);
    assert.equal(error.kind, "invalid");
    assert.match(error.message, /^Nothing was sent: /);
    return error.message;
  }
  return assert.fail(`${given.map(({ filename }) => filename)} was taken`);
}

Deno.test("attachmentsField() has a flat schema in few words, with every property described", () => {
  const schema = jsonSchemaOf(z.object({ attachments: attachmentsField().optional() }), "input");
  const text = JSON.stringify(schema.properties.attachments);
  assert.doesNotMatch(text, /\$ref|anyOf|oneOf|allOf/);
  assert.equal(text.match(/"description"/g)?.length, 4);
  assert.ok(text.length < 400, String(text.length));
});

Deno.test("attachmentsField() takes ten files", () => {
  const files = (count: number) => Array.from({ length: count }, () => file("a.txt", "aGk="));
  assert.ok(attachmentsField().safeParse(files(10)).success);
  assert.ok(!attachmentsField().safeParse(files(11)).success);
});

Deno.test("readAttachments() decodes what is given, white space between left out", () => {
  const read = readAttachments(
    [file("a.txt", "aGVs\r\nbG8K\n"), file("B.PNG", " iVBO Rw0KGgo= ")],
    ALLOWED,
    QUIET,
  );
  assert.deepEqual(read.map(({ filename }) => filename), ["a.txt", "B.PNG"]);
  assert.equal(new TextDecoder().decode(read[0]?.bytes), "hello\n");
  assert.deepEqual([...read[1]?.bytes ?? []].slice(0, 4), [0x89, 0x50, 0x4e, 0x47]);
});

Deno.test("readAttachments() gives nothing where nothing is attached", () => {
  assert.deepEqual(readAttachments([], ALLOWED, QUIET), []);
});

for (const base64 of ["aGk", "aGl=", "a-_=", "hello!", "data:text/plain;base64,aGk=", "aGk=aGk="]) {
  Deno.test(`readAttachments() refuses the content ${JSON.stringify(base64)}, naming its file`, () => {
    const message = refusal(file("good.txt", "aGk="), file("bad.txt", base64));
    assert.match(message, /"bad\.txt" has a content_base64 that is not base64/);
    assert.ok(!message.includes(base64));
  });
}

Deno.test("readAttachments() refuses an empty file, naming it", () => {
  for (const base64 of ["", " \n"]) {
    assert.match(refusal(file("a.txt", base64)), /"a\.txt" is empty/);
  }
});

Deno.test("readAttachments() refuses a name that the helpdesk would not take", () => {
  const says = /"a\.exe" has an extension .* allowed are \.txt, \.png\./;
  assert.match(refusal(file("a.exe", "aGk=")), says);
  assert.match(refusal(file("good.txt", "aGk="), file("/etc/passwd", "aGk=")), /is a path/);
});

Deno.test("readAttachments() takes 5 MiB in all, and no more", () => {
  const base64 = (bytes: number) => new Uint8Array(bytes).toBase64();
  const three = file("three.txt", base64(3 * MEBIBYTE));
  const read = readAttachments([three, file("two.txt", base64(2 * MEBIBYTE))], ALLOWED, QUIET);
  assert.deepEqual(read.map(({ bytes }) => bytes.length), [3 * MEBIBYTE, 2 * MEBIBYTE]);
  const message = refusal(three, file("more.txt", base64(2 * MEBIBYTE + 1)));
  assert.match(message, /with "more\.txt" the attachments have more than 5 MiB/);
});

Deno.test("readAttachments() takes a text as it is written, and says what came in its place as base64", () => {
  const notices: string[] = [];
  const call = { notice: (sentence: string) => notices.push(sentence) };
  const [given] = readAttachments([{ filename: "a.txt", text: "Grüße\n" }], ALLOWED, call);
  assert.equal(new TextDecoder().decode(given?.bytes), "Grüße\n");
  assert.deepEqual(notices, []);
  // Four characters were lost.
  readAttachments([file("b.txt", btoa("my aunt is overdrawn"))], ALLOWED, call);
  const says = /^"b\.txt" came as base64 and is a text: "my aunt is overdrawn"\. Check it/;
  assert.match(notices.join(), says);
  readAttachments([file("c.png", "iVBORw0KGgo=")], ALLOWED, call);
  assert.equal(notices.length, 1);
});

for (const content of [{}, { text: "a", content_base64: "aGk=" }]) {
  Deno.test(`attachmentsField() refuses a file with ${Object.keys(content).length} contents`, () => {
    const { error } = attachmentsField().safeParse([{ filename: "a.txt", ...content }]);
    assert.equal(error?.issues[0]?.message, "needs its content: either text or content_base64");
  });
}
