import { HelpdeskError } from "../errors.ts";

/** 10 MiB: enough for every answer but a page of a large list. */
export const DEFAULT_MAXIMUM_BYTES = 10 * 1024 * 1024;

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
  const announced = announcedBytes(response);
  const decoder = new TextDecoder("utf-8", { fatal: true });
  const parts: string[] = [];
  let received = 0;
  for await (const chunk of response.body ?? []) {
    received += chunk.byteLength;
    if (received > maximumBytes) {
      throw new HelpdeskError(
        "bad_reply",
        `The helpdesk's answer to ${what} is larger than ${
          maximumBytes / 1024 / 1024
        } MiB and was refused`,
      );
    }
    parts.push(decodeOr(() => decoder.decode(chunk, { stream: true }), what));
  }
  parts.push(decodeOr(() => decoder.decode(), what));
  if (announced !== undefined && received !== announced) {
    throw new HelpdeskError(
      "bad_reply",
      `The helpdesk's answer to ${what} broke off after ${received} of ${announced} bytes`,
    );
  }
  return parts.join("");
}

/** RFC 9110 section 8.6: the length of the body as sent, which is of no use once it was decompressed. */
function announcedBytes(response: Response): number | undefined {
  const length = response.headers.get("content-length");
  const compressed = response.headers.has("content-encoding");
  return length !== null && /^\d+$/.test(length) && !compressed ? Number(length) : undefined;
}

function decodeOr(decode: () => string, what: string): string {
  try {
    return decode();
  } catch (cause) {
    throw new HelpdeskError("bad_reply", `The helpdesk's answer to ${what} is not UTF-8 text`, {
      cause,
    });
  }
}
