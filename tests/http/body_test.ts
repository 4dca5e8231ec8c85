import assert from "node:assert/strict";
import fc from "fast-check";
import { readText } from "../../lib/http/body.ts";
import { expectFailure } from "./expect_failure.ts";

/** A response whose body comes in the given pieces, and whether it was cancelled. */
function inPieces(
  pieces: readonly Uint8Array[],
  headers: Record<string, string> = {},
): { response: Response; wasCancelled: () => boolean } {
  let cancelled = false;
  const waiting = [...pieces];
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      const piece = waiting.shift();
      if (piece === undefined) controller.close();
      else controller.enqueue(piece);
    },
    cancel() {
      cancelled = true;
    },
  }, { highWaterMark: 0 });
  return { response: new Response(body, { headers }), wasCancelled: () => cancelled };
}

const bytesOf = (text: string) => new TextEncoder().encode(text);

Deno.test("readText() gives the text of a response, whatever pieces it comes in", async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: "grapheme" }), fc.array(fc.nat(20)), async (text, cuts) => {
      const bytes = bytesOf(text);
      const pieces: Uint8Array[] = [];
      let start = 0;
      for (const length of cuts) {
        pieces.push(bytes.slice(start, start + length));
        start += length;
      }
      pieces.push(bytes.slice(start));
      const { response } = inPieces(pieces);
      // A byte order mark at the start is no part of the text.
      assert.equal(await readText(response, 1_000_000, "GET /"), text.replace(/^\ufeff/, ""));
    }),
    { numRuns: 60 },
  );
});

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
