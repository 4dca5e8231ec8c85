import assert from "node:assert/strict";
import fc from "fast-check";
import { type FormField, multipartBody } from "../../lib/http/multipart.ts";

const readForm = (body: Blob): Promise<FormData> => new Response(body).formData();

// Deno's reader of forms ends a name at these, and trims it.
const name = fc.string({ minLength: 1 }).map((text) => text.trim())
  .filter((text) => /^[^"\\;=\p{Cc}]+$/u.test(text));
const file = fc.record({
  filename: name,
  mimeType: fc.constantFrom("text/plain", "application/octet-stream"),
  bytes: fc.uint8Array().map((bytes) => new Uint8Array(bytes)),
});
const field = fc.tuple(name, fc.oneof(fc.string({ unit: "binary" }), file));

Deno.test("multipartBody() is read back as it was given, line ends included", async () => {
  const property = fc.asyncProperty(fc.array(field, { minLength: 1 }), async (given) => {
    const fields: FormField[] = given.map(([name, value]) => [name, value]);
    const read = [...await readForm(multipartBody(fields))];
    assert.equal(read.length, fields.length);
    for (const [place, [name, value]] of fields.entries()) {
      const [readName, readValue] = read[place] ?? [];
      assert.equal(readName, name);
      if (typeof value === "string") assert.equal(readValue, value);
      else {
        assert.ok(readValue instanceof File);
        assert.deepEqual([readValue.name, readValue.type], [value.filename, value.mimeType]);
        assert.deepEqual(await readValue.bytes(), value.bytes);
      }
    }
  });
  await fc.assert(property, { numRuns: 50, examples: [[[["comment", "one\ntwo\r\nthree\r"]]]] });
});

Deno.test("multipartBody() ends with its boundary closed, another one for each body", async () => {
  const [first, second] = [multipartBody([["a", "b"]]), multipartBody([["a", "b"]])];
  const [, boundary] = first.type.split("boundary=");
  assert.ok((await first.text()).endsWith(`\r\n--${boundary}--\r\n`));
  assert.match(first.type, /^multipart\/form-data; boundary=form-[0-9a-f-]{36}$/);
  assert.notEqual(first.type, second.type);
});

for (const name of ['a".txt', "a\\b.txt", "a\r\nContent-Type: text/html", "a\0.txt"]) {
  Deno.test(`multipartBody() refuses the name ${JSON.stringify(name)}`, () => {
    const bytes = new Uint8Array(1);
    const asFile: FormField = ["a", { filename: name, mimeType: "text/plain", bytes }];
    for (const fields of [[asFile], [[name, "text"] as const]]) {
      assert.throws(() => multipartBody(fields), TypeError);
    }
  });
}
