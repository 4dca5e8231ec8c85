import assert from "node:assert/strict";
import fc from "fast-check";
import { LineTooLong, readLines } from "../../lib/mcp/lines.ts";

async function* inPieces(pieces: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  for (const piece of pieces) yield await Promise.resolve(piece);
}

const bytesOf = (text: string) => new TextEncoder().encode(text);

async function linesIn(text: string, maximumBytes = 1_000): Promise<string[]> {
  return await Array.fromAsync(readLines(inPieces([bytesOf(text)]), maximumBytes));
}

Deno.test("readLines() gives lines without their ends", async () => {
  assert.deepEqual(await linesIn("one\ntwo\n"), ["one", "two"]);
  assert.deepEqual(await linesIn(""), []);
  assert.deepEqual(await linesIn("\n\n"), ["", ""]);
  assert.deepEqual(await linesIn("one\r\ntwo\r\n"), ["one\r", "two\r"]);
});

Deno.test("readLines() leaves out a last line that broke off", async () => {
  assert.deepEqual(await linesIn("one\ntw"), ["one"]);
  assert.deepEqual(await linesIn("one"), []);
});

Deno.test("readLines() leaves a byte order mark out", async () => {
  assert.deepEqual(await linesIn("\ufeffone\n"), ["one"]);
});

Deno.test("readLines() reads what is no UTF-8 as replacement characters", async () => {
  const bytes = new Uint8Array([0x61, 0xff, 0x62, 0x0a]);
  assert.deepEqual(await Array.fromAsync(readLines(inPieces([bytes]), 10)), ["a\ufffdb"]);
});

Deno.test("readLines() gives the same lines whatever pieces the bytes come in", async () => {
  const text = fc.string({ unit: fc.constantFrom(..."a\n€🚲é") });
  await fc.assert(
    fc.asyncProperty(text, fc.array(fc.nat(5)), async (content, cuts) => {
      const bytes = bytesOf(`${content}\n`);
      const pieces: Uint8Array[] = [];
      let start = 0;
      for (const length of cuts) {
        pieces.push(bytes.slice(start, start + length));
        start += length;
      }
      pieces.push(bytes.slice(start));
      const lines = await Array.fromAsync(readLines(inPieces(pieces), 1_000));
      assert.deepEqual(lines, content.split("\n"));
    }),
  );
});

Deno.test("readLines() takes a line of exactly the longest length, after another one", async () => {
  assert.deepEqual(await linesIn("€€\n€€\n", 6), ["€€", "€€"]);
});

Deno.test("readLines() refuses a longer line after giving those before it", async () => {
  const seen: string[] = [];
  await assert.rejects(async () => {
    for await (const line of readLines(inPieces([bytesOf("one\nlonger\nthree\n")]), 5)) {
      seen.push(line);
    }
  }, LineTooLong);
  assert.deepEqual(seen, ["one"]);
});

Deno.test("readLines() does not wait for the end of a line that is too long", async () => {
  let read = 0;
  async function* endless(): AsyncGenerator<Uint8Array> {
    for (;;) {
      read++;
      yield await Promise.resolve(new Uint8Array(1024).fill(0x61));
    }
  }
  await assert.rejects(Array.fromAsync(readLines(endless(), 10 * 1024)), LineTooLong);
  assert.equal(read, 11);
});
