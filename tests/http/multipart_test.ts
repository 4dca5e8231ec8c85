import assert from "node:assert/strict";
import fc from "fast-check";
import { type FormField, multipartBody } from "../../lib/http/multipart.ts";

function readForm(body: Blob): Promise<FormData> {
  return new Response(body).formData();
}

// Deno's reader of forms ends a name at these, and trims it.
const name = fc.string({ minLength: 1 }).map((text) => text.trim())
  .filter((text) => /^[^"\\;=\p{Cc}]+$/u.test(text));
const file = fc.record({
  filename: name,
  mimeType: fc.constantFrom("text/plain", "application/octet-stream"),
  bytes: fc.uint8Array().map((bytes) => new Uint8Array(bytes)),
});
const field = fc.tuple(name, fc.oneof(fc.string({ unit: "binary" }), file));

Deno.test("multipartBody() is read back as it was given", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(field, { minLength: 1 }), async (given) => {
      const fields: FormField[] = given.map(([name, value]) => [name, value]);
      const read = [...await readForm(multipartBody(fields))];
      assert.equal(read.length, fields.length);
      for (const [place, [name, value]] of fields.entries()) {
        const [readName, readValue] = read[place] ?? [];
        assert.equal(readName, name);
        if (typeof value === "string") assert.equal(readValue, value);
        else {
          assert.ok(readValue instanceof File);
          assert.equal(readValue.name, value.filename);
          assert.equal(readValue.type, value.mimeType);
          assert.deepEqual(await readValue.bytes(), value.bytes);
        }
      }
    }),
    { numRuns: 50 },
  );
});

Deno.test("multipartBody() leaves the line ends of a text as they are", async () => {
  const text = "one\ntwo\r\nthree\r";
  assert.equal((await readForm(multipartBody([["comment", text]]))).get("comment"), text);
});

Deno.test("multipartBody() ends with its boundary closed", async () => {
  const body = multipartBody([["a", "b"]]);
  const [, boundary] = body.type.split("boundary=");
  assert.ok((await body.text()).endsWith(`\r\n--${boundary}--\r\n`));
});

Deno.test("multipartBody() takes another boundary for each body", () => {
  const [first, second] = [multipartBody([["a", "b"]]), multipartBody([["a", "b"]])];
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
