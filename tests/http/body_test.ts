import assert from "node:assert/strict";
import fc from "fast-check";
import { readText } from "../../lib/http/body.ts";
import { expectFailure } from "./expect_failure.ts";

type Bytes = Uint8Array<ArrayBuffer>;
const bytesOf = (text: string): Bytes => new TextEncoder().encode(text);

/** Reads a body that comes in these pieces; says whether it was cancelled. */
function readPieces(
  pieces: readonly Bytes[],
  limit: number,
  { headers, isOfBytes = false }: { headers?: Record<string, string>; isOfBytes?: boolean } = {},
) {
  const outcome = { wasCancelled: false };
  const waiting = [...pieces];
  const source = {
    pull(controller: ReadableStreamDefaultController | ReadableByteStreamController) {
      const piece = waiting.shift();
      if (piece !== undefined) return controller.enqueue(piece);
      controller.close();
      if ("byobRequest" in controller) controller.byobRequest?.respond(0);
    },
    cancel: () => void (outcome.wasCancelled = true),
  };
  const body: ReadableStream = isOfBytes
    ? new ReadableStream({ ...source, type: "bytes" })
    : new ReadableStream(source, { highWaterMark: 0 });
  const text = readText(new Response(body, headers && { headers }), limit, "GET /api/");
  return { text, outcome };
}

/** The same bytes cut into pieces of these lengths. */
function cut(bytes: Bytes, lengths: readonly number[]): Bytes[] {
  let start = 0;
  const pieces = [...lengths, bytes.length].map((length) => bytes.slice(start, start += length));
  return pieces.filter(({ length }) => length > 0);
}

// A network's body is a stream of bytes, which can fill a buffer; one made of a text is not.
for (const isOfBytes of [false, true]) {
  const kind = isOfBytes ? "bytes" : "chunks";

  Deno.test(`readText() gives the text of a stream of ${kind}, whatever pieces it comes in`, async () => {
    const odd = fc.string({ unit: fc.constantFrom("\ufffd", "a", "€") });
    const text = fc.oneof(fc.string({ unit: "grapheme" }), odd);
    const property = fc.asyncProperty(text, fc.array(fc.nat(20)), async (given, lengths) => {
      const read = readPieces(cut(bytesOf(given), lengths), 1_000_000, { isOfBytes });
      // A byte order mark at the start is no part of the text.
      assert.equal(await read.text, given.replace(/^\ufeff/, ""));
    });
    await fc.assert(property, { numRuns: 60 });
    const long = "€\ufffda".repeat(400_000);
    const bytes = bytesOf(long);
    const pieces = cut(bytes, [1, 65_535, 1, 1_000_000]);
    assert.equal(await readPieces(pieces, bytes.length, { isOfBytes }).text, long);
  });

  Deno.test(`readText() refuses a fault far behind in a stream of ${kind}`, async () => {
    for (const fault of [[0xff], [0xe2, 0x82]]) {
      const pieces = [bytesOf("€".repeat(700_000)), new Uint8Array(fault)];
      await expectFailure("bad_reply", readPieces(pieces, 5_000_000, { isOfBytes }).text);
    }
  });

  Deno.test(`readText() takes as many bytes as are allowed of a stream of ${kind}, no more`, async () => {
    for (const length of [10, 65_536, 65_537, 200_000]) {
      const pieces = [new Uint8Array(length - 1).fill(0x61), new Uint8Array([0x62])];
      const whole = await readPieces(pieces.map((one) => one.slice()), length, { isOfBytes }).text;
      assert.equal(whole.length, length);
      const longer = [...pieces, new Uint8Array(5)];
      const { text, outcome } = readPieces(longer, length, { isOfBytes });
      await expectFailure("bad_reply", text);
      assert.equal(outcome.wasCancelled, true);
    }
  });
}

Deno.test("readText() of a response without a body is empty", async () => {
  assert.equal(await readText(new Response(null, { status: 204 }), 10, "GET /"), "");
});

Deno.test("readText() refuses one byte more than it may take, and reads no further", async () => {
  const MEBIBYTE = 1024 * 1024;
  const pieces = Array.from({ length: 100 }, () => new Uint8Array(MEBIBYTE));
  const { text, outcome } = readPieces(pieces, 2 * MEBIBYTE);
  const { message } = await expectFailure("bad_reply", text);
  assert.match(message, /answer to GET \/api\/ is larger than 2 MiB/);
  assert.equal(outcome.wasCancelled, true);
  await expectFailure("bad_reply", readPieces([bytesOf("€€€€")], 11).text);
});

const FAULTS: Readonly<Record<string, readonly number[]>> = {
  "a byte that starts nothing": [0x61, 0xff, 0x62],
  "a character cut off at the end": [0x61, 0xe2, 0x82],
  "a surrogate": [0xed, 0xa0, 0x80],
  "an overlong form": [0xc0, 0xaf],
};
for (const [what, bytes] of Object.entries(FAULTS)) {
  Deno.test(`readText() refuses ${what}`, async () => {
    const { message } = await expectFailure(
      "bad_reply",
      readPieces([new Uint8Array(bytes)], 100).text,
    );
    assert.match(message, /answer to GET \/api\/ is not UTF-8/);
  });
}

const announced = (length: string, more = {}) =>
  readPieces([bytesOf("12345")], 100, { headers: { "content-length": length, ...more } }).text;

Deno.test("readText() refuses 5 bytes where another length was announced", async () => {
  for (const length of ["9", "3"]) {
    const { message } = await expectFailure("bad_reply", announced(length));
    assert.match(message, new RegExp(`broke off after 5 of ${length} bytes`));
  }
});

Deno.test("readText() takes a length that is right or makes no sense, or that of what was compressed", async () => {
  for (const length of ["5", "5, 5", "about 5", "-1"]) {
    assert.equal(await announced(length), "12345");
  }
  assert.equal(await announced("25", { "content-encoding": "gzip" }), "12345");
});
