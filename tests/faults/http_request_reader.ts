import { Buffer } from "node:buffer";

/** A request as the faulty helpdesk got it. */
export interface ReceivedRequest {
  readonly method: string;
  /** Path and query. */
  readonly target: string;
  readonly headers: Headers;
  readonly body: Uint8Array<ArrayBuffer>;
}

const END_OF_HEAD = "\r\n\r\n";
const LAST_CHUNK = "0\r\n\r\n";

/** Reads the requests of one connection, the bytes of which may come in any pieces. */
export class RequestReader {
  // Latin-1, one character a byte, so that lengths can be counted in characters.
  #text = "";

  /** Takes bytes and gives the requests that they complete. */
  take(bytes: Uint8Array): ReceivedRequest[] {
    this.#text += Buffer.from(bytes).toString("latin1");
    const requests: ReceivedRequest[] = [];
    for (;;) {
      const request = this.#next();
      if (request === undefined) return requests;
      requests.push(request);
    }
  }

  #next(): ReceivedRequest | undefined {
    const end = this.#text.indexOf(END_OF_HEAD);
    if (end < 0) return undefined;
    const [start = "", ...lines] = this.#text.slice(0, end).split("\r\n");
    const [method = "", target = ""] = start.split(" ");
    const headers = new Headers(lines.map((line): [string, string] => {
      const colon = line.indexOf(":");
      return [line.slice(0, colon), line.slice(colon + 1).trim()];
    }));
    const rest = this.#text.slice(end + END_OF_HEAD.length);
    const isChunked = headers.get("transfer-encoding") === "chunked";
    const content = isChunked ? chunked(rest) : announced(rest, headers);
    if (content === undefined) return undefined;
    this.#text = rest.slice(content.length);
    return { method, target, headers, body: Uint8Array.from(Buffer.from(content.body, "latin1")) };
  }
}

interface Content {
  readonly body: string;
  /** Characters of the stream that it took. */
  readonly length: number;
}

function announced(rest: string, headers: Headers): Content | undefined {
  const length = Number(headers.get("content-length") ?? "0");
  return rest.length < length ? undefined : { body: rest.slice(0, length), length };
}

function chunked(rest: string): Content | undefined {
  let body = "";
  for (let at = 0;;) {
    const lineEnd = rest.indexOf("\r\n", at);
    if (lineEnd < 0) return undefined;
    const size = parseInt(rest.slice(at, lineEnd), 16);
    if (size === 0) {
      const length = at + LAST_CHUNK.length;
      return rest.length < length ? undefined : { body, length };
    }
    const start = lineEnd + 2;
    if (rest.length < start + size + 2) return undefined;
    body += rest.slice(start, start + size);
    at = start + size + 2;
  }
}
