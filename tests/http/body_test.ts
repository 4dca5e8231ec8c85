import assert from "node:assert/strict";
import fc from "fast-check";
import { readText } from "../../lib/http/body.ts";
import { expectFailure } from "./expect_failure.ts";

/** A response whose body comes in the given pieces, and whether it was cancelled. */
function inPieces(
  pieces: readonly Uint8Array<ArrayBuffer>[],
  headers: Record<string, string> = {},
  type?: "bytes",
): { response: Response; wasCancelled: () => boolean } {
  let cancelled = false;
  const waiting = [...pieces];
  const source = {
    pull(controller: ReadableStreamDefaultController | ReadableByteStreamController) {
      const piece = waiting.shift();
      if (piece === undefined) {
        controller.close();
        if ("byobRequest" in controller) controller.byobRequest?.respond(0);
      } else controller.enqueue(piece);
    },
    cancel() {
      cancelled = true;
    },
  };
  const body: ReadableStream = type === "bytes"
    ? new ReadableStream({ ...source, type })
    : new ReadableStream(source, { highWaterMark: 0 });
  return { response: new Response(body, { headers }), wasCancelled: () => cancelled };
}

const bytesOf = (text: string) => new TextEncoder().encode(text);

/** A network's body is a stream of bytes, which can fill a buffer; one made of a text is not. */
const STREAMS = [undefined, "bytes"] as const;

/** The same bytes cut into pieces of these lengths. */
function cut(
  bytes: Uint8Array<ArrayBuffer>,
  lengths: readonly number[],
): Uint8Array<ArrayBuffer>[] {
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  let start = 0;
  for (const length of lengths) {
    if (length > 0 && start < bytes.length) pieces.push(bytes.slice(start, start + length));
    start += length;
  }
  if (start < bytes.length) pieces.push(bytes.slice(start));
  return pieces;
}

for (const type of STREAMS) {
  const kind = type === undefined ? "chunks" : "bytes";

  Deno.test(`readText() gives the text of a stream of ${kind}, whatever pieces it comes in`, async () => {
    const text = fc.oneof(
      fc.string({ unit: "grapheme" }),
      fc.string({ unit: fc.constantFrom("\ufffd", "a", "€") }),
    );
    await fc.assert(
      fc.asyncProperty(text, fc.array(fc.nat(20)), async (given, lengths) => {
        const { response } = inPieces(cut(bytesOf(given), lengths), {}, type);
        // A byte order mark at the start is no part of the text.
        assert.equal(await readText(response, 1_000_000, "GET /"), given.replace(/^\ufeff/, ""));
      }),
      { numRuns: 60 },
    );
  });

  Deno.test(`readText() gives a long text of a stream of ${kind}`, async () => {
    const long = "€\ufffda".repeat(400_000);
    const bytes = bytesOf(long);
    const { response } = inPieces(cut(bytes, [1, 65_535, 1, 1_000_000]), {}, type);
    assert.equal(await readText(response, bytes.length, "GET /"), long);
  });

  Deno.test(`readText() refuses a fault far behind in a stream of ${kind}`, async () => {
    for (const fault of [[0xff], [0xe2, 0x82]]) {
      const { response } = inPieces(
        [bytesOf("€".repeat(700_000)), new Uint8Array(fault)],
        {},
        type,
      );
      await expectFailure("bad_reply", readText(response, 5_000_000, "GET /"));
    }
  });

  Deno.test(`readText() takes as many bytes as are allowed of a stream of ${kind}, no more`, async () => {
    for (const length of [10, 65_536, 65_537, 200_000]) {
      const pieces = () => [new Uint8Array(length - 1).fill(0x61), new Uint8Array([0x62])];
      const whole = await readText(inPieces(pieces(), {}, type).response, length, "GET /");
      assert.equal(whole.length, length);
      const { response, wasCancelled } = inPieces([...pieces(), new Uint8Array(5)], {}, type);
      await expectFailure("bad_reply", readText(response, length, "GET /"));
      assert.equal(wasCancelled(), true);
    }
  });
}

Deno.test("readText() of a response without a body is empty", async () => {
  assert.equal(await readText(new Response(null, { status: 204 }), 10, "GET /"), "");
});

Deno.test("readText() takes exactly as many bytes as are allowed", async () => {
  const { response } = inPieces([bytesOf("12345"), bytesOf("67890")]);
  assert.equal(await readText(response, 10, "GET /"), "1234567890");
});

Deno.test("readText() refuses one byte more and reads no further", async () => {
  const pieces = Array.from({ length: 100 }, () => new Uint8Array(1024 * 1024));
  const { response, wasCancelled } = inPieces(pieces);
  const error = await expectFailure(
    "bad_reply",
    readText(response, 2 * 1024 * 1024, "GET /api/tickets/"),
  );
  assert.match(error.message, /answer to GET \/api\/tickets\/ is larger than 2 MiB/);
  assert.equal(wasCancelled(), true);
});

Deno.test("readText() counts bytes, not characters", async () => {
  const { response } = inPieces([bytesOf("€€€€")]);
  await expectFailure("bad_reply", readText(response, 11, "GET /"));
});

for (
  const [what, bytes] of [
    ["a byte that starts nothing", [0x61, 0xff, 0x62]],
    ["a character cut off at the end", [0x61, 0xe2, 0x82]],
    ["a surrogate", [0xed, 0xa0, 0x80]],
    ["an overlong form", [0xc0, 0xaf]],
  ] as const
) {
  Deno.test(`readText() refuses ${what}`, async () => {
    const { response } = inPieces([new Uint8Array(bytes)]);
    const error = await expectFailure("bad_reply", readText(response, 100, "GET /api/"));
    assert.match(error.message, /answer to GET \/api\/ is not UTF-8/);
  });
}

for (const [announced, verb] of [["9", "broke off"], ["3", "broke off"]] as const) {
  Deno.test(`readText() refuses 5 bytes where ${announced} were announced`, async () => {
    const { response } = inPieces([bytesOf("12345")], { "content-length": announced });
    const error = await expectFailure("bad_reply", readText(response, 100, "GET /api/"));
    assert.match(error.message, new RegExp(`${verb} after 5 of ${announced} bytes`));
  });
}

Deno.test("readText() takes an announced length that is right, or that makes no sense", async () => {
  for (const announced of ["5", "5, 5", "about 5", "-1"]) {
    const { response } = inPieces([bytesOf("12345")], { "content-length": announced });
    assert.equal(await readText(response, 100, "GET /"), "12345");
  }
});

Deno.test("readText() does not compare the length of what was compressed", async () => {
  const headers = { "content-length": "25", "content-encoding": "gzip" };
  const { response } = inPieces([bytesOf("12345")], headers);
  assert.equal(await readText(response, 100, "GET /"), "12345");
});
