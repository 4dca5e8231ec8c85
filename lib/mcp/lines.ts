/** Thrown when a line is longer than is taken. */
export class LineTooLong extends Error {
  override readonly name = "LineTooLong";
}

/**
 * Splits a stream of bytes into lines of UTF-8 text, without their ends; a last line without an end is
 * left out, because it broke off in the middle.
 *
 * @param maximumBytes longest line taken
 * @throws {LineTooLong} when a line is longer
 */
export async function* readLines(
  stream: AsyncIterable<Uint8Array>,
  maximumBytes: number,
): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let parts: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of stream) {
    let start = 0;
    for (;;) {
      const end = chunk.indexOf(0x0a, start);
      const part = chunk.subarray(start, end < 0 ? undefined : end);
      length += part.length;
      if (length > maximumBytes) {
        throw new LineTooLong(`A line is longer than ${maximumBytes} bytes`);
      }
      parts.push(part);
      if (end < 0) break;
      yield decoder.decode(joinParts(parts, length));
      parts = [];
      length = 0;
      start = end + 1;
    }
  }
}

function joinParts(parts: readonly Uint8Array[], length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
