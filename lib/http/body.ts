import { HelpdeskError } from "../errors.ts";

/** 10 MiB: enough for every answer but a page of a large list. */
export const DEFAULT_MAXIMUM_BYTES = 10 * 1024 * 1024;

const FIRST_BYTES = 64 * 1024;
const CHECKED_BYTES = 1024 * 1024;

/**
 * Reads a response's body as a stream, counting decoded bytes, so that a small compressed answer
 * cannot fill the memory.
 *
 * @param response its body is consumed, or cancelled when it is refused
 * @param maximumBytes most decoded bytes taken
 * @param what the request, for the message
 * @throws {HelpdeskError} "bad_reply" when it is larger, shorter than announced, or no UTF-8
 */
export async function readText(
  response: Response,
  maximumBytes: number,
  what: string,
): Promise<string> {
  const bytes = await readBytes(response, maximumBytes, what);
  const text = decode(bytes, what);
  // Given back at once: a collection that comes later would find text, bytes and what is made of it.
  bytes.buffer.transfer(0);
  return text;
}

/**
 * Reads a response's body like `readText`, whatever it is.
 *
 * @throws {HelpdeskError} "bad_reply" when it is larger, or shorter than announced
 */
export async function readBytes(
  response: Response,
  maximumBytes: number,
  what: string,
): Promise<Uint8Array<ArrayBuffer>> {
  const announced = announcedBytes(response);
  const bytes = await take(response.body, maximumBytes);
  if (bytes === undefined) {
    throw new HelpdeskError(
      "bad_reply",
      `The helpdesk's answer to ${what} is larger than ${
        maximumBytes / 1024 / 1024
      } MiB and was refused`,
    );
  }
  if (announced !== undefined && bytes.length !== announced) {
    throw new HelpdeskError(
      "bad_reply",
      `The helpdesk's answer to ${what} broke off after ${bytes.length} of ${announced} bytes`,
    );
  }
  return bytes;
}

/** @returns the whole body; undefined when there are more bytes than that */
async function take(
  body: Response["body"],
  maximumBytes: number,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  if (body === null) return new Uint8Array();
  const reader = filler(body);
  return reader === undefined ? await copy(body, maximumBytes) : await fill(reader, maximumBytes);
}

/** A reader for a stream that can fill a buffer by itself; a body made of a text is no such stream. */
function filler(body: NonNullable<Response["body"]>): ReadableStreamBYOBReader | undefined {
  try {
    return body.getReader({ mode: "byob" });
  } catch {
    return undefined;
  }
}

/** Lets the stream fill one growing buffer: in chunks a large answer takes several times its size. */
async function fill(
  reader: ReadableStreamBYOBReader,
  maximumBytes: number,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  let bytes = new Uint8Array(FIRST_BYTES);
  for (let length = 0;;) {
    if (length === bytes.length) bytes = grow(bytes, length + 1, maximumBytes + 1);
    const { value, done } = await reader.read(bytes.subarray(length));
    if (value === undefined) return new Uint8Array();
    bytes = new Uint8Array(value.buffer);
    length += value.length;
    if (done) return bytes.subarray(0, length);
    if (length <= maximumBytes) continue;
    await reader.cancel();
    return undefined;
  }
}

async function copy(
  body: NonNullable<Response["body"]>,
  maximumBytes: number,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  let bytes = new Uint8Array(FIRST_BYTES);
  let length = 0;
  for await (const chunk of body) {
    const end = length + chunk.length;
    if (end > maximumBytes) return undefined;
    if (end > bytes.length) bytes = grow(bytes, end, maximumBytes);
    bytes.set(chunk, length);
    length = end;
  }
  return bytes.subarray(0, length);
}

/** The same bytes in a buffer of about twice the size; the smaller one is gone. */
function grow(
  bytes: Uint8Array<ArrayBuffer>,
  needed: number,
  most: number,
): Uint8Array<ArrayBuffer> {
  return new Uint8Array(bytes.buffer.transfer(Math.min(Math.max(2 * bytes.length, needed), most)));
}

/** RFC 9110 section 8.6: the length of the body as sent, which is of no use once it was decompressed. */
function announcedBytes(response: Response): number | undefined {
  const length = response.headers.get("content-length");
  const compressed = response.headers.has("content-encoding");
  return length !== null && /^\d+$/.test(length) && !compressed ? Number(length) : undefined;
}

function decode(bytes: Uint8Array, what: string): string {
  // A decoder that reports errors takes four times the memory: it is asked only where there may be one.
  const text = new TextDecoder().decode(bytes);
  if (!text.includes("\ufffd")) return text;
  try {
    const decoder = new TextDecoder("utf-8", { fatal: true });
    for (let start = 0; start < bytes.length; start += CHECKED_BYTES) {
      decoder.decode(bytes.subarray(start, start + CHECKED_BYTES), { stream: true });
    }
    decoder.decode();
    return text;
  } catch (cause) {
    throw new HelpdeskError("bad_reply", `The helpdesk's answer to ${what} is not UTF-8 text`, {
      cause,
    });
  }
}
